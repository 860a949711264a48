"""Saving one object.

Inside: `lookup` (get or create), `changes` (whether hooks changed it), `signals`, `asynchronous`, `collecting`;
`places` (which database), `relations` (objects given for what is no column), `moments` (given in the place of now), `pretending`
(objects that only look saved).
May be used from outside: the factory and its options.
May import: `orm.shared` and below.
"""
