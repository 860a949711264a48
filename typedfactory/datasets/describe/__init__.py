"""What a data set is: tables of factories, and how they refer to each other.

Inside: `picks` (what users write: Between, Pick, Same, PerRow), `tables` and `table`, `models/` (the columns of models),
`reading` (declarations as columns), `references` (picks as columns), `parents` (tables with so many rows per row of another),
`lists` (objects in a list of a row), `numpy` (many rows at once), `fields` (all columns of a table) and `collecting` (those that the table speaks of),
`refusing` (what cannot be a function of a row's number).
May be used from outside: the names that `typedfactory.datasets` hands out; the rest by the other rooms of `datasets/`.
May import: `making`, `planning`, `drawing`, the façade and below.
"""
