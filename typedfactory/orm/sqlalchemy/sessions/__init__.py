"""Which session the objects of a call go to, and when they are written.

Inside: `chosen` (which session is used), `places` (with which what is nested is saved), `work` (what one call makes), `onlookers` (who may look in between), `demand`
(what waits is written before somebody looks), `lookup` (get or create), `pretending` (objects that only look saved), `asynchronous`.
May be used from outside: the factory and its options.
May import: `orm.sqlalchemy.filling`, `orm.shared` and below.
"""
