"""Numbers, constructed within their bounds.

Inside: `whole`, `floats`, `exact` (decimals and fractions), `digits` (decimal places), `spans` (bounds as exact
numbers).
May be used from outside: `values` gathers the makers; `time` builds on `spans`.
May import: `values.core` and below.
"""
