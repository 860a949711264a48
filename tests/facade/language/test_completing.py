"""Filling in what an object lacks."""

from __future__ import annotations

import dataclasses
from typing import Any, NamedTuple, TypedDict

import attrs
import msgspec
import pydantic
import pytest
import sqlalchemy as sa
from sqlalchemy import orm

import typedfactory as factory
from typedfactory.errors import ArgumentError, UnknownFieldError
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory


@dataclasses.dataclass
class Address:
    city: str


@dataclasses.dataclass
class User:
    name: str | None = None
    email: str | None = None
    age: int | None = None
    address: Address | None = None


class UserFactory(factory.Factory[User]):
    name = "ann"
    email = factory.LazyAttribute(lambda o: f"{o.name}@example.com")

    class Params:
        admin = factory.Trait(email="root@example.com")


def test_what_is_none_is_filled_and_the_rest_is_kept() -> None:
    user = User(name="bo")
    assert UserFactory.fill_in(user) is user
    assert (user.name, user.email, type(user.age), type(user.address)) == ("bo", "bo@example.com", int, Address)


def test_what_is_false_but_not_none_is_kept() -> None:
    assert UserFactory.fill_in(User(name="", age=0)).age == 0
    assert UserFactory.fill_in(User(name="")).email == "@example.com"


def test_overrides_and_traits_hold_whatever_the_object_has() -> None:
    assert UserFactory.fill_in(User(name="bo"), name="cy", age=3).email == "cy@example.com"
    assert UserFactory.fill_in(User(), admin=True).email == "root@example.com"
    assert UserFactory.fill_in(User(address=Address("Oslo")), address__city="Rome").address == Address("Rome")


def test_an_attribute_that_is_not_set_is_filled() -> None:
    class Plain:
        def __init__(self, name: str, size: int) -> None:
            self.name, self.size = name, size

    class PlainFactory(factory.Factory[Plain]):
        name, size = "x", 3

    plain = Plain.__new__(Plain)
    plain.name = "y"
    assert vars(PlainFactory.fill_in(plain)) == {"name": "y", "size": 3}


class Point(NamedTuple):
    x: int | None
    y: int | None


@dataclasses.dataclass(frozen=True)
class Frozen:
    x: int | None
    y: int | None


@attrs.frozen
class FrozenAttrs:
    x: int | None
    y: int | None


class FrozenModel(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(frozen=True)
    x: int | None
    y: int | None


class FrozenStruct(msgspec.Struct, frozen=True):
    x: int | None
    y: int | None


@pytest.mark.parametrize("model", [Point, Frozen, FrozenAttrs, FrozenModel, FrozenStruct])
def test_what_cannot_be_changed_is_made_anew(model: Any) -> None:
    made = model(x=1, y=None)
    filled = factory.make_factory(model, y=2).fill_in(made)
    assert (filled.x, filled.y, made.y) == (1, 2, None)


class Movie(TypedDict, total=False):
    title: str
    year: int


def test_dicts() -> None:
    class MovieFactory(factory.Factory[Movie]):
        year = 1999

    movie: Movie = {"title": "M"}
    assert MovieFactory.fill_in(movie) == {"title": "M", "year": 1999}


def test_renamed_fields_and_private_attributes() -> None:
    @attrs.define
    class Secret:
        _code: int | None = None
        build: str | None = None

    class SecretFactory(factory.Factory[Secret]):
        class Meta:
            rename = {"number": "build"}  # noqa: RUF012 - an option

        code = 7
        number = "n"

    assert SecretFactory.fill_in(Secret()) == Secret(7, "n")
    assert SecretFactory.fill_in(Secret(build="b")) == Secret(7, "b")


def test_a_model_that_refuses_a_value_says_so_itself() -> None:
    class Strict(pydantic.BaseModel):
        model_config = pydantic.ConfigDict(validate_assignment=True)
        x: int | None = None

    with pytest.raises(pydantic.ValidationError):
        factory.make_factory(Strict, x="no").fill_in(Strict())


def test_keys_of_a_database_are_left_to_it() -> None:
    class Base(orm.DeclarativeBase):
        pass

    class Row(Base):
        __tablename__ = "row"
        id: orm.Mapped[int] = orm.mapped_column(sa.Integer, primary_key=True)
        name: orm.Mapped[str]
        note: orm.Mapped[str | None]

    class RowFactory(SQLAlchemyModelFactory[Row]):
        pass

    row = RowFactory.fill_in(Row(note="x"))
    assert sorted(name for name in vars(row) if name[0] != "_") == ["name", "note"]
    assert row.note == "x"


def test_an_object_of_another_class_is_refused() -> None:
    wrong: Any = 3
    with pytest.raises(ArgumentError) as caught:
        UserFactory.fill_in(wrong)
    assert str(caught.value) == "UserFactory.fill_in takes a User, not a int."


def test_a_misspelt_override_is_refused() -> None:
    with pytest.raises(UnknownFieldError):
        UserFactory.fill_in(User(), nmae="x")
