"""What a mapped class asks of its objects, and values for its columns.

Inside: `adapter` (mapper → shape), `types` and `marks` (column → type), `checks`, `unique`, `columns`,
`constructors`, `instead`, `answers` and `rivals` (attributes that say the same).
May be used from outside: the options, and `bulk`.
May import: `orm.shared` and below.
"""
