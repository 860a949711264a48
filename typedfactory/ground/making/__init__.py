"""How objects come to be, and which stand for all of their model.

Inside: `strategies` (the ways, by name), `sharing` (objects that stand for others as long as a block lasts),
`watching` (who is told of objects).
May be used from outside: all rooms.
May import: `errors`, `typeinfo`.
"""
