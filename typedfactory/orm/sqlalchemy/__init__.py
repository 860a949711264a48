"""Factories of SQLAlchemy models: `SQLAlchemyModelFactory`, its options, and the session that it saves with.

Inside: `factory`, `options`, `collections`, `listeners`; `filling/` (what columns get), `sessions/` (when is
written, and where), `bulk/` (many rows).
May be used from outside: the names below; this package is a public address.
May import: `orm.shared`, the façade and below; SQLAlchemy.
"""

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
