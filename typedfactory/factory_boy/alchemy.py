"""factory_boy's ``factory.alchemy``: the factories of SQLAlchemy models, which fill no column by its type."""

from __future__ import annotations

from typing import TypeVar

from typedfactory.factory_boy.base import Factory, fill_nothing
from typedfactory.orm import sqlalchemy
from typedfactory.orm.sqlalchemy import SQLAlchemyOptions, use_session

__all__ = [
    "SESSION_PERSISTENCE_COMMIT",
    "SESSION_PERSISTENCE_FLUSH",
    "VALID_SESSION_PERSISTENCE_TYPES",
    "SQLAlchemyModelFactory",
    "SQLAlchemyOptions",
    "use_session",
]

T = TypeVar("T")

#: The value of ``Meta.sqlalchemy_session_persistence`` that commits.
SESSION_PERSISTENCE_COMMIT = "commit"
#: The value that flushes.
SESSION_PERSISTENCE_FLUSH = "flush"
#: All values that there are.
VALID_SESSION_PERSISTENCE_TYPES = [None, SESSION_PERSISTENCE_COMMIT, SESSION_PERSISTENCE_FLUSH]


@fill_nothing
class SQLAlchemyModelFactory(sqlalchemy.SQLAlchemyModelFactory[T], Factory[T]):
    """The base of factories of SQLAlchemy models, as `typedfactory.orm.sqlalchemy.SQLAlchemyModelFactory`.

    Source: factory_boy's ``SQLAlchemyModelFactory``.
    """
