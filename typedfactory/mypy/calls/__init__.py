"""Calls of factories and of the module-level functions.

Inside: `signatures` (made for each call), `paths` (deep names), `functions`, `stubs`.
May be used from outside: the rooms above.
May import: `mypy.values` and below.
"""
