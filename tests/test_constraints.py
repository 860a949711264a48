"""Constraints of all libraries in one form."""

from __future__ import annotations

import sys
import types
from fractions import Fraction
from typing import Any

import attrs
import pytest

from typedfactory.constraints import NONE, Constraints, read_constraints


@attrs.frozen
class Interval:
    gt: Any = None
    ge: Any = None
    lt: Any = None
    le: Any = None


@attrs.frozen
class Length:
    min_length: int | None = None
    max_length: int | None = None


class Column:
    """Something else that people put into Annotated, with a method named like a constraint."""

    def gt(self) -> str:
        return "an expression"

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(name)


def even(number: int) -> bool:
    return number % 2 == 0


def test_the_tighter_bound_wins() -> None:
    merged = Constraints(gt=1, ge=5, lt=9, le=20, min_length=2, max_length=8, max_digits=9).merged_with(
        Constraints(gt=3, ge=4, lt=10, le=6, min_length=1, max_length=5, max_digits=4, decimal_places=2)
    )
    assert merged == Constraints(gt=3, ge=5, lt=9, le=6, min_length=2, max_length=5, max_digits=4, decimal_places=2)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [(4, 6, 12), (0.5, 0.75, Fraction(3, 2)), (Fraction(1, 3), 2, 2), (5, 5, 5)],
)
def test_a_multiple_of_both_is_a_multiple_of_their_least_common_one(one: Any, other: Any, both: Any) -> None:
    assert Constraints(multiple_of=one).merged_with(Constraints(multiple_of=other)) == Constraints(multiple_of=both)


def test_patterns_and_predicates_add_up() -> None:
    one = Constraints(pattern=("a",), predicates=(even,))
    other = Constraints(pattern=("b", "a"), predicates=(callable,), unique=True)
    assert one.merged_with(other) == Constraints(pattern=("a", "b"), predicates=(even, callable), unique=True)
    assert one.merged_with(NONE) is one


def test_zero_is_a_bound_like_any_other() -> None:
    assert Constraints(ge=0, max_length=0).given == ("ge", "max_length")
    assert Constraints().given == ()


def test_they_read_well_in_messages() -> None:
    asked = Constraints(gt=5, lt=6.5, pattern=("^a$",), predicates=(even,))
    assert asked.shown() == "gt=5, lt=6.5, pattern='^a$' and predicates=even"
    assert asked.shown("lt", "gt") == "gt=5 and lt=6.5"
    assert repr(Constraints(ge=0)) == "Constraints(ge=0)"


def test_metadata_is_read_by_its_attributes() -> None:
    assert read_constraints([Interval(ge=1), Length(2, 3), Interval(lt=0)]) == Constraints(
        ge=1, lt=0, min_length=2, max_length=3
    )
    assert read_constraints([types.SimpleNamespace(pattern="^a$")]) == Constraints(pattern=("^a$",))


def test_what_is_no_constraint_is_left_alone() -> None:
    assert read_constraints(["text", Column(), Interval, None, 5]) is NONE


def test_predicates_and_time_zones_of_annotated_types_are_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    module: Any = types.ModuleType("annotated_types")
    module.Predicate = attrs.make_class("Predicate", ["func"])
    module.Timezone = attrs.make_class("Timezone", ["tz"])
    monkeypatch.setitem(sys.modules, "annotated_types", module)
    assert read_constraints([module.Predicate(even), module.Timezone(None)]) == Constraints(
        predicates=(even,), time_zone=(None,)
    )
