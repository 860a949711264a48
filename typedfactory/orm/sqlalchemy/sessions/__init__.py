"""Which session the objects of a call go to, and when they are written.

Inside: `chosen` (which session is used), `work` (what one call makes), `lookup` (get or create), `asynchronous`.
May be used from outside: the factory and its options.
May import: `orm.sqlalchemy.filling`, `orm.shared` and below.
"""
