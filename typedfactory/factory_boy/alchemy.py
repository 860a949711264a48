"""factory_boy's ``factory.alchemy``: the factories of SQLAlchemy models, which fill no column by its type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from typing_extensions import TypeVar

from typedfactory.factory_boy.base import Factory, fill_nothing
from typedfactory.ground.given import UserValue
from typedfactory.ground.old_names import refuse_old_names
from typedfactory.orm import sqlalchemy
from typedfactory.orm.sqlalchemy import use_session

__all__ = [
    "SESSION_PERSISTENCE_COMMIT",
    "SESSION_PERSISTENCE_FLUSH",
    "VALID_SESSION_PERSISTENCE_TYPES",
    "SQLAlchemyModelFactory",
    "SQLAlchemyOptions",
    "use_session",
]

T = TypeVar("T", default=Any)

#: The value of ``Meta.sqlalchemy_session_persistence`` that commits.
SESSION_PERSISTENCE_COMMIT = "commit"
#: The value that flushes.
SESSION_PERSISTENCE_FLUSH = "flush"
#: All values that there are.
VALID_SESSION_PERSISTENCE_TYPES = [None, SESSION_PERSISTENCE_COMMIT, SESSION_PERSISTENCE_FLUSH]


class SQLAlchemyOptions(sqlalchemy.SQLAlchemyOptions):
    """The options of a factory of SQLAlchemy models, as `typedfactory.orm.sqlalchemy.SQLAlchemyOptions`.

    Example:
        >>> from typedfactory.factory_boy import alchemy
        >>> class AuditedOptions(alchemy.SQLAlchemyOptions):
        ...     pass
        >>> class AuditedFactory(alchemy.SQLAlchemyModelFactory):
        ...     _options_class = AuditedOptions
        >>> type(AuditedFactory._meta).__name__
        'AuditedOptions'

    Source: factory_boy's ``SQLAlchemyOptions``.
    """

    def check_session_factory(self, meta: type | None, value: UserValue) -> None:
        """Refuse a session factory beside a session as factory_boy does, whose words suites compare.

        Raises:
            RuntimeError: There is a session as well.
        """
        if value is not None and getattr(meta, "sqlalchemy_session", None) is not None:
            raise RuntimeError("Provide either a sqlalchemy_session or a sqlalchemy_session_factory, not both")
        super().check_session_factory(meta, value)


@fill_nothing
class SQLAlchemyModelFactory(sqlalchemy.SQLAlchemyModelFactory[T], Factory[T]):
    """The base of factories of SQLAlchemy models, as `typedfactory.orm.sqlalchemy.SQLAlchemyModelFactory`.

    Source: factory_boy's ``SQLAlchemyModelFactory``.
    """

    _options_class: ClassVar[type[SQLAlchemyOptions]] = SQLAlchemyOptions  # type: ignore[mutable-override]  # set once


if not TYPE_CHECKING:
    __getattr__ = refuse_old_names(__name__)
