"""Fault 26: what SQLAlchemy's columns and relationships ask, one by one."""

from __future__ import annotations

import datetime
import decimal
import enum
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped, MappedAsDataclass, mapped_column, relationship

import typedfactory as factory
from typedfactory.errors import UniqueExhaustedError
from typedfactory.orm.sqlalchemy import ManyToMany, SQLAlchemyModelFactory, use_session


def of(model: Any, **options: Any) -> Any:
    class Made(SQLAlchemyModelFactory[model]):
        Meta = type("Meta", (), {"sqlalchemy_session_persistence": "flush", **options})

    return Made


@pytest.fixture(params=["sqlite", "postgres"])
def session(request: pytest.FixtureRequest, schema_url: Any) -> Iterator[orm.Session]:
    engine = sa.create_engine("sqlite://" if request.param == "sqlite" else schema_url("postgres"))
    for base in (Data, Base):
        base.metadata.create_all(engine)
    with orm.Session(engine) as session, use_session(session):
        yield session
    engine.dispose()


# --- dataclasses ------------------------------------------------------------------------------------------------------


class Data(MappedAsDataclass, orm.DeclarativeBase):
    pass


class Town(Data):
    __tablename__ = "town"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class House(Data):
    __tablename__ = "house"
    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    double: Mapped[int] = mapped_column(sa.Computed("rooms * 2", persisted=True))
    rooms: Mapped[int] = mapped_column(sa.SmallInteger)
    roof: Mapped[str] = mapped_column(server_default="red")
    door: Mapped[str] = mapped_column(insert_default="blue")
    note: Mapped[str | None]
    town_id: Mapped[int] = mapped_column(sa.ForeignKey("town.id"))
    town: Mapped[Town] = relationship()


def test_a_key_that_the_constructor_asks_for_is_left_to_the_database(session: orm.Session) -> None:
    assert [town.id for town in of(Town).create_batch(3)] == [1, 2, 3]
    assert [town.id for town in of(Town).bulk_create(2)] == [4, 5]
    assert (of(Town).build().id, of(Town)(id=77).id) == (None, 77)


def test_and_so_is_all_that_has_a_default_or_may_be_null(session: orm.Session) -> None:
    house = of(House)()
    session.refresh(house)
    assert (house.id, house.double, house.roof, house.door, house.note) == (1, house.rooms * 2, "red", "blue", None)
    assert house.town_id == house.town.id == 1
    assert isinstance(of(House, autofill="all")().note, str)


# --- types ------------------------------------------------------------------------------------------------------------

Base: Any = orm.declarative_base()


class Cents(sa.TypeDecorator[Any]):
    impl = sa.BigInteger
    cache_ok = True
    python_type = decimal.Decimal  # type: ignore[assignment]  # as projects write it

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        assert isinstance(value, decimal.Decimal)
        return int(value * 100)


class TextKey(sa.TypeDecorator[Any]):
    impl = sa.String(36)
    cache_ok = True

    @property
    def python_type(self) -> Any:
        return uuid.UUID

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        assert isinstance(value, uuid.UUID)
        return str(value)


class TextDate(sa.TypeDecorator[Any]):
    impl = sa.String(20)
    cache_ok = True
    python_type = datetime.date  # type: ignore[assignment]  # as above

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return value.isoformat()


class Other:
    """A class of which nobody knows how its objects are made."""


class Lenient(sa.TypeDecorator[Any]):
    impl = sa.String(20)
    cache_ok = True
    python_type = Other  # type: ignore[assignment]  # as above


class Decorated(Base):
    __tablename__ = "decorated"
    id = sa.Column(sa.Integer, primary_key=True)
    price = sa.Column(Cents, nullable=False)
    key = sa.Column(TextKey, nullable=False, unique=True)
    day = sa.Column(TextDate, nullable=False)
    lenient = sa.Column(Lenient, nullable=False)


def test_a_decorator_gets_values_of_the_type_that_it_names(session: orm.Session) -> None:
    made = of(Decorated)()
    assert [type(each) for each in (made.price, made.key, made.day)] == [decimal.Decimal, uuid.UUID, datetime.date]
    assert isinstance(made.lenient, str)


class System(Base):
    __tablename__ = "system"
    id = sa.Column(sa.Integer, primary_key=True)
    xmin = sa.Column(sa.Integer, system=True)
    note = sa.Column(sa.String(10))


def test_a_column_of_the_databases_own_is_never_filled() -> None:
    made = of(System, autofill="all").build()
    assert (made.xmin, isinstance(made.note, str)) == (None, True)


# --- collections ------------------------------------------------------------------------------------------------------


class Parent(Base):
    __tablename__ = "parent"
    id = sa.Column(sa.Integer, primary_key=True)
    children = orm.relationship("Child", back_populates="parent")


