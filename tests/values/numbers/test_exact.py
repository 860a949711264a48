"""Decimals and fractions."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

import pytest

from tests.values.annotations import Rules, obeys
from tests.values.making import value_of, values_of


@pytest.mark.parametrize("kind", [Decimal, Fraction])
def test_a_narrow_stretch_takes_more_places(kind: Any) -> None:
    rules = Rules(gt=Decimal("1E-40"), lt=Decimal("2E-40"))
    assert all(obeys(value, rules) for value in values_of(Annotated[kind, rules], 50))
    third = Rules(ge=Fraction(1, 3), le=Fraction(1, 3))
    assert value_of(Annotated[Fraction, third]) == Fraction(1, 3)
    assert value_of(Annotated[Fraction, Rules(ge=Fraction(-1, 3), le=Fraction(-1, 3))]) == Fraction(-1, 3)


def test_decimals_do_not_depend_on_the_precision_of_the_program() -> None:
    annotation = Annotated[Decimal, Rules(ge=10**30)]
    expected = value_of(annotation)
    with decimal.localcontext() as context:
        context.prec = 3
        assert value_of(annotation).as_tuple() == expected.as_tuple()


def test_decimal_multiples_have_a_decimal_form() -> None:
    values = values_of(Annotated[Decimal, Rules(multiple_of=Fraction(5, 3))], 50)
    assert all(Fraction(value) % 5 == 0 for value in values)
