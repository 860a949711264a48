"""The columns of models.

Inside: `layout` (what columns there are) with `sqlalchemy` and `django`, `keys` (those that nobody declares).
May be used from outside: all of it, by the other modules of `describe/`.
May import: `planning`, the façade and below; SQLAlchemy and Django in the modules named after them.
"""
