"""Which session is used: the one that `use_session` put in force, and what is inside of those that users give."""

from __future__ import annotations

import contextlib
import contextvars
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from sqlalchemy import orm
from typing_extensions import TypeIs

from typedfactory.errors import FactoryError, MetaOptionError
from typedfactory.ground.blocks import block
from typedfactory.ground.given import FactoryClass, UserValue, UserValues

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

#: A session, as users give one.
AnySession: TypeAlias = "orm.Session | orm.scoped_session[orm.Session] | AsyncSession"
#: The keyword that names the session of one call; like ``__sequence``, it cannot be a field's.
SESSION_KEY: Final = "__session"
SessionFactory: TypeAlias = Callable[[], AnySession]
S = TypeVar("S")

#: What `use_session` was given: a session, or something of a user's that behaves like one.
_override: contextvars.ContextVar[UserValue] = contextvars.ContextVar("typedfactory.sqlalchemy.session", default=None)
#: Whether an asynchronous call is in progress.
_waiting: contextvars.ContextVar[bool] = contextvars.ContextVar("typedfactory.sqlalchemy.waiting", default=False)


class MissingSessionError(FactoryError, RuntimeError):
    """A factory is to save an object and has no session to save it with."""


@block
def use_session(session: S) -> Iterator[S]:
    """Let all factories save with one session, whatever their ``class Meta`` says.

    Each thread and each task has its own.

    Args:
        session: A ``Session``, a ``scoped_session``, or an ``AsyncSession`` for ``acreate``; None for those that
            factories name.

    Yields:
        The session.

    Raises:
        MetaOptionError: It is no session.

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
    token = _override.set(checked_session(session, "use_session"))
    try:
        yield session
    finally:
        _override.reset(token)


def checked_session(session: S, option: str) -> S:
    """Return a session that somebody gives.

    Args:
        session: The session; None for none.
        option: Where it is given, for messages.

    Raises:
        MetaOptionError: It is no session.
    """
    said = None if session is None else no_session(session)
    if said is not None:
        raise MetaOptionError(f"{option}: {said}")
    return session


@contextlib.contextmanager
def one_session(owner: FactoryClass, kwargs: Mapping[str, UserValue]) -> Iterator[UserValues]:
    """Let one call save with the session that it names, ``UserFactory(__session=session)``.

    Args:
        owner: The factory that is called.
        kwargs: What the call says.

    Yields:
        What it says beside that.

    Raises:
        MetaOptionError: It is no session.
    """
    given = dict(kwargs)
    if SESSION_KEY not in given:
        yield given
        return
    session = given.pop(SESSION_KEY)
    with use_session(checked_session(session, f"{owner.__name__}.{SESSION_KEY}")):
        yield given


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


def is_genuine(session: object) -> bool:
    """Say whether a session is SQLAlchemy's own; a user's may be a mock, or have no more than is needed."""
    # By its class: a mock with a spec says that it is an instance.
    return issubclass(type(session), orm.Session)


def unwrapped(session: UserValue, option: str) -> orm.Session:
    """Return the plain session inside of a scoped or an asynchronous one.

    Args:
        session: What stands where a session is expected; all that has ``add``, ``flush`` and ``commit`` will do.
        option: Where it stands, for messages.

    Raises:
        MissingSessionError: It is asynchronous, and the call is not.
        MetaOptionError: It is no session.
    """
    if issubclass(type(session), orm.Session):
        plain: orm.Session = session
        return plain
    if issubclass(type(session), orm.scoped_session):
        return unwrapped(session(), option)
    said = no_session(session)
    if said is not None:
        raise MetaOptionError(f"{option}: {said}")
    if not is_async(session):
        stand_in: orm.Session = session
        return stand_in
    if not is_waiting():
        raise MissingSessionError(
            "an AsyncSession cannot save without being awaited. Await acreate, acreate_batch or abulk_create."
        )
    return session.sync_session


def is_suspicious(value: UserValue) -> bool:
    """Say whether an option holds what can be judged without asking it for anything: a proxy may not be ready yet."""
    modules = {base.__module__.partition(".")[0] for base in type(value).__mro__ if base is not object}
    return value is not None and not modules.isdisjoint({"sqlalchemy", "builtins"})


def no_session(value: UserValue) -> str | None:
    """Return what is wrong with something that stands where a session is expected; None where it will do.

    Args:
        value: What stands there. It is asked for nothing but its class where that is one of SQLAlchemy's.
    """
    if isinstance(value, type):
        return f"takes a session, not the class {value.__name__}. Make one, or use a scoped_session."
    kind = type(value)
    names = {base.__name__ for base in kind.__mro__ if base.__module__.startswith("sqlalchemy.")}
    for name, remedy in _INSTEAD.items():
        if name in names:
            return f"takes a session, not {kind.__name__}. {remedy}"
    if not names.isdisjoint(_SESSIONS) or callable(getattr(value, "add", None)):
        return None
    return f"takes a session, not {kind.__name__}. Give it a Session, or a scoped_session."


_SESSIONS = ("Session", "scoped_session", "AsyncSession", "async_scoped_session")
#: What is given for a session by mistake → what to do.
_INSTEAD = {
    "sessionmaker": "Name it in Meta.sqlalchemy_session_factory, or call it and give what it returns.",
    "async_sessionmaker": "Name it in Meta.sqlalchemy_session_factory, or call it and give what it returns.",
    "Engine": "Give Session(engine).",
    "Connection": "Give Session(bind=connection).",
    "AsyncEngine": "Give AsyncSession(engine).",
    "AsyncConnection": "Give AsyncSession(bind=connection).",
}
