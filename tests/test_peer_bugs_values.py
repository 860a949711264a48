"""Bugs of other factory libraries in the values that they make: one test for each, numbered as in test_peer_bugs.

Each would fail with the behaviour that it describes.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
import typing
from decimal import Decimal
from typing import Annotated, Any, Optional, Union

import annotated_types
import attrs
import msgspec
import pydantic
import pytest

import typedfactory
from typedfactory.errors import UnfillableError

#: Enough that what happens now and then happens.
OFTEN = 300
VERSION = tuple(map(int, pydantic.VERSION.split(".")[:2]))
SINCE_2_11 = pytest.mark.skipif(VERSION < (2, 11), reason="validate_by_name is new in pydantic 2.11")


@dataclasses.dataclass
class Node:
    name: str
    left: Optional[Node]
    right: Optional[Node]
    others: list[Node]


@dataclasses.dataclass
class Shelf:
    boxes: list[Box]


@dataclasses.dataclass
class Box:
    shelf: Optional[Shelf]


class Place(pydantic.BaseModel):
    city: str
    zip: Optional[str]


class Person(pydantic.BaseModel):
    name: str
    place: Optional[Place]
    contact: Union[str, list[str]]


@dataclasses.dataclass
class Contact:
    place: Optional[Place]
    ways: Union[str, list[str]]
    numbers: Union[list[int], dict[str, int], None]


@dataclasses.dataclass
class Marked:
    """What pydantic gives names to, in a class that is none of pydantic's."""

    born: pydantic.PastDate
    due: pydantic.FutureDate
    seen: pydantic.AwareDatetime
    noted: pydantic.NaiveDatetime
    mail: pydantic.EmailStr
    home: pydantic.HttpUrl
    store: pydantic.PostgresDsn
    password: pydantic.SecretStr
    key: pydantic.SecretBytes
    size: pydantic.ByteSize
    count: pydantic.PositiveInt
    code: pydantic.constr(min_length=3, max_length=5)  # type: ignore[valid-type] # a call is no type
    data: pydantic.Json[list[int]]


NOW = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)


@dataclasses.dataclass
class Row:
    text: str
    created: datetime.datetime = NOW
    changed: datetime.datetime = dataclasses.field(default_factory=lambda: NOW)
    owner_id: Optional[int] = None


class PydanticRow(pydantic.BaseModel):
    text: str
    created: datetime.datetime = NOW
    changed: datetime.datetime = pydantic.Field(default_factory=lambda: NOW)
    owner_id: Optional[int] = None


@attrs.define
class AttrsRow:
    text: str
    created: datetime.datetime = NOW
    changed: datetime.datetime = attrs.field(factory=lambda: NOW)
    owner_id: Optional[int] = None


class MsgspecRow(msgspec.Struct):
    text: str
    created: datetime.datetime = NOW
    changed: datetime.datetime = msgspec.field(default_factory=lambda: NOW)
    owner_id: Optional[int] = None


def values_of(annotation: Any) -> list[Any]:
    """Return many values of a type."""
    return [typedfactory.build_any(annotation) for _ in range(OFTEN)]


def test_a_multiple_within_bounds_is_one_and_within_them() -> None:
    """18: `ge=10, multiple_of=3` gave values below 10."""
    values = values_of(Annotated[int, pydantic.Field(ge=10, le=40, multiple_of=3)])
    assert set(values) <= set(range(12, 40, 3))
    assert min(values) == 12
    assert all(
        value >= 10 and value % 3 == 0 for value in values_of(Annotated[int, pydantic.Field(ge=10, multiple_of=3)])
    )
    assert values_of(Annotated[int, pydantic.Field(gt=10, lt=14, multiple_of=3)]) == [12] * OFTEN


