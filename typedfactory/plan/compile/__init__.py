"""The compiler: one way of calling a factory becomes one Python function.

Inside: `function` (writes it), `emit` and `hooks` (the lines of a value, of a hook), `source` (text and bound names).
May be used from outside: `plan.call` and `plan.tell`.
May import: `plan.interpret`, `plan.describe` and below.
"""
