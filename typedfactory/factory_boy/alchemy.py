"""factory_boy's ``factory.alchemy``: the factories of SQLAlchemy models, which fill no column by its type."""

from __future__ import annotations

from typing import TypeVar

from typedfactory.factory_boy.base import Factory, fill_nothing
from typedfactory.orm import sqlalchemy
from typedfactory.orm.sqlalchemy import SQLAlchemyOptions, use_session

__all__ = ["SQLAlchemyModelFactory", "SQLAlchemyOptions", "use_session"]

T = TypeVar("T")


@fill_nothing
class SQLAlchemyModelFactory(sqlalchemy.SQLAlchemyModelFactory[T], Factory[T]):
    """The base of factories of SQLAlchemy models, as `typedfactory.orm.sqlalchemy.SQLAlchemyModelFactory`.

    Source: factory_boy's ``SQLAlchemyModelFactory``.
    """
