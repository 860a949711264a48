"""What a Django model asks of its objects, and values for its fields.

Inside: `adapter` (model → shape), `fields`, `text`, `marks` and `validators` (field → type), `constraints`,
`limits`, `generic`, `trial`, `spec`.
May be used from outside: the options, and `bulk`.
May import: `orm.shared` and below.
"""