def test_a_narrow_range_of_decimals_keeps_to_its_digits() -> None:
    """18: it gave more digits than asked."""
    narrow = Annotated[Decimal, pydantic.Field(gt=Decimal("1.10"), lt=Decimal("1.13"), max_digits=3, decimal_places=2)]
    assert set(values_of(narrow)) == {Decimal("1.11"), Decimal("1.12")}
    assert all(-int(value.as_tuple().exponent) <= 2 for value in values_of(narrow))


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (Annotated[int, pydantic.Field(ge=10, le=5)], "no int satisfies ge=10 and le=5"),
        (Annotated[int, pydantic.Field(gt=5, lt=6)], "no int satisfies gt=5 and lt=6"),
        (
            Annotated[int, pydantic.Field(ge=10, le=11, multiple_of=3)],
            "no int satisfies ge=10, le=11 and multiple_of=3",
        ),
        (Annotated[float, pydantic.Field(gt=1.0, lt=1.0)], "no float satisfies gt=1.0 and lt=1.0"),
        (Annotated[str, annotated_types.Len(4, 2)], "no str satisfies min_length=4 and max_length=2"),
    ],
)
def test_an_empty_range_is_refused(asked: Any, shown: str) -> None:
    """18: it gave a value outside of the range, or never came back."""
    factory: Any = typedfactory.make_factory(dataclasses.make_dataclass("Range", [("value", asked)]))
    with pytest.raises(UnfillableError) as caught:
        factory.build()
    assert str(caught.value) == f"RangeFactory.value: {shown}. Correct the constraints, or declare the field."


def test_constraints_within_a_union_hold_in_coverage() -> None:
    """19: `Annotated[int, Gt(0), Lt(5)] | None` lost its constraints in coverage."""

    @dataclasses.dataclass
    class Reading:
        value: Optional[Annotated[int, annotated_types.Gt(0), annotated_types.Lt(5)]]
        name: Optional[Annotated[str, annotated_types.Len(3, 3)]]

    for _ in range(50):
        made = list(typedfactory.make_factory(Reading).coverage())
        assert {reading.value for reading in made} <= {None, 1, 2, 3, 4}
        assert {reading.name and len(reading.name) for reading in made} == {None, 3}
        assert {reading.value is None for reading in made} == {True, False}


def test_recursive_models_end_in_coverage() -> None:
    """20: they ended in a RecursionError."""
    nodes = list(typedfactory.make_factory(Node).coverage())
    assert {node.left is None for node in nodes} == {True, False}
    assert {type(node.right) for node in nodes} == {Node, type(None)}
    shelves = list(typedfactory.make_factory(Shelf).coverage())
    assert {bool(shelf.boxes) for shelf in shelves} == {True, False}
    assert {type(box.shelf) for shelf in shelves for box in shelf.boxes} == {Shelf, type(None)}


@pytest.mark.parametrize(
    ("pattern", "fewest", "most"),
    [(r"^[a-z]+$", 5, 7), (r"^(ab|cde)*$", 4, 4), (r"^\d{2,}-\w*$", 9, 10), (r"^x?y?z?$", 2, 3)],
)
def test_a_pattern_and_a_length_hold_together(pattern: str, fewest: int, most: int) -> None:
    """21: the value satisfied only one of them."""
    for value in values_of(Annotated[str, pydantic.Field(pattern=pattern, min_length=fewest, max_length=most)]):
        assert re.fullmatch(pattern, value)
        assert fewest <= len(value) <= most


def test_names_of_pydantic_work_in_a_dataclass() -> None:
    """22: they were refused, or the field was filled with an instance of the name's own class."""
    hints = typing.get_type_hints(Marked, include_extras=True)
    judges = {name: pydantic.TypeAdapter(hint) for name, hint in hints.items()}
    today = datetime.datetime.now(tz=datetime.timezone.utc).date()
    for made in typedfactory.make_factory(Marked).build_batch(50):
        assert type(made.born) is type(made.due) is datetime.date
        assert made.born < today < made.due
        assert type(made.seen) is type(made.noted) is datetime.datetime
        assert made.seen.tzinfo is not None
        assert made.noted.tzinfo is None
        assert type(made.mail) is type(made.code) is str
        assert isinstance(made.count, int)
        assert isinstance(made.password, pydantic.SecretStr)
        # The text: what the marker asks to be given.
        text: Any = made.data
        assert type(json.loads(text)) is list
        for name, judge in judges.items():
            judge.validate_python(getattr(made, name), strict=True)


