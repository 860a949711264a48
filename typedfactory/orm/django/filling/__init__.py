"""What a Django model asks of its objects, and values for its fields.

Inside: `adapter` (model → shape); `fields`, `text`, `marks` and `validators` (field → type); `needs` (which fields are
filled); `rules` (what a Meta asks), `cleaning` (what a model's own ``clean()`` wants); `limit_choices`, `foreign_keys` and
`content_types` (what fields refer to); `parents` (multi-table inheritance), `constructors`.
May be used from outside: the options, and `bulk`.
May import: `orm.shared` and below.
"""
