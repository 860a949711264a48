"""From a class body and a model to a frozen specification.

Inside: `meta` (reads ``class Meta``), `overrides` (names as trees), `layers` and `spec` (the description),
`autofill`, `filling/` and `realistic` (what nobody declared), `partial/` (data that is completed), `checks` and
`refusing/` (what is refused), `synonyms`, `hooks`, `taken` (names that hooks take), `order`, `branches`, `declaration_sets`.
May be used from outside: all of `plan`, and the back ends.
May import: `realism` and below.
"""
