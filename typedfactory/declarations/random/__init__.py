"""Declarations whose values are random.

Inside: `faker/` (values made by Faker), `fuzzy` (values in given ranges) and `moments` (the calendar).
May be used from outside: the public addresses `typedfactory.faker` and `typedfactory.fuzzy` hand out what users
need.
May import: `declarations`, `errors`, `random`.
"""
