"""What a column is: numbers drawn for its rows, and what the numbers mean.

Inside: `codes` (the numbers), `meanings` (their values), `columns` (both together), `constants` (values that may stand in all
rows).
May be used from outside: all of it, by the other rooms of `datasets/`.
May import: `drawing`, `typedfactory.random`.
"""
