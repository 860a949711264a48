"""Creating through an ``AsyncSession``: the same calls, run where SQLAlchemy can wait."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import sqlalchemy as sa

from typedfactory.declarations import PostGeneration
from typedfactory.errors import FactoryError
from typedfactory.ground.given import UserFunction, UserValue, UserValues
from typedfactory.orm.sqlalchemy.sessions.chosen import (
    AnySession,
    MissingSessionError,
    is_async,
    is_waiting,
    overriding_session,
    use_session,
    waiting,
)
from typedfactory.orm.sqlalchemy.sessions.demand import current_work
from typedfactory.orm.sqlalchemy.sessions.work import run_apart

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from typedfactory.orm.sqlalchemy.options import SQLAlchemyOptions


def async_session_for(meta: SQLAlchemyOptions) -> AsyncSession:
    """Return the asynchronous session of a factory.

    Args:
        meta: The factory's options.

    Raises:
        MissingSessionError: There is none, or it is no asynchronous one.
    """
    session: AnySession | None = overriding_session() or meta.sqlalchemy_session
    if session is None and meta.sqlalchemy_session_factory is not None:
        session = meta.sqlalchemy_session_factory()
    owner = meta.factory.__name__
    if session is None:
        raise MissingSessionError(
            f"{owner}: there is no session to save with. Name one in Meta.sqlalchemy_session or "
            f"Meta.sqlalchemy_session_factory, or wrap the call in `with use_session(session):`."
        )
    if not is_async(session):
        raise MissingSessionError(
            f"{owner}: acreate saves with an AsyncSession, not with a {type(session).__name__}. "
            f"Use create, or give it an AsyncSession."
        )
    return session


async def run_async(meta: SQLAlchemyOptions, call: Callable[[], UserValue]) -> UserValue:
    """Run what creates objects with the asynchronous session of a factory, which stays open.

    Args:
        meta: The factory's options.
        call: Creates the objects.
    """
    session = async_session_for(meta)
    with use_session(session), waiting():
        return await session.run_sync(lambda _session: run_apart(call))


def waiting_hooks(values: Mapping[str, UserValue]) -> UserValues:
    """Return declarations in which hooks that are ``async def`` are waited for.

    Args:
        values: Field → value or declaration.
    """
    return {name: _waited_for(value) for name, value in values.items()}


def _waited_for(value: UserValue) -> UserValue:
    if not isinstance(value, PostGeneration) or not inspect.iscoroutinefunction(value.function):
        return value
    hook = copy.copy(value)
    hook.function = _wait_for(value.function)
    return hook


def _wait_for(function: UserFunction) -> UserFunction:
    def run(instance: UserValue, create: bool, extracted: UserValue, **extra: UserValue) -> UserValue:
        if not is_waiting():
            raise FactoryError(
                f"the hook {function.__name__!r} is asynchronous, and this call is not. Await acreate or acreate_batch."
            )
        # Imported with asyncio's part of SQLAlchemy, which has been loaded by now; it needs greenlet.
        from sqlalchemy.util import await_only  # noqa: PLC0415 - as said above

        work, state = current_work(), sa.inspect(instance, raiseerr=False)
        if work is not None and state is not None and state.pending and work.owes(state.session):
            # Nothing can be written on demand where the hook runs.
            state.session.flush()
        return await_only(function(instance, create, extracted, **extra))

    return run
