"""Fault 56: reading a model asks no attribute of the class that is none of a column's."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped, mapped_column

import typedfactory as factory
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session


class Asking:
    """A descriptor that raises when it is asked for its value by a class or an object."""

    def __get__(self, instance: Any, owner: Any) -> Any:
        raise AssertionError("somebody asked")


class Base(orm.DeclarativeBase):
    shared = Asking()


class Town(Base):
    __tablename__ = "town"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(20), unique=True)
    note: Mapped[str | None]
    own = Asking()

    @property
    def motto(self) -> str:
        raise AssertionError("somebody asked")


class TownFactory(SQLAlchemyModelFactory[Town]):
    note = factory.LazyAttribute(lambda o: o.name.upper())

    @factory.post_generation
    def shout(town: Town, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
        town.note = town.note


def test_nobody_asks(engine: sa.Engine) -> None:
    Base.metadata.create_all(engine)
    with orm.Session(engine) as session, use_session(session):
        TownFactory()
        TownFactory.create_batch(2)
        TownFactory.bulk_create(2)
        TownFactory.build()
        TownFactory.stub()
        TownFactory.coverage()
        assert TownFactory.explain()
