"""Floats of any magnitude."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

import pytest

from tests.values.annotations import Rules, obeys
from tests.values.making import value_of, values_of


@pytest.mark.parametrize(
    "rules",
    [
        Rules(gt=0, lt=5e-324 * 2),
        Rules(ge=1e308),
        Rules(le=-1e308),
        Rules(ge=-1.7e308, le=1.7e308),
        Rules(gt=1, lt=1.0000000000000004),
        Rules(ge=Fraction(1, 3), le=0.5),
        Rules(ge=-(10**400), le=10**400),
        Rules(ge=0, le=1000, multiple_of=0.01),
        Rules(ge=5, multiple_of=Decimal("0.1")),
    ],
)
def test_floats_of_any_magnitude(rules: Rules) -> None:
    assert all(obeys(value, rules) and math.isfinite(value) for value in values_of(Annotated[float, rules], 50))


def test_a_multiple_that_no_float_holds_is_the_nearest_float() -> None:
    rules = Rules(gt=0.3, le=0.7, multiple_of=Fraction(1, 3))
    assert set(values_of(Annotated[float, rules], 20)) == {1 / 3, 2 / 3}
    above, below = (
        Rules(ge=Fraction(2, 3), lt=0.7, multiple_of=Fraction(1, 3)),
        Rules(gt=0.3, le=Fraction(1, 3), multiple_of=Fraction(1, 3)),
    )
    assert obeys(value_of(Annotated[float, above]), Rules(ge=above.ge, lt=above.lt))
    assert obeys(value_of(Annotated[float, below]), Rules(gt=below.gt, le=below.le))
