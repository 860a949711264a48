"""Objects as dicts and as JSON."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import importlib.util
import json
import pathlib
import uuid
from typing import Any, NamedTuple

import attrs
import msgspec
import pydantic
import pytest
import sqlalchemy as sa
from sqlalchemy import orm

import typedfactory as factory
from typedfactory.errors import ArgumentError
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory

DAY = datetime.date(2024, 1, 31)


class Colour(enum.Enum):
    RED = "red"


@dataclasses.dataclass
class Line:
    article: str
    price: decimal.Decimal


@dataclasses.dataclass
class Order:
    number: uuid.UUID
    day: datetime.date
    lines: list[Line]
    colour: Colour
    by_name: dict[str, Line]
    tags: tuple[int, ...]
    codes: set[int]
    note: bytes
    delay: datetime.timedelta
    path: pathlib.PurePosixPath


class OrderFactory(factory.Factory[Order]):
    number, day, colour = uuid.UUID(int=1), DAY, Colour.RED
    lines = factory.LazyFunction(lambda: [Line("A", decimal.Decimal("1.50"))])
    by_name = factory.LazyFunction(lambda: {"b": Line("B", decimal.Decimal(2))})
    tags, codes, note = (1, 2), frozenset({3}), b"n"
    delay, path = datetime.timedelta(minutes=1), pathlib.PurePosixPath("/srv")


def test_a_dict_keeps_values_and_has_dicts_for_objects() -> None:
    found = OrderFactory.as_dict(tags=(1,))
    assert found["lines"] == [{"article": "A", "price": decimal.Decimal("1.50")}]
    assert found["by_name"] == {"b": {"article": "B", "price": decimal.Decimal(2)}}
    assert (found["day"], found["colour"], found["tags"], found["codes"]) == (DAY, Colour.RED, (1,), frozenset({3}))


def test_json_has_texts_and_numbers() -> None:
    assert json.loads(OrderFactory.as_json()) == {
        "number": "00000000-0000-0000-0000-000000000001",
        "day": "2024-01-31",
        "lines": [{"article": "A", "price": "1.50"}],
        "colour": "red",
        "by_name": {"b": {"article": "B", "price": "2"}},
        "tags": [1, 2],
        "codes": [3],
        "note": "n",
        "delay": 60.0,
        "path": "/srv",
    }


class Model(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(serialize_by_alias=True)
    born: datetime.date = pydantic.Field(alias="bornOn")
    hidden: str = pydantic.Field(exclude=True)

    @pydantic.field_serializer("born", when_used="json")
    def _year(self, born: datetime.date) -> int:
        return born.year


class Struct(msgspec.Struct, rename="camel"):
    born_on: datetime.date


@attrs.define
class Thing:
    born: datetime.date
    colour: Colour


class Pair(NamedTuple):
    day: datetime.date
    other: int


@pytest.mark.parametrize(
    ("model", "values", "as_dict", "as_json"),
    [
        (Model, {"born": DAY}, {"bornOn": DAY}, {"bornOn": 2024}),
        (Struct, {"born_on": DAY}, {"bornOn": DAY}, {"bornOn": "2024-01-31"}),
        (
            Thing,
            {"born": DAY, "colour": Colour.RED},
            {"born": DAY, "colour": "red"},
            {"born": "2024-01-31", "colour": "red"},
        ),
        (Pair, {"day": DAY, "other": 1}, {"day": DAY, "other": 1}, {"day": "2024-01-31", "other": 1}),
        (dict, {"day": DAY}, {"day": DAY}, {"day": "2024-01-31"}),
    ],
)
def test_a_librarys_models_are_written_by_it(model: Any, values: Any, as_dict: Any, as_json: Any) -> None:
    kind = factory.DictFactory if model is dict else factory.Factory
    made = factory.make_factory(model, **values, FACTORY_CLASS=kind)
    assert made.as_dict() == as_dict
    assert json.loads(made.as_json()) == as_json


def test_models_of_different_libraries_in_each_other() -> None:
    @attrs.define
    class Outer:
        model: Model
        struct: Struct
        line: Line

    made: Any = factory.make_factory(
        Outer, model=Model(bornOn=DAY, hidden="s"), struct=Struct(DAY), line=Line("A", decimal.Decimal(1))
    )
    struct_in_dataclass = factory.make_factory(dict, inner=Struct(DAY), FACTORY_CLASS=factory.DictFactory)
    assert struct_in_dataclass.as_json() == '{"inner": {"bornOn": "2024-01-31"}}'
    assert made.as_dict()["line"] == {"article": "A", "price": decimal.Decimal(1)}


def test_attrs_without_cattrs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    made = factory.make_factory(Thing, born=DAY, colour=Colour.RED)
    assert made.as_dict() == {"born": DAY, "colour": Colour.RED}
    assert json.loads(made.as_json()) == {"born": "2024-01-31", "colour": "red"}


def test_objects_of_a_database_give_what_they_have_and_no_way_back() -> None:
    class Base(orm.DeclarativeBase):
        pass

    class Author(Base):
        __tablename__ = "author"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        name: orm.Mapped[str]
        books: orm.Mapped[list[Book]] = orm.relationship(back_populates="author")

    class Book(Base):
        __tablename__ = "book"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        title: orm.Mapped[str]
        author_id: orm.Mapped[int] = orm.mapped_column(sa.ForeignKey("author.id"))
        author: orm.Mapped[Author] = orm.relationship(back_populates="books")

    globals().update(Author=Author, Book=Book)

    class AuthorFactory(SQLAlchemyModelFactory[Author]):
        name = "ann"

    class BookFactory(SQLAlchemyModelFactory[Book]):
        title = "t"
        author = factory.SubFactory(AuthorFactory)

    assert BookFactory.as_dict() == {"title": "t", "author": {"name": "ann", "books": []}}


def test_overrides_go_to_the_object() -> None:
    assert OrderFactory.as_dict(tags=())["tags"] == ()


def test_what_has_no_fields_is_refused() -> None:
    class ListFactory(factory.ListFactory):
        pass

    with pytest.raises(ArgumentError) as caught:
        ListFactory.as_dict()
    assert str(caught.value) == "ListFactory.as_dict: a list has no fields to make a dict of. Use build()."


def test_what_json_has_no_word_for_is_refused() -> None:
    with pytest.raises(ArgumentError) as caught:
        OrderFactory.as_json(note=object())
    assert str(caught.value) == (
        "OrderFactory.as_json: JSON has no word for a object. Take as_dict(), and turn it into text."
    )