class Child(Base):
    __tablename__ = "child"
    id = sa.Column(sa.Integer, primary_key=True)
    parent_id = sa.Column(sa.ForeignKey("parent.id"), nullable=False)
    parent = orm.relationship(Parent, back_populates="children")


class Shelf(Base):
    __tablename__ = "shelf"
    id = sa.Column(sa.Integer, primary_key=True)
    children = orm.relationship("Box")


class Box(Base):
    __tablename__ = "box"
    id = sa.Column(sa.Integer, primary_key=True)
    shelf_id = sa.Column(sa.ForeignKey("shelf.id"), nullable=False)


@pytest.mark.parametrize(("one", "many"), [(Parent, Child), (Shelf, Box)])
@pytest.mark.parametrize("persistence", ["flush", "commit"])
def test_the_children_of_a_one_to_many_collection_have_one_parent(
    one: Any, many: Any, persistence: str, session: orm.Session
) -> None:
    class Owners(SQLAlchemyModelFactory[one]):
        class Meta:
            sqlalchemy_session_persistence = persistence

        children = ManyToMany(of(many), size=2)

    def counts() -> list[int | None]:
        return [session.scalar(sa.select(sa.func.count()).select_from(each)) for each in (one, many)]

    assert len(Owners().children) == 2
    assert counts() == [1, 2]
    assert [len(each.children) for each in Owners.create_batch(2)] == [2, 2]
    assert counts() == [3, 6]
    assert [len(each.children) for each in Owners.bulk_create(2)] == [2, 2]
    assert counts() == [5, 10]
    assert len(Owners.build().children) == 2


# --- unique together --------------------------------------------------------------------------------------------------


class Colour(enum.Enum):
    RED = 1
    GREEN = 2


def narrow(name: str, unique: tuple[str, str], check: str, **columns: Any) -> Any:
    constraints = (sa.UniqueConstraint(*unique), *(sa.CheckConstraint(each) for each in check.split(";")))
    body = {
        "__tablename__": name,
        "__table_args__": constraints,
        "id": sa.Column(sa.Integer, primary_key=True),
        **{key: sa.Column(kind, nullable=False) for key, kind in columns.items()},
    }
    return type(name.title(), (Base,), body)


ColourFirst = narrow("a", ("c", "n"), "n BETWEEN 1 AND 3", c=sa.Enum(Colour), n=sa.SmallInteger)
NumberFirst = narrow("b", ("n", "c"), "n BETWEEN 1 AND 3", c=sa.Enum(Colour), n=sa.SmallInteger)
Monthly = narrow(
    "m", ("year", "month"), "year > 1999 AND year < 2004;month BETWEEN 1 AND 12", year=sa.Integer, month=sa.Integer
)
Flagged = narrow("f", ("b", "n"), "n IN (1, 2, 3)", b=sa.Boolean, n=sa.Integer)
Named = narrow("w", ("w", "n"), "n IN (1, 2, 3);w IN ('x', 'y')", w=sa.String(3), n=sa.Integer)
Roomy = narrow("r", ("c", "n"), "n > 0", c=sa.Enum(Colour), n=sa.Integer)


@pytest.mark.parametrize(
    ("model", "count"), [(ColourFirst, 6), (NumberFirst, 6), (Monthly, 48), (Flagged, 6), (Named, 6)]
)
def test_all_combinations_of_narrow_columns_are_used(model: Any, count: int, session: orm.Session) -> None:
    of(model).create_batch(count)
    with pytest.raises(UniqueExhaustedError, match=f"all {count} different values are used up"):
        of(model)()


def test_a_wide_column_is_unique_by_itself(session: orm.Session) -> None:
    assert len({row.n for row in of(Roomy).create_batch(50)}) == 50


def test_one_that_is_declared_leaves_the_other_to_differ(session: orm.Session) -> None:
    months = of(Monthly).create_batch(12, year=2001)
    assert {row.month for row in months} == set(range(1, 13))


class Seat(Base):
    __tablename__ = "seat"
    __table_args__ = (sa.UniqueConstraint("parent_id", "n"), sa.CheckConstraint("n BETWEEN 1 AND 3"))
    id = sa.Column(sa.Integer, primary_key=True)
    n = sa.Column(sa.Integer, nullable=False)
    parent_id = sa.Column(sa.ForeignKey("parent.id"), nullable=False)
    parent = orm.relationship(Parent)


def test_where_each_has_a_parent_of_its_own_numbers_come_again(session: orm.Session) -> None:
    assert len(of(Seat).create_batch(7)) == 7
    factory.reset_sequences()
    parent = of(Parent)()
    assert {seat.n for seat in of(Seat).create_batch(3, parent=parent)} == {1, 2, 3}
