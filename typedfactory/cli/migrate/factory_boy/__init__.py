"""From factory_boy of every generation to `typedfactory.factory_boy`, and on to factories with a type argument.

Inside: `renames` (which names are which today), `statements` (import statements), `options` (what stood in class bodies and is
an option of ``class Meta``), `calls` (declarations of old versions), `hooks` (their functions and
methods), `strings` (names in texts), `moving` (the step
that does all this), `typing_bases` (the step after it: type arguments).
May be used from outside: `moving`, `typing_bases`, by `cli.migrate.files`.
May import: `cli.migrate.mover`, `.project`, `.findings`; the table of old names in `ground`; libcst.
"""
