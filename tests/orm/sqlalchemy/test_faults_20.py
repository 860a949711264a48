"""Faults 20 and 21: unique columns that are filled, in several factories of one model and in forked processes."""

from __future__ import annotations

import datetime
import enum
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

import typedfactory as factory
from tests.forking import in_child, needs_fork
from typedfactory.errors import UniqueExhaustedError
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory


class Base(orm.DeclarativeBase):
    pass


class Side(enum.Enum):
    LEFT = "l"
    RIGHT = "r"


class Ones(Base):
    __tablename__ = "ones"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True, autoincrement=False)
    name: orm.Mapped[str] = orm.mapped_column(sa.String(40), unique=True)
    code: orm.Mapped[str] = orm.mapped_column(sa.String(3), unique=True)
    number: orm.Mapped[int] = orm.mapped_column(sa.SmallInteger, unique=True)
    day: orm.Mapped[datetime.date] = orm.mapped_column(unique=True)
    exact: orm.Mapped[Decimal] = orm.mapped_column(sa.Numeric(5, 2), unique=True)


class Plate(Base):
    __tablename__ = "plate"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    side: orm.Mapped[Side] = orm.mapped_column(unique=True)


class OneFactory(SQLAlchemyModelFactory[Ones]):
    pass


class OtherFactory(SQLAlchemyModelFactory[Ones]):
    pass


COLUMNS = ["id", "name", "code", "number", "day", "exact"]


def test_fault_20_factories_of_one_model_share_the_values_that_must_not_repeat() -> None:
    class HeirFactory(OneFactory):
        name = factory.Sequence(lambda n: f"own {n}")

    made = [each.build() for _ in range(20) for each in (OneFactory, OtherFactory, HeirFactory)]
    for column in COLUMNS:
        assert len({getattr(one, column) for one in made}) == 60, column


def test_fault_20_the_few_values_of_a_column_are_used_up_by_both_together() -> None:
    class LeftFactory(SQLAlchemyModelFactory[Plate]):
        pass

    class RightFactory(SQLAlchemyModelFactory[Plate]):
        pass

    assert {LeftFactory.build().side, RightFactory.build().side} == {Side.LEFT, Side.RIGHT}
    with pytest.raises(UniqueExhaustedError):
        LeftFactory.build()


@needs_fork
def test_fault_21_forked_processes_meet_in_no_unique_column() -> None:
    def rows() -> list[list[str]]:
        return [[str(getattr(one, column)) for column in COLUMNS] for one in OneFactory.build_batch(25)]

    rows()
    found = [in_child(rows), in_child(rows), in_child(lambda: in_child(rows)), rows()]
    for place, column in enumerate(COLUMNS):
        assert len({row[place] for made in found for row in made}) == 100, column


@needs_fork
def test_fault_21_a_forked_process_uses_all_values_before_it_says_that_there_are_none() -> None:
    class PlateFactory(SQLAlchemyModelFactory[Plate]):
        pass

    assert in_child(lambda: len({plate.side for plate in PlateFactory.build_batch(2)})) == 2
