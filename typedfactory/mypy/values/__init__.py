"""What a declaration yields, and whether it fits a field.

Inside: `judging` (what all checks share), `reach` (whose fields a deep path sees), `collections` (what is
at a place of one, and which types hold models), `providers` and `added_providers` (of Faker), `transformers`.
May be used from outside: the rooms above.
May import: `mypy.reading`, `mypy.config` and below.
"""
