"""Factories of SQLAlchemy models: `SQLAlchemyModelFactory`, its options, and the session that it saves with."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

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

from typedfactory.adapters import register_adapter
from typedfactory.factory import Factory
from typedfactory.orm.sqlalchemy_adapter import SQLAlchemyAdapter
from typedfactory.orm.sqlalchemy_options import SQLAlchemyOptions
from typedfactory.orm.sqlalchemy_sessions import MissingSessionError, Work, current_work, run_work, use_session
from typedfactory.plan.hooks import own_hook

T = TypeVar("T")

register_adapter(SQLAlchemyAdapter())

__all__ = ["MissingSessionError", "SQLAlchemyModelFactory", "SQLAlchemyOptions", "use_session"]


class SQLAlchemyModelFactory(Factory[T]):
    """The base of factories of SQLAlchemy models: ``class UserFactory(SQLAlchemyModelFactory[User])``.

    ``create`` adds the object to the session; ``Meta.sqlalchemy_session_persistence`` says whether it is flushed or
    committed as well.

    Source: factory_boy's ``SQLAlchemyModelFactory``.
    """

    _options_class = SQLAlchemyOptions
    _meta: ClassVar[SQLAlchemyOptions]
    _is_home: ClassVar[bool] = True

    @classmethod
    @own_hook("save")
    def _create(cls, model_class: type[T], *args: Any, **kwargs: Any) -> T:
        work = current_work()
        if work is None:
            # Nested in a factory that knows nothing of sessions.
            alone: T = run_work(Work(cls._meta), lambda: cls._create(model_class, *args, **kwargs))
            return alone
        session = work.session_for(cls._meta, (*args, *kwargs.values()))
        return cls._save(model_class, session, args, kwargs)

    @classmethod
    def _save(cls, model_class: type[T], session: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
        """Make an object and add it to the session.

        Args:
            model_class: The model.
            session: The session.
            args: Its positional arguments.
            kwargs: Its other arguments.
        """
        instance = model_class(*args, **kwargs)
        work = current_work()
        if work is None:
            work = Work(cls._meta)
            run_work(work, lambda: work.add(session, instance, cls._meta.sqlalchemy_session_persistence))
        else:
            work.add(session, instance, cls._meta.sqlalchemy_session_persistence)
        return instance
