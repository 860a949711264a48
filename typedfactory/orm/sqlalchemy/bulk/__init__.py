"""Many rows at once.

Inside: `creation` (what `bulk_create` does), `twins` and `rows` (rows in the place of objects), `inserts`, `links`,
`later`, `refusals`.
May be used from outside: the factory.
May import: all other rooms of `orm.sqlalchemy`.
"""
