"""One of several: choices, unions, and what narrows any type.

Inside: `choices`, `unions`, `narrowing`.
May be used from outside: `values` gathers the makers; other rooms choose among values.
May import: `values.judging` and below.
"""
