"""Random values in given ranges. A public address: what it holds is made in `typedfactory.declarations.random`."""

from typing import TYPE_CHECKING

from typedfactory.declarations.random.distributions import (
    FuzzyBusinessHours,
    FuzzyDistribution,
    FuzzyLogNormal,
    FuzzyMoment,
    FuzzyNormal,
    FuzzyZipf,
)
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
from typedfactory.ground.old_names import refuse_old_names

__all__ = [
    "BaseFuzzyAttribute",
    "BaseFuzzyDateTime",
    "FuzzyAttribute",
    "FuzzyBusinessHours",
    "FuzzyChoice",
    "FuzzyDate",
    "FuzzyDateTime",
    "FuzzyDecimal",
    "FuzzyDistribution",
    "FuzzyFloat",
    "FuzzyInteger",
    "FuzzyLogNormal",
    "FuzzyMoment",
    "FuzzyNaiveDateTime",
    "FuzzyNormal",
    "FuzzyText",
    "FuzzyZipf",
]

if not TYPE_CHECKING:
    __getattr__ = refuse_old_names(__name__)
