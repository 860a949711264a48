"""Factories of SQLAlchemy models: `SQLAlchemyModelFactory`, its options, and the session that it saves with."""

from typedfactory.ground.libraries import refusal as _refusal

# Whether the library is there, before anything else needs it.
if (_error := _refusal("sqlalchemy")) is not None:
    raise _error

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
