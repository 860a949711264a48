"""From model_bakery (and model_mommy, as it was called) to factories of Django's models.

Inside: `library` (what model_bakery calls things), `arguments` (what a call says), `values` (what a field is given),
`factories` (the classes that a module gets), `recipes` (recipes, wherever they are used), `moving` (the step).
May be used from outside: `moving`, `recipes`, `library`, by `cli.migrate`.
May import: `cli.migrate.mover`, `.project`, `.factory_boy`; libcst.
"""