@pytest.mark.parametrize(
    "config",
    [
        pytest.param(pydantic.ConfigDict(), id="alias"),
        pytest.param(pydantic.ConfigDict(populate_by_name=True), id="both"),
        pytest.param(pydantic.ConfigDict(validate_by_name=True, validate_by_alias=False), id="name", marks=SINCE_2_11),
        pytest.param(
            pydantic.ConfigDict(validate_by_name=True, validate_by_alias=True),
            id="both, as now spelt",
            marks=SINCE_2_11,
        ),
    ],
)
def test_a_model_is_built_whichever_of_name_and_alias_it_accepts(config: pydantic.ConfigDict) -> None:
    """23: only some of them were; the rest lacked the field, or forbade it."""

    class Aliased(pydantic.BaseModel):
        model_config = pydantic.ConfigDict(**{**config, "extra": "forbid"})

        user_name: str = pydantic.Field(alias="userName")
        number: int = pydantic.Field(validation_alias=pydantic.AliasChoices("no", "nr"))
        deep: int = pydantic.Field(validation_alias=pydantic.AliasPath("a", "b"), default=3)

    factory = typedfactory.make_factory(Aliased)
    made: Any = factory.build(user_name="ann")
    assert (made.user_name, type(made.number), made.deep) == ("ann", int, 3)


def test_an_override_inside_an_optional_model_is_kept() -> None:
    """24: `Optional[Nested]` given a dict became None."""
    people = typedfactory.make_factory(Person)
    contacts = typedfactory.make_factory(Contact)
    for _ in range(50):
        given: Any = people.build(place={"city": "Oslo", "zip": None})
        deep: Any = people.build(place__city="Oslo")
        assert (given.place.city, deep.place.city) == ("Oslo", "Oslo")
        place = contacts.build(place__city="Oslo").place
        assert place is not None
        assert place.city == "Oslo"


def test_members_of_a_union_are_not_mixed() -> None:
    """24: `Union[str, list[str]]` was given something of both."""
    for made in typedfactory.make_factory(Contact).build_batch(OFTEN):
        assert type(made.ways) is str or all(type(way) is str for way in made.ways)
        assert type(made.numbers) in {list, dict}
    kinds = {type(made.ways) for made in typedfactory.make_factory(Contact).coverage()}
    assert kinds == {str, list}


def test_an_optional_field_has_a_value_each_time() -> None:
    """25: None came at random, so that tests failed now and then."""
    places = typedfactory.make_factory(Place).build_batch(OFTEN)
    assert all(type(place.zip) is str for place in places)
    assert None not in values_of(Optional[int])


def test_none_comes_where_it_is_asked_for() -> None:
    """25: as above; one who wants None says so."""

    class NoZipFactory(typedfactory.Factory[Place]):
        class Meta:
            optional = "none"

    class AnyZipFactory(typedfactory.Factory[Place]):
        class Meta:
            optional = "random"

    assert {place.zip for place in NoZipFactory.build_batch(20)} == {None}
    assert {type(place.zip) for place in AnyZipFactory.build_batch(OFTEN)} == {str, type(None)}


@pytest.mark.parametrize("model", [Row, PydanticRow, AttrsRow, MsgspecRow])
def test_timestamps_and_keys_that_have_defaults_keep_them(model: Any) -> None:
    """36: filling overwrote them."""
    for made in typedfactory.make_factory(model).build_batch(20):
        assert type(made.text) is str
        assert (made.created, made.changed) == (NOW, NOW)
        assert made.owner_id is None
