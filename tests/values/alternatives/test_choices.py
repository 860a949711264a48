"""One of a few values."""

from __future__ import annotations

import enum
import uuid
from typing import Annotated, Any, Literal

import pytest

from tests.values.annotations import Rules
from tests.values.making import value_of, values_of
from typedfactory.errors import UnfillableError


class Colour(enum.Enum):
    RED = "r"
    GREEN = "g"
    CRIMSON = "r"  # noqa: PIE796 - an alias


class Number(enum.IntEnum):
    ONE = 1


class Right(enum.Flag):
    NONE = 0
    READ = 1
    WRITE = 2
    BOTH = 3


class Nothing(enum.Flag):
    ZERO = 0


class Empty(enum.Enum):
    pass


def test_each_of_the_values_comes_up() -> None:
    assert set(values_of(bool)) == {True, False}
    assert set(values_of(Colour)) == {Colour.RED, Colour.GREEN}
    assert set(values_of(Number)) == {Number.ONE}
    assert set(values_of(Literal["a", 2, None])) == {"a", 2, None}  # noqa: PYI061 - None as a literal is the case
    assert set(values_of(Literal[Colour.RED])) == {Colour.RED}


def test_flags_are_single_bits_on_every_python() -> None:
    assert set(values_of(Right)) == {Right.READ, Right.WRITE}
    assert set(values_of(Nothing)) == {Nothing.ZERO}


def test_none_is_none() -> None:
    assert value_of(None) is None
    assert value_of(type(None)) is None


def test_an_enumeration_without_members_cannot_be_filled() -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(Empty)
    assert str(caught.value) == "F.x: Empty has no members. Give it some, or declare the field."


def test_enumerations_take_no_constraints() -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(Annotated[Colour, Rules(gt=1)])
    assert str(caught.value) == (
        "F.x: gt=1 cannot be satisfied for Colour. Declare the field, or correct its constraints."
    )


def test_literals_and_booleans_are_those_that_keep_the_constraints() -> None:
    assert set(values_of(Annotated[Literal[1, 2, 3], Rules(ge=2)])) == {2, 3}
    assert set(values_of(Annotated[bool, Rules(gt=0)])) == {True}


@pytest.mark.parametrize(("kind", "shown"), [(bool, "bool"), (Literal["a"], "Literal['a']")])
def test_where_none_keeps_them_the_field_cannot_be_filled(kind: Any, shown: str) -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(Annotated[kind, Rules(gt=1)])
    assert str(caught.value) == (f"F.x: no {shown} satisfies gt=1. Correct the constraints, or declare the field.")


def test_uuids_are_random_ones_of_version_4() -> None:
    values = values_of(uuid.UUID)
    assert {(value.version, value.variant) for value in values} == {(4, uuid.RFC_4122)}
    assert len(set(values)) == 200
    members = value_of(Annotated[set[uuid.UUID], Rules(min_length=3)])
    assert {each.version for each in members} == {4}
