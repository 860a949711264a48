"""Saving one object.

Inside: `lookup` (get or create), `changes` (whether hooks changed it), `signals`, `asynchronous`, `collecting`.
May be used from outside: the factory and its options.
May import: `orm.shared` and below.
"""
