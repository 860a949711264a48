"""Fault 25: what a user teaches about a type of columns is asked, by `register` and by ``Meta.providers``."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped, mapped_column

import typedfactory as factory
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session
from typedfactory.values.core import registry


class Point(sa.types.UserDefinedType[str]):
    cache_ok = True

    def get_col_spec(self, **_options: object) -> str:
        return "TEXT"


class Spot(Point):
    pass


class Loud(sa.TypeDecorator[str]):
    impl = sa.String
    cache_ok = True


class Base(orm.DeclarativeBase):
    pass


class Place(Base):
    __tablename__ = "place"
    __table_args__ = (sa.CheckConstraint("length(word) <= 3"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    point: Mapped[str] = mapped_column(Point)
    spot = mapped_column(Spot, nullable=False)
    loud: Mapped[str] = mapped_column(Loud(9), unique=True)
    word: Mapped[str] = mapped_column(sa.String(9))


class Region(Base):
    __tablename__ = "region"
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(sa.ForeignKey("place.id"))
    place: Mapped[Place] = orm.relationship()


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_provided", {})


def of(model: Any, **options: Any) -> Any:
    class Made(SQLAlchemyModelFactory[model]):
        Meta = type("Meta", (), options)

    return Made


def test_register_teaches_all_factories(engine: sa.Engine) -> None:
    factory.register(Point, lambda random, constraints: f"{random.randrange(9)},0")
    factory.register(Loud, lambda random, constraints: f"{random.random()}".upper()[:9])
    Base.metadata.create_all(engine)
    with orm.Session(engine) as session, use_session(session):
        places = [of(Place)(), *of(Place).create_batch(3), *of(Place).bulk_create(2), of(Region)().place]
    assert all(place.point.endswith(",0") and place.spot.endswith(",0") for place in places)
    assert len({place.loud for place in places}) == 7


def test_the_nearest_class_decides() -> None:
    factory.register(Point, lambda random, constraints: "point")
    factory.register(Spot, lambda random, constraints: "spot")
    place = of(Place).build()
    assert (place.point, place.spot) == ("point", "spot")


def test_a_factory_may_know_better_and_so_do_those_that_it_asks() -> None:
    factory.register(Point, lambda random, constraints: "registered")
    providers = {Point: lambda random, constraints: "own"}
    assert of(Place, providers=providers).build().spot == "own"
    assert of(Region, providers=providers).build().place.point == "own"
    assert of(Place).build().spot == "registered"


def test_constraints_are_told_and_a_name_that_says_something_is_none() -> None:
    factory.register(Point, lambda random, constraints: "point")
    factory.register(sa.String, lambda random, constraints: "x" * constraints.max_length)
    assert of(Place, realistic=True).build().word == "xxx"
