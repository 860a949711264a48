"""From polyfactory to factories with a type argument.

Inside: `library` (what polyfactory calls things), `obstacles` (what has no counterpart, and which classes stay for it),
`options` (what stands in double underscores), `values` (what a field is set to), `methods` (methods that give the value of a
field), `moving` (the step).
May be used from outside: `moving`, `obstacles`, by `cli.migrate`.
May import: `cli.migrate.mover`, `.project`, `.findings`, `.factory_boy.options`; libcst.
"""
