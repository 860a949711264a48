"""Decimal numbers of few digits and places."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import pydantic
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.values.annotations import Rules
from tests.values.making import value_of, values_of
from typedfactory.errors import UnfillableError
from typedfactory.ground.constraints import DecimalPlaces, MaxDigits


@pytest.mark.parametrize(
    ("marks", "rules"),
    [
        ((MaxDigits(5), DecimalPlaces(2)), {}),
        ((MaxDigits(3),), {}),
        ((MaxDigits(2), DecimalPlaces(2)), {}),
        ((DecimalPlaces(0),), {}),
        ((DecimalPlaces(8),), {"gt": Decimal("0.0000001"), "lt": Decimal("0.0000002")}),
        ((MaxDigits(40), DecimalPlaces(3)), {"gt": 10**30}),
        ((MaxDigits(4),), {"ge": 1000, "le": 1003}),
        ((MaxDigits(6), DecimalPlaces(2)), {"multiple_of": Decimal("0.25"), "lt": -900}),
        ((MaxDigits(6), DecimalPlaces(1)), {"multiple_of": Decimal("0.25")}),
        ((MaxDigits(1), DecimalPlaces(0)), {"lt": 0}),
    ],
)
def test_pydantic_agrees(marks: tuple[Any, ...], rules: dict[str, Any]) -> None:
    asked = {"max_digits": None, "decimal_places": None, **rules}
    for mark in marks:
        asked["max_digits" if isinstance(mark, MaxDigits) else "decimal_places"] = getattr(
            mark, "max_digits", None
        ) or getattr(mark, "decimal_places", None)
    judge = pydantic.TypeAdapter(Annotated[Decimal, pydantic.Field(**asked)])
    parts = (Decimal, Rules(**rules), *marks)
    for value in values_of(Annotated[parts]):
        judge.validate_python(value)


@settings(deadline=None, max_examples=200)
@given(st.integers(1, 30), st.integers(0, 30), st.integers(-(10**6), 10**6), st.integers(1, 1000))
def test_pydantic_agrees_whatever_is_asked(digits: int, places: int, low: int, width: int) -> None:
    asked: Any = pydantic.Field(max_digits=digits, decimal_places=min(places, digits), ge=low, le=low + width)
    annotation = Annotated[Decimal, asked]
    judge = pydantic.TypeAdapter(annotation)
    try:
        value = value_of(annotation)
    except UnfillableError:
        limit = 10 ** (digits - min(places, digits))
        assert low >= limit or low + width <= -limit
    else:
        judge.validate_python(value)


def test_whole_numbers_have_digits_too() -> None:
    assert all(0 <= value < 1000 for value in values_of(Annotated[int, MaxDigits(3)]))


def test_more_than_the_digits_hold_is_refused() -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(Annotated[Decimal, MaxDigits(5), DecimalPlaces(2), Rules(ge=1000)])
    assert str(caught.value) == (
        "F.x: no Decimal satisfies ge=1000, max_digits=5 and decimal_places=2. "
        "Correct the constraints, or declare the field."
    )
