"""Factories of SQLAlchemy models: `SQLAlchemyModelFactory`, its options, and the session that it saves with."""

try:
    import sqlalchemy as _sqlalchemy  # noqa: F401 - whether it is there, before anything else needs it
except ModuleNotFoundError as error:
    if error.name != "sqlalchemy":
        raise
    raise ModuleNotFoundError(
        "typedfactory.orm.sqlalchemy needs SQLAlchemy, which is not installed. "
        "Install it with: pip install 'typedfactory[sqlalchemy]'",
        name="sqlalchemy",
    ) from error

from typedfactory.orm.shared.many_to_many import ManyToMany
from typedfactory.orm.sqlalchemy.bulk.rows import BulkError
from typedfactory.orm.sqlalchemy.factory import SQLAlchemyModelFactory
from typedfactory.orm.sqlalchemy.options import SQLAlchemyOptions
from typedfactory.orm.sqlalchemy.sessions.chosen import MissingSessionError, use_session

__all__ = [
    "BulkError",
    "ManyToMany",
    "MissingSessionError",
    "SQLAlchemyModelFactory",
    "SQLAlchemyOptions",
    "use_session",
]
