"""What a factory tells of itself.

Inside: `explain` (where each value would come from), `places` (where that is written), `coverage` (every
alternative, every rule broken).
May be used from outside: `facade.inspection`, when somebody asks.
May import: all of `plan`.
"""
