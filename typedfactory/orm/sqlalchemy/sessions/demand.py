"""Writing on demand: before somebody looks, what waits in the call in progress is written."""

from __future__ import annotations

import contextvars
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import event, orm

from typedfactory.ground.given import UserValue
from typedfactory.orm.sqlalchemy.filling.columns import mapper_of

if TYPE_CHECKING:
    from typedfactory.orm.sqlalchemy.sessions.work import Work

#: The call in progress.
underway: contextvars.ContextVar[Work | None] = contextvars.ContextVar("typedfactory.sqlalchemy.work", default=None)

#: The key in ``Session.info`` that says that a flush is underway.
_FLUSHING = "typedfactory.flushing"

#: The models whose unset columns are watched.
_watched: weakref.WeakSet[type] = weakref.WeakSet()


def current_work() -> Work | None:
    """Return the call in progress; None outside of one."""
    return underway.get()


def watch(instance: UserValue, session: orm.Session) -> None:
    """Let what reads a value of an object that only the database knows make the call write first.

    Args:
        instance: The object.
        session: Its session.
    """
    model = type(instance)
    if model not in _watched:
        _watched.add(model)
        mapper = mapper_of(model)
        for attribute in mapper.column_attrs if mapper is not None else ():
            event.listen(getattr(model, attribute.key), "init_scalar", _writer_for(attribute.key), retval=True)
    if _FLUSHING not in session.info:
        session.info[_FLUSHING] = False
        event.listen(session, "before_flush", _note_begin)
        event.listen(session, "after_flush", _note_end)
        event.listen(session, "after_soft_rollback", _note_end)


def _writer_for(key: str) -> Callable[[UserValue, UserValue, UserValue], UserValue]:
    def write_first(target: UserValue, value: UserValue, _known: object) -> UserValue:
        work = current_work()
        if work is None:
            return value
        state = sa.inspect(target)
        session = state.session
        if not state.pending or not work.owes(session) or session.info.get(_FLUSHING):
            return value
        session.flush()
        return getattr(target, key)

    return write_first


def _note_begin(session: orm.Session, *_context: object) -> None:
    session.info[_FLUSHING] = True


def _note_end(session: orm.Session, *_context: object) -> None:
    session.info[_FLUSHING] = False


def _before_statement(connection: sa.Connection, *_statement: object) -> None:
    """Write what waits before a statement that somebody else sends, whatever engine it goes to."""
    work = current_work()
    if work is None or not work.late or work.fixed or work.writing:
        return
    if any(session.info.get(_FLUSHING) for session in work.levels):
        # A flush that somebody else began; what waits is being written.
        return
    work.settle(lambda session: _is_within(session, connection))


def _is_within(session: orm.Session, connection: sa.Connection) -> bool:
    """Say whether a statement goes through the connection that a session's transaction has."""
    try:
        own = session.connection()
    except sa.exc.UnboundExecutionError:
        # It has several; what is flushed can be seen through each of them.
        return True
    return own.connection.dbapi_connection is connection.connection.dbapi_connection


event.listen(sa.engine.Engine, "before_cursor_execute", _before_statement)
