"""Fault 61: a column that cannot be filled keeps no call from working that gives it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped, mapped_column, relationship

from typedfactory.errors import UnfillableError
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session


class Shape(sa.types.UserDefinedType[str]):
    cache_ok = True

    def get_col_spec(self, **_options: object) -> str:
        return "TEXT"


class Base(orm.DeclarativeBase):
    pass


class Owner(Base):
    __tablename__ = "owner"
    id: Mapped[int] = mapped_column(primary_key=True)


class Plot(Base):
    __tablename__ = "plot"
    id: Mapped[int] = mapped_column(primary_key=True)
    shape = mapped_column(Shape, nullable=False)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("owner.id"))
    owner: Mapped[Owner] = relationship()


class PlotFactory(SQLAlchemyModelFactory[Plot]):
    pass


def test_what_is_given_needs_no_type(engine: sa.Engine) -> None:
    Base.metadata.create_all(engine)
    with orm.Session(engine) as session, use_session(session):
        assert PlotFactory(shape="round").shape == "round"
        assert [plot.shape for plot in PlotFactory.create_batch(2, shape="round")] == ["round"] * 2
        assert len(PlotFactory.bulk_create(2, shape="round")) == 2


def test_what_is_not_given_is_named() -> None:
    with pytest.raises(UnfillableError) as caught:
        PlotFactory.build()
    assert str(caught.value) == (
        "Plot.shape: nobody knows the values of the column type Shape(). Declare the field in the factory."
    )
