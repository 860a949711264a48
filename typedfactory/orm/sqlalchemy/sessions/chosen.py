"""Which session is used: the one that `use_session` put in force, and what is inside of those that users give."""

from __future__ import annotations

import contextlib
import contextvars
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from sqlalchemy import orm
from typing_extensions import TypeIs

from typedfactory.errors import FactoryError
from typedfactory.ground.given import UserValue

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

#: A session, as users give one.
AnySession: TypeAlias = "orm.Session | orm.scoped_session[orm.Session] | AsyncSession"
SessionFactory: TypeAlias = Callable[[], AnySession]
S = TypeVar("S")

#: What `use_session` was given: a session, or something of a user's that behaves like one.
_override: contextvars.ContextVar[UserValue] = contextvars.ContextVar("typedfactory.sqlalchemy.session", default=None)
#: Whether an asynchronous call is in progress.
_waiting: contextvars.ContextVar[bool] = contextvars.ContextVar("typedfactory.sqlalchemy.waiting", default=False)


class MissingSessionError(FactoryError, RuntimeError):
    """A factory is to save an object and has no session to save it with."""


@contextlib.contextmanager
def use_session(session: S) -> Iterator[S]:
    """Let all factories save with one session, whatever their ``class Meta`` says.

    Each thread and each task has its own.

    Args:
        session: A ``Session``, a ``scoped_session``, or an ``AsyncSession`` for ``acreate``.

    Yields:
        The session.

    Example:
        >>> import sqlalchemy as sa
        >>> from sqlalchemy.orm import Session, declarative_base
        >>> from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session
        >>> Base = declarative_base()
        >>> class Town(Base):
        ...     __tablename__ = "town"
        ...     id = sa.Column(sa.Integer, primary_key=True)
        ...     name = sa.Column(sa.String(20), nullable=False)
        >>> class TownFactory(SQLAlchemyModelFactory[Town]):
        ...     class Meta:
        ...         sqlalchemy_session_persistence = "flush"
        >>> engine = sa.create_engine("sqlite://")
        >>> Base.metadata.create_all(engine)
        >>> with Session(engine) as session, use_session(session):
        ...     town = TownFactory(name="Ulm")
        ...     town.id, town.name
        (1, 'Ulm')
        >>> engine.dispose()
    """
    token = _override.set(session)
    try:
        yield session
    finally:
        _override.reset(token)


def overriding_session() -> AnySession | None:
    """Return the session that `use_session` put in force, as it was given; None where there is none."""
    session: AnySession | None = _override.get()
    return session


@contextlib.contextmanager
def waiting() -> Iterator[None]:
    """Mark the enclosed code as run by an asynchronous call."""
    token = _waiting.set(True)
    try:
        yield
    finally:
        _waiting.reset(token)


def is_waiting() -> bool:
    """Say whether an asynchronous call is in progress."""
    return _waiting.get()


def is_async(session: object) -> TypeIs[AsyncSession]:
    """Say whether a session is one of ``sqlalchemy.ext.asyncio``, without importing that."""
    return any(base.__module__.startswith("sqlalchemy.ext.asyncio") for base in type(session).__mro__)


def unwrapped(session: AnySession) -> orm.Session:
    """Return the plain session inside of a scoped or an asynchronous one.

    Raises:
        MissingSessionError: It is asynchronous, and the call is not.
    """
    if isinstance(session, orm.scoped_session):
        return session()
    if not is_async(session):
        return session
    if not is_waiting():
        raise MissingSessionError(
            "an AsyncSession cannot save without being awaited. Await acreate, acreate_batch or abulk_create."
        )
    return session.sync_session
