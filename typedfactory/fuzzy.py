"""Random values in given ranges. A public address: what it holds is made in `typedfactory.declarations.random`."""

from typedfactory.declarations.random.fuzzy import (
    BaseFuzzyAttribute,
    BaseFuzzyDateTime,
    FuzzyAttribute,
    FuzzyChoice,
    FuzzyDate,
    FuzzyDateTime,
    FuzzyDecimal,
    FuzzyFloat,
    FuzzyInteger,
    FuzzyNaiveDateTime,
    FuzzyText,
)

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
