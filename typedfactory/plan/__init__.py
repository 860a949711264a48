"""From declarations to objects: a class body becomes a frozen description, and the description a function.

Inside: from the bottom: `describe/` (class body and model → specification), `interpret/` (the resolver: what is
right), `lean/` (the same step by step, for calls that come once or twice), `compile/` (the same as a function, for calls
that come often), `call/` (from a call to the plan that makes its object), `options` (what a factory knows: `_meta`),
`tell/` (what a factory tells of itself).
May be used from outside: the façade and the back ends use `options` and what they extend.
May import: `realism` and below. Each room only those before it in the list above.
"""
