"""Which session the objects of a call go to, and when they are written.

Inside: `work` (the session of a call), `lookup` (get or create), `asynchronous`.
May be used from outside: the factory and its options.
May import: `orm.sqlalchemy.filling`, `orm.shared` and below.
"""
