"""Values made by Faker: the only room that imports it.

Inside: `declaration` (the declaration `Faker`) and `generators` (Faker's generators, one for each locale and
stream).
May be used from outside: `Faker`, through `typedfactory.faker`; the realistic values use the generators.
May import: `declarations`, `errors`, `random`, and Faker, when the first value is made.
"""
