"""Constraints of all libraries in one form."""

from __future__ import annotations

import re
import sys
import types
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import annotated_types
import attrs
import msgspec
import pydantic
import pytest

from typedfactory.ground.constraints import (
    NONE,
    Constraints,
    DecimalPlaces,
    InstanceOf,
    MaxDigits,
    OneOf,
    Pattern,
    read_constraints,
)


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
    module.Not = attrs.make_class("Not", ["func"])
    monkeypatch.setitem(sys.modules, "annotated_types", module)
    assert read_constraints([module.Predicate(even), module.Timezone(None)]) == Constraints(
        predicates=(even,), time_zone=(None,)
    )


def test_marks_of_the_library_are_read() -> None:
    pattern, choice, kind = Pattern("^a$", "match"), OneOf([1, 2]), InstanceOf(int)
    assert read_constraints([pattern, choice, kind, MaxDigits(5), DecimalPlaces(2)]) == Constraints(
        pattern=(pattern,), one_of=(choice,), instance_of=(kind,), max_digits=5, decimal_places=2
    )


def test_marks_read_well_in_messages() -> None:
    asked = Constraints(pattern=(Pattern("^a$"),), one_of=(OneOf([1, 2]),), instance_of=(InstanceOf((int, str)),))
    assert asked.shown() == "pattern='^a$', one_of=(1, 2) and instance_of=int, str"


def test_a_compiled_expression_is_a_pattern() -> None:
    expression = re.compile("^a$", re.IGNORECASE)
    assert read_constraints([expression]) == Constraints(pattern=(expression,))


def test_what_annotated_types_knows_is_read() -> None:
    metadata = [
        annotated_types.Interval(gt=1, le=9),
        annotated_types.Len(2, 5),
        annotated_types.MultipleOf(3),
        annotated_types.Unit("m"),
        annotated_types.doc("a comment"),
        annotated_types.Predicate(even),
        annotated_types.Timezone(None),
    ]
    assert read_constraints(metadata) == Constraints(
        gt=1, le=9, multiple_of=3, min_length=2, max_length=5, predicates=(even,), time_zone=(None,)
    )


def test_groups_of_a_third_party_are_opened() -> None:
    class Positive(annotated_types.GroupedMetadata):
        def __iter__(self) -> Iterator[object]:
            yield annotated_types.Gt(0)
            yield annotated_types.MinLen(2)

    assert read_constraints([Positive()]) == Constraints(gt=0, min_length=2)


def test_what_pydantic_knows_is_read() -> None:
    field: Any = pydantic.Field(gt=1, pattern="^a$", max_digits=5, decimal_places=2, strict=True, allow_inf_nan=False)
    assert read_constraints([field]) == Constraints(gt=1, pattern=("^a$",), max_digits=5, decimal_places=2)
    assert read_constraints([pydantic.Strict(), pydantic.Field]) is NONE


@pytest.mark.parametrize(("asked", "zone"), [(True, ...), (False, None)])
def test_what_msgspec_knows_is_read(asked: bool, zone: Any) -> None:
    assert read_constraints([msgspec.Meta(tz=asked)]) == Constraints(time_zone=(zone,))
    metadata = [
        msgspec.Meta(ge=1, lt=9, multiple_of=2, title="a title"),
        msgspec.Meta(pattern="a", min_length=1, max_length=4),
    ]
    assert read_constraints(metadata) == Constraints(
        ge=1, lt=9, multiple_of=2, pattern=("a",), min_length=1, max_length=4
    )
