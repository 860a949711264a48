"""Saving objects so that nothing is left of them.

Inside: `choosing` (which sandbox a factory needs), `django`, `sqlalchemy` (one for each library).
May be used from outside: `choosing`.
May import: `orm`, the façade and below; the library that a module is named after.
"""
