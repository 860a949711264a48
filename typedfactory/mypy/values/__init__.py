"""What a declaration yields, and whether it fits a field.

Inside: `judging` (what all checks share), `reach` (whose fields a deep path sees), `providers` and `added_providers` (of
Faker), `transformers`.
May be used from outside: the rooms above.
May import: `mypy.reading`, `mypy.config` and below.
"""
