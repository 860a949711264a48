"""Random values in given ranges: the fuzzy declarations.

Each draws through a public method of ``typedfactory.random.randgen``, looked up when a value is made, so that a
seed repeats the values and a test may patch the method.

Source: the names, the arguments and the values for a seed are those of factory_boy's ``factory.fuzzy``.

Inside: `base` (what they all are), `choices` (items, text), `numbers`, `moments` (dates, datetimes).
May be used from outside: the names below; users find them in `typedfactory.fuzzy`.
May import: `declarations.base` and below.
"""

from typedfactory.declarations.random.fuzzy.base import BaseFuzzyAttribute, FuzzyAttribute
from typedfactory.declarations.random.fuzzy.choices import FuzzyChoice, FuzzyText
from typedfactory.declarations.random.fuzzy.moments import (
    BaseFuzzyDateTime,
    FuzzyDate,
    FuzzyDateTime,
    FuzzyNaiveDateTime,
)
from typedfactory.declarations.random.fuzzy.numbers import FuzzyDecimal, FuzzyFloat, FuzzyInteger

__all__ = [
    "BaseFuzzyAttribute",
    "BaseFuzzyDateTime",
    "FuzzyAttribute",
    "FuzzyChoice",
    "FuzzyDate",
    "FuzzyDateTime",
    "FuzzyDecimal",
    "FuzzyFloat",
    "FuzzyInteger",
    "FuzzyNaiveDateTime",
    "FuzzyText",
]
