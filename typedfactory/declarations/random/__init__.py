"""Declarations whose values are random.

Inside: `faker/` (values made by Faker), `fuzzy` (values in given ranges), `distributions` (values
that gather somewhere), `moments` (the calendar) and `weights`.
May be used from outside: the public addresses `typedfactory.faker` and `typedfactory.fuzzy` hand out what users
need.
May import: `declarations`, `errors`, `random`.
"""
