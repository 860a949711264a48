"""Numbers within their bounds."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

import pytest

from tests.values.annotations import Rules, obeys
from tests.values.making import value_of, values_of
from typedfactory.errors import UnfillableError


def test_ints_fit_a_signed_column_of_32_bits() -> None:
    assert all(type(value) is int and 0 <= value < 2**31 for value in values_of(int))
    assert len(set(values_of(int))) == 200


def test_other_numbers_are_small_and_exact_where_they_can_be() -> None:
    assert all(type(value) is float and 0 <= value < 1000 for value in values_of(float))
    assert all(type(value) is Fraction and 0 <= value < 10_000 for value in values_of(Fraction))
    assert all(type(value) is Decimal and value.as_tuple().exponent == -2 for value in values_of(Decimal))
    assert all(type(value) is complex for value in values_of(complex))


@pytest.mark.parametrize("kind", [int, float, Decimal, Fraction])
@pytest.mark.parametrize(
    "rules",
    [
        Rules(ge=1),
        Rules(gt=-1),
        Rules(lt=0),
        Rules(le=10**30),
        Rules(ge=10**30),
        Rules(gt=5, lt=7),
        Rules(ge=5, le=5),
        Rules(ge=10, multiple_of=3),
        Rules(multiple_of=3),
        Rules(le=-10, multiple_of=4),
        Rules(gt=0, ge=0, lt=100, le=100),
        Rules(ge=2.5, lt=3.5),
        Rules(gt=Decimal("-1.5"), lt=Fraction(1, 2)),
        Rules(gt=-math.inf, lt=math.inf),
        Rules(multiple_of=-2),
        Rules(multiple_of=0.5),
    ],
)
def test_bounds_are_kept(kind: Any, rules: Rules) -> None:
    assert all(type(value) is kind and obeys(value, rules) for value in values_of(Annotated[kind, rules], 50))


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        (Annotated[int, Rules(gt=5, lt=6)], "no int satisfies gt=5 and lt=6."),
        (Annotated[int, Rules(ge=1, le=2, multiple_of=5)], "no int satisfies ge=1, le=2 and multiple_of=5."),
        (Annotated[int, Rules(ge=math.inf)], "no int satisfies ge=inf."),
        (Annotated[int, Rules(le=math.nan)], "no int satisfies le=nan."),
        (Annotated[int, Rules(multiple_of=0)], "no int satisfies multiple_of=0."),
        (
            Annotated[float, Rules(gt=1, lt=math.nextafter(1, 2))],
            f"no float satisfies gt=1 and lt={math.nextafter(1, 2)}.",
        ),
        (Annotated[float, Rules(gt=10**400)], f"no float satisfies gt={10**400}."),
        (Annotated[float, Rules(lt=-(10**400))], f"no float satisfies lt={-(10**400)}."),
        (
            Annotated[float, Rules(gt=1, lt=2, multiple_of=5)],
            "no float satisfies gt=1, lt=2 and multiple_of=5.",
        ),
        (
            Annotated[Decimal, Rules(ge=Fraction(1, 3), le=Fraction(1, 3))],
            "no Decimal satisfies ge=Fraction(1, 3) and le=Fraction(1, 3).",
        ),
        (Annotated[Fraction, Rules(gt=1, lt=2, multiple_of=5)], "no Fraction satisfies gt=1, lt=2 and multiple_of=5."),
        (
            Annotated[Decimal, Rules(gt=0, lt=Fraction(1, 10**500))],
            f"no Decimal satisfies gt=0 and lt={Fraction(1, 10**500)!r}.",
        ),
    ],
)
def test_what_no_number_satisfies_is_refused(annotation: Any, message: str) -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(annotation)
    assert str(caught.value) == f"F.x: {message} Correct the constraints, or declare the field."


def test_a_bound_must_be_a_number() -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(Annotated[int, Rules(ge="a")])
    assert str(caught.value) == "F.x: ge='a' is no bound for int. Correct the constraint, or declare the field."


@pytest.mark.parametrize("kind", [int, float, complex, Decimal, Fraction])
def test_constraints_that_mean_nothing_to_numbers_are_refused(kind: Any) -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(Annotated[kind, Rules(min_length=3)])
    assert str(caught.value) == (
        f"F.x: min_length=3 cannot be satisfied for {kind.__name__}. Declare the field, or correct its constraints."
    )


@pytest.mark.parametrize(
    ("annotation", "wanted"),
    [
        (Annotated[int, Rules(ge=3, le=12)], 10),
        (Annotated[int, Rules(le=3)], 40),
        (Annotated[float, Rules(ge=-5e-324, le=5e-324)], 3),
        (Annotated[Decimal, Rules(ge=0, le=1)], 300),
        (Annotated[Fraction, Rules(ge=0, le=4, multiple_of=1)], 5),
        (complex, 20),
    ],
)
def test_a_set_gets_as_many_different_numbers_as_it_needs(annotation: Any, wanted: int) -> None:
    members = value_of(Annotated[set[annotation], Rules(min_length=wanted)])
    rules = getattr(annotation, "__metadata__", (Rules(),))[0]
    assert len(members) == wanted
    assert all(obeys(each, rules) for each in members)
