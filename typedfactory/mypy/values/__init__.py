"""What a declaration yields, and whether it fits a field.

Inside: `judging`, `reach`, `providers`, `added_providers`, `transformers`.
May be used from outside: the rooms above.
May import: `mypy.reading`, `mypy.config` and below.
"""
