"""Objects as plain data."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import uuid
from collections import OrderedDict
from typing import NamedTuple

import attrs
import msgspec
import pydantic
import pytest
import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory import StubObject
from typedfactory.cli.frame.plain import plain
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory


class Colour(enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    LOW = 1


class Name(str):
    __slots__ = ()


class Pair(NamedTuple):
    left: int
    right: int


@attrs.define
class Account:
    _secret: str


@dataclasses.dataclass
class Node:
    name: str
    parent: Node | None = None
    children: list[Node] = dataclasses.field(default_factory=list)
    made: dataclasses.InitVar[int] = 0


class Base(orm.DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "author"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    name: orm.Mapped[str]
    books: orm.Mapped[list[Book]] = orm.relationship(back_populates="author")


class AuthorFactory(SQLAlchemyModelFactory[Author]):
    name = "ann"


class Book(Base):
    __tablename__ = "book"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    author_id: orm.Mapped[int] = orm.mapped_column(sa.ForeignKey("author.id"))
    author: orm.Mapped[Author] = orm.relationship(back_populates="books")


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (None, None),
        (True, True),
        (1.5, 1.5),
        (Name("ann"), "ann"),
        (Colour.RED, "red"),
        (Level.LOW, 1),
        (decimal.Decimal("1.50"), "1.50"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (datetime.date(2024, 2, 29), "2024-02-29"),
        (datetime.datetime(2024, 2, 29, tzinfo=datetime.timezone.utc), "2024-02-29T00:00:00+00:00"),
        (b"\x00\xff", "AP8="),
        ({3}, [3]),
        ((1, "a"), [1, "a"]),
        (OrderedDict({1: Colour.RED}), {"1": "red"}),
        (Pair(1, 2), {"left": 1, "right": 2}),
        (Account("x"), {"secret": "x"}),
        (StubObject(name="ann"), {"name": "ann"}),
    ],
)
def test_a_value_is_what_json_can_hold(value: object, data: object) -> None:
    assert plain(value) == data
    assert type(plain(value)) is type(data)


def test_models_of_each_library_are_their_fields() -> None:
    class User(pydantic.BaseModel):
        name: str = pydantic.Field(alias="fullName")

    class Point(msgspec.Struct):
        x: int

    assert plain(User(fullName="ann")) == {"name": "ann"}
    assert plain(Point(3)) == {"x": 3}


def test_what_contains_itself_is_left_out_there() -> None:
    root = Node("root")
    root.children.append(Node("leaf", root))
    assert plain(root) == {
        "name": "root",
        "parent": None,
        "children": [{"name": "leaf", "children": [], "made": 0}],
        "made": 0,
    }


def test_relations_go_one_way() -> None:
    author = AuthorFactory.build()
    book = Book(author=author)
    assert plain(book)["author"]["books"] == []
    assert plain(author)["books"][0]["author_id"] is None
    assert "author" not in plain(author)["books"][0]
