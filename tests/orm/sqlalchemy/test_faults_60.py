"""Fault 60: what walks a whole registry bears every class in it, mapped or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.declarative import AbstractConcreteBase, DeferredReflection
from sqlalchemy.orm import Mapped, mapped_column, relationship

from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[orm.Session]:
    with orm.Session(engine) as session, use_session(session):
        yield session


def test_a_concrete_base_without_a_table(engine: sa.Engine, session: orm.Session) -> None:
    class Base(orm.DeclarativeBase):
        pass

    class Employee(AbstractConcreteBase, Base):
        strict_attrs = True

    class Engineer(Employee):
        __tablename__ = "engineer"
        __mapper_args__ = {"polymorphic_identity": "engineer", "concrete": True}  # noqa: RUF012 - as SQLAlchemy has it
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]

    class Desk(Base):
        __tablename__ = "desk"
        id: Mapped[int] = mapped_column(primary_key=True)
        engineer_id: Mapped[int] = mapped_column(sa.ForeignKey("engineer.id"))
        engineer: Mapped[Engineer] = relationship()

    class Lamp(Base):
        __tablename__ = "lamp"
        id: Mapped[int] = mapped_column(primary_key=True)
        desk_id: Mapped[int] = mapped_column(sa.ForeignKey("desk.id"))

    # Names in annotations are looked up in the module.
    globals().update(Engineer=Engineer)
    Base.metadata.create_all(engine)

    class LampFactory(SQLAlchemyModelFactory[Lamp]):
        pass

    class DeskFactory(SQLAlchemyModelFactory[Desk]):
        class Meta:
            sqlalchemy_session_persistence = "flush"

    assert [desk.engineer.id for desk in DeskFactory.create_batch(2)] == [1, 2]
    assert LampFactory().desk_id == 3
    assert len(DeskFactory.bulk_create(2)) == 2


def test_a_concrete_base_whose_subclasses_come_later() -> None:
    class Base(orm.DeclarativeBase):
        pass

    class Employee(AbstractConcreteBase, Base):
        pass

    class Desk(Base):
        __tablename__ = "desk"
        id: Mapped[int] = mapped_column(primary_key=True)
        wood: Mapped[str]

    class DeskFactory(SQLAlchemyModelFactory[Desk]):
        pass

    class Engineer(Employee):
        __tablename__ = "engineer"
        __mapper_args__ = {"concrete": True}  # noqa: RUF012 - as SQLAlchemy has it
        id: Mapped[int] = mapped_column(primary_key=True)

    assert isinstance(DeskFactory.build().wood, str)


@pytest.mark.parametrize("prepared", [False, True])
def test_a_model_that_waits_for_its_table(prepared: bool, engine: sa.Engine, session: orm.Session) -> None:
    class Base(orm.DeclarativeBase):
        pass

    class Reflected(DeferredReflection, Base):
        __abstract__ = True

    class Town(Reflected):
        __tablename__ = "town"

    class Desk(Base):
        __tablename__ = "desk"
        id: Mapped[int] = mapped_column(primary_key=True)
        wood: Mapped[str]

    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE town (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL)"))
    Desk.__table__.create(engine)  # type: ignore[attr-defined]  # a table is what it is
    if prepared:
        Reflected.prepare(engine)

    class DeskFactory(SQLAlchemyModelFactory[Desk]):
        pass

    class TownFactory(SQLAlchemyModelFactory[Town]):
        pass

    assert [len(desk.wood) > 0 for desk in (DeskFactory(), *DeskFactory.create_batch(2))] == [True] * 3
    if not prepared:
        Reflected.prepare(engine)
    town: Any = TownFactory()
    assert len(town.name) > 0
