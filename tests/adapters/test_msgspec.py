"""msgspec's Structs as shapes, and judged by ``msgspec.convert`` when they are built."""

from __future__ import annotations

import datetime
import enum
import sys
import uuid
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Generic, Literal, Optional, TypeVar, Union

import pytest
from typing_extensions import Self

import typedfactory
from tests.adapters.building import build_many, factory_of, hints_of, required_of, run_module, shape
from typedfactory.adapters import shape_of
from typedfactory.errors import UnfillableError, UnknownFieldError

msgspec = pytest.importorskip("msgspec")

from msgspec import Meta, Struct, field  # noqa: E402 - only where it is installed

T = TypeVar("T")
Small = Annotated[int, Meta(ge=1, lt=4)]


class Colour(enum.Enum):
    RED = "r"
    GREEN = "g"


class Cat(Struct, tag=True):
    lives: Annotated[int, Meta(ge=1, le=9)]


class Dog(Struct, tag="hund", tag_field="type"):
    name: Annotated[str, Meta(min_length=2, max_length=4)]


class Bird(Struct, tag=3):
    wings: Literal[2]


class User(Struct, rename="camel", kw_only=True, forbid_unknown_fields=True):
    limit: ClassVar[int] = 3
    user_id: Annotated[int, Meta(gt=0, multiple_of=7)]
    code: Annotated[str, Meta(pattern=r"^[a-f]{4}-\d{2}$")]
    price: Annotated[float, Meta(ge=0, le=1)]
    total: Decimal
    colour: Colour
    unique_id: uuid.UUID
    pets: Annotated[list[Union[Cat, None]], Meta(min_length=2)]
    scores: dict[Annotated[str, Meta(min_length=3)], Small]
    aware: Annotated[datetime.datetime, Meta(tz=True)]
    naive: Annotated[datetime.datetime, Meta(tz=False)]
    parent: Optional[User] = None
    tags: set[str] = field(default_factory=set)
    note: str = field(default="", name="remark")


class Row(Struct, array_like=True, frozen=True, order=True):
    first: int
    second: Annotated[bytes, Meta(max_length=3)]
    third: tuple[int, ...] = ()


class Box(Struct, Generic[T]):
    content: T
    more: Annotated[list[T], Meta(min_length=1)]


class Labelled(Box[list[Cat]]):
    label: str


class Chain(Struct):
    value: Small
    next: Optional[Chain]
    others: list[Self]


ZOO = [Cat, Dog, Bird, User, Row, Box[int], Box[User], Labelled, Chain]


@pytest.mark.parametrize("model", ZOO, ids=str)
def test_structs_are_valid_by_msgspec(model: Any) -> None:
    for made in build_many(model):
        # Sent and read as a message: the types and constraints of the Struct are checked on the way in. msgspec
        # knows no Self.
        if model is not Chain:
            assert msgspec.json.decode(msgspec.json.encode(made), type=model) == made
            assert msgspec.convert(msgspec.to_builtins(made), type=model) == made
        else:
            assert type(made) is Chain
            assert 1 <= made.value < 4


def test_fields_are_the_names_in_python() -> None:
    found = shape(User)
    assert found.closed
    assert [name for name, required in required_of(User).items() if not required] == ["parent", "tags", "note"]
    assert "limit" not in found.names
    assert found.by_name["user_id"].aliases == ("userId",)
    assert hints_of(Row) == {"first": int, "second": Annotated[bytes, Meta(max_length=3)], "third": tuple[int, ...]}


def test_required_fields_by_keyword_may_follow_those_with_defaults() -> None:
    class Base(Struct, kw_only=True):
        early: int = 3
        late: int

    class Derived(Base):
        own: str
        more: str = ""

    assert required_of(Derived) == {"own": True, "more": False, "early": False, "late": True}


def test_names_in_messages_override_too() -> None:
    factory = factory_of(User)
    assert factory.build(userId=14).user_id == 14
    assert factory.build(user_id=14).user_id == 14
    assert factory.build(remark="x").note == "x"
    with pytest.raises(UnknownFieldError) as caught:
        factory.build(uniqueid=14)
    assert str(caught.value) == (
        "ModelFactory.uniqueid: neither the factory nor User has a field 'uniqueid'. Did you mean \"unique_id\"?"
    )


def test_generic_structs_know_their_arguments() -> None:
    assert hints_of(Box[int])["content"] is int
    assert hints_of(Labelled)["content"] == list[Cat]

    class BoxFactory(typedfactory.Factory[Box[list[Cat]]]):
        pass

    assert all(type(each) is Cat for each in BoxFactory.build().content)


def test_names_missing_at_run_time_are_named() -> None:
    names = run_module(
        "from __future__ import annotations\nimport msgspec\nclass Model(msgspec.Struct):\n    x: Absent\n"
    )
    with pytest.raises(UnfillableError) as caught:
        factory_of(names["Model"]).build()
    assert str(caught.value) == (
        'Model.x: the name "Absent" in its annotation does not exist at run time. '
        "Import Absent at run time (not only under TYPE_CHECKING), or declare the field in the factory."
    )


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters are new in Python 3.12")
def test_type_parameters() -> None:
    names = run_module("import msgspec\nclass Box[X](msgspec.Struct):\n    content: X\n    more: list[X]\n")
    for made in build_many(names["Box"][int]):
        assert type(made.content) is int
        assert all(type(each) is int for each in made.more)


def test_the_base_of_all_structs_is_no_model() -> None:
    assert shape_of(Struct) is None
