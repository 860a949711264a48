"""What a factory tells of itself.

Inside: `explain` (where each value would come from), `places` (where that is written), `coverage` (every
alternative, every rule broken), `alternatives` (the values of a small type, the type at a path).
May be used from outside: `facade` and `cli`, when somebody asks.
May import: all of `plan`.
"""
