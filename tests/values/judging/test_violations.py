"""Values that break one rule of a type each."""

from __future__ import annotations

import datetime
import random
from collections import abc
from decimal import Decimal
from typing import Annotated, Any, List, Literal, Optional, TypeVar, Union

import annotated_types
import msgspec
import pydantic
import pytest
import typing_extensions as te
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field

from tests.values.annotations import ANNOTATIONS, Colour, is_valid
from tests.values.making import Builder, Thing, is_model
from typedfactory.ground.constraints import NONE, Constraints, OneOf
from typedfactory.values import Foreign, violations_of

T = TypeVar("T", bound=int)
Whole = te.TypeAliasType("Whole", Annotated[int, Field(gt=3)])
Nested: Any = te.TypeAliasType("Nested", List["Nested"])  # type: ignore[misc]  # mypy wants such a cycle written with `type`
DAY = datetime.date(2020, 1, 1)
MOMENT = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)


def is_even(number: int) -> bool:
    return number % 2 == 0


def broken(annotation: Any, constraints: Constraints = NONE) -> dict[str, Any]:
    found = violations_of(annotation, where="F.x", is_model=is_model, constraints=constraints)
    return {rule: make(random.Random(1), Builder()) for rule, make in found}


CASES: list[tuple[Any, list[str]]] = [
    (int, ["int_type"]),
    (Annotated[int, Field(ge=5, le=10, multiple_of=5)], ["int_type", "greater_than_equal", "less_than_equal", "multiple_of"]),
    (Annotated[int, Field(gt=3, ge=5)], ["int_type", "greater_than_equal", "greater_than_equal"]),
    (Annotated[float, Field(gt=0, multiple_of=0.1)], ["float_type", "greater_than", "multiple_of"]),
    (Annotated[str, Field(min_length=3, max_length=5, pattern="^[a-z]+$")], ["string_type", "string_too_short", "string_too_long", "string_pattern_mismatch"]),
    (Annotated[str, Field(max_length=3, pattern="^[a-z]{3}$")], ["string_type", "string_too_long", "string_pattern_mismatch"]),
    (Annotated[Decimal, Field(max_digits=5, decimal_places=2)], ["decimal_type", "decimal_max_digits", "decimal_max_places"]),
    (Annotated[Decimal, Field(max_digits=3, gt=0)], ["decimal_type", "greater_than", "decimal_max_digits"]),
    (List[Annotated[int, Field(gt=3)]], ["list_type", "int_type", "greater_than"]),
    (Annotated[List[int], Field(min_length=1, max_length=2)], ["list_type", "too_short", "too_long", "int_type"]),
    (Annotated[set[int], Field(min_length=2)], ["set_type", "too_short", "int_type"]),
    (dict[Annotated[str, Field(max_length=3)], Colour], ["dict_type", "string_type", "string_too_long", "enum", "enum"]),
    (Literal["a", "b"], ["literal_error", "literal_error"]),
    (Colour, ["enum", "enum"]),
    (tuple[int, Annotated[str, Field(min_length=2)]], ["tuple_type", "int_type", "string_type", "string_too_short"]),
    (tuple[bool, ...], ["tuple_type", "bool_type"]),
    (Optional[Annotated[int, Field(lt=3)]], ["int_type", "less_than"]),
    (Union[int, str], ["int_type"]),
    (Union[int, Any], []),
    (Annotated[datetime.date, Field(gt=DAY)], ["date_type", "greater_than"]),
    (Whole, ["int_type", "greater_than"]),
    (T, ["int_type"]),
    (Any, []),
    (None, ["none_required"]),
]  # fmt: skip


@pytest.mark.parametrize(("annotation", "rejected"), CASES, ids=str)
def test_pydantic_rejects_each_for_that_rule(annotation: Any, rejected: list[str]) -> None:
    judge = pydantic.TypeAdapter(annotation)
    found = []
    for value in broken(annotation).values():
        with pytest.raises(pydantic.ValidationError) as caught:
            judge.validate_python(value)
        found.append(caught.value.errors()[0]["type"])
    assert found == rejected


def test_msgspec_rejects_each() -> None:
    annotation = Annotated[str, msgspec.Meta(min_length=2, max_length=4, pattern="^[a-z]+$")]
    for value in broken(annotation).values():
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(value, annotation)


def test_rules_are_named_by_constraint_and_place() -> None:
    annotation = dict[str, tuple[Annotated[List[bool], Field(max_length=2)], Colour]]
    assert list(broken(annotation)) == [
        "type",
        "keys.type",
        "values.type",
        "values.items[0].type",
        "values.items[0].max_length",
        "values.items[0].items.type",
        "values.items[1].type",
        "values.items[1].enum",
    ]


def test_choices_and_predicates_are_broken() -> None:
    found = broken(int, Constraints(one_of=(OneOf([1, 2]),)))
    assert repr(found["type"]) == "<a value of the wrong type>"
    assert found["one_of"] not in {1, 2}
    odd = broken(Annotated[int, annotated_types.Predicate(is_even)])["predicates"]
    assert odd % 2 == 1


def test_time_zones_are_broken() -> None:
    aware = broken(Annotated[datetime.datetime, Field(gt=MOMENT), annotated_types.Timezone(...)])
    assert list(aware) == ["type", "gt", "time_zone"]
    assert aware["gt"] <= MOMENT
    assert aware["time_zone"].tzinfo is None
    assert broken(Annotated[datetime.datetime, annotated_types.Timezone(None)])["time_zone"].tzinfo is not None


def test_what_nothing_breaks_is_left_out() -> None:
    assert list(broken(Annotated[int, Field(multiple_of=1, ge=float("-inf"))])) == ["type"]
    assert list(broken(Annotated[str, Field(min_length=0)])) == ["type"]
    assert list(broken(Annotated[List[int], Field(max_length=0)])) == ["type", "max_length"]
    assert list(broken(abc.Hashable)) == []


def test_aliases_that_contain_themselves_end() -> None:
    assert list(broken(Nested)) == ["type"]


def test_a_model_is_broken_by_another_value() -> None:
    assert [type(each) for each in broken(Thing).values()] == [Foreign]


@settings(deadline=None, max_examples=200)
@given(ANNOTATIONS, st.integers(0, 2**32))
def test_no_violation_is_valid(annotation: Any, seed: int) -> None:
    for rule, make in violations_of(annotation, where="F.x", is_model=is_model):
        value = make(random.Random(seed), Builder())
        assert not is_valid(annotation, value), (annotation, rule, value)
