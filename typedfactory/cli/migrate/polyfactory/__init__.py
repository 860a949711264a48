"""From polyfactory to factories with a type argument.

Inside: `library` (what polyfactory calls things), `obstacles` (what has no counterpart, and which classes stay for it),
`options` (what stands in double underscores), `values` (what a field is set to), `methods` (methods that give the value of a
field), `uses`
(the step for what is done with factories), `moving` (the step for the factories).
May be used from outside: `uses`, `moving`, `obstacles`, by `cli.migrate`.
May import: `cli.migrate.mover`, `.project`, `.findings`, `.factory_boy.options`; libcst.
"""
