"""Calls of factories and of the module-level functions.

Inside: a hook each in `class_calls`, `methods`, `functions`, `stubs`; what they share: `overrides` (each against what it
stands for), `paths` (where deep names lead), `data` (dicts for nested models), `places` (what a declaration takes), `names`, `members`, `strategies`, and
`signatures` (made for each call).
May be used from outside: the rooms above.
May import: `mypy.values` and below.
"""
