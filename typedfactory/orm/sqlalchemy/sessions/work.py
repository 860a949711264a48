"""What one call makes: the sessions that its objects go to, and when they are written."""

from __future__ import annotations

import contextvars
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy import event, orm

from typedfactory.ground.given import UserValue
from typedfactory.ground.notes import add_note
from typedfactory.orm.sqlalchemy.sessions.chosen import (
    MissingSessionError,
    SessionFactory,
    is_waiting,
    overriding_session,
    unwrapped,
)

if TYPE_CHECKING:
    from typedfactory.orm.sqlalchemy.options import SQLAlchemyOptions
    from typedfactory.plan.options import FactoryOptions

FLUSH: Final = "flush"
COMMIT: Final = "commit"

#: What may stand in ``sqlalchemy_session_persistence``, the weakest first.
PERSISTENCE: Final = (None, FLUSH, COMMIT)

#: The key in ``Session.info`` that says that a flush is underway.
_FLUSHING = "typedfactory.flushing"

_work: contextvars.ContextVar[Work | None] = contextvars.ContextVar("typedfactory.sqlalchemy.work", default=None)


class Work:
    """What one call makes, nested objects and all: its sessions, and what is still to be written.

    A call writes once, at its end; what reads a value that only the database knows (a key, a server default) before
    that makes it write at once. So a hook sees what it would see if each object were written by itself.

    Args:
        root: The options of the factory that was called.
        whole: Whether a failure takes back what was written already, by a savepoint.
        persistence: How far all objects are to be saved; None takes what their factories say.
    """

    def __init__(self, root: FactoryOptions, *, whole: bool = False, persistence: str | None = None) -> None:
        self.root = root
        self.whole = whole
        own = getattr(root, "sqlalchemy_session_persistence", None) if persistence is None else persistence
        #: How far all objects of the call are to be saved at least, and whether that is all.
        self.least, self.fixed = PERSISTENCE.index(own), persistence is not None
        #: Session factory → the session it gave for this call.
        self.opened: dict[SessionFactory | None, orm.Session] = {}
        #: Session → how far its objects are to be saved, as a place in `PERSISTENCE`.
        self.levels: dict[orm.Session, int] = {}
        self.added: list[UserValue] = []
        self._fresh: list[orm.Session] = []
        self._savepoints: list[tuple[orm.Session, orm.SessionTransaction]] = []

    def session_for(self, meta: SQLAlchemyOptions, related: tuple[object, ...] = ()) -> orm.Session:
        """Return the session for the objects of a factory.

        Args:
            meta: The factory's options.
            related: What the object is made of: the objects among them may have a session.

        Raises:
            MissingSessionError: Nobody names one.
        """
        override = overriding_session()
        if override is not None:
            return unwrapped(override)
        for each in (meta, self.root):
            session = self._own_session(each)
            if session is not None:
                return session
        found = next((session for value in related if (session := _session_of(value)) is not None), None)
        if found is None:
            raise MissingSessionError(
                f"{meta.factory.__name__}: there is no session to save with. Name one in Meta.sqlalchemy_session or "
                f"Meta.sqlalchemy_session_factory, or wrap the call in `with use_session(session):`."
            )
        return found

    def _own_session(self, meta: FactoryOptions) -> orm.Session | None:
        session = getattr(meta, "sqlalchemy_session", None)
        if session is not None:
            return unwrapped(session)
        make = getattr(meta, "sqlalchemy_session_factory", None)
        if make is None:
            return None
        if make not in self.opened:
            self.opened[make] = unwrapped(make())
        return self.opened[make]

    def add(self, session: orm.Session, instance: UserValue, persistence: str | None) -> None:
        """Add an object to a session, to be saved at the end."""
        self.enter(session, persistence)
        if self.levels[session]:
            _watch(instance, session)
        session.add(instance)
        self.added.append(instance)
        if session in self.opened.values():
            # A session lives as long as somebody holds it; the objects that it serves do.
            sa.inspect(instance).typedfactory_session = session

    def enter(self, session: orm.Session, persistence: str | None) -> None:
        """Note that the call is about to use a session."""
        level = self.least if self.fixed else max(PERSISTENCE.index(persistence), self.least)
        if session in self.levels:
            self.levels[session] = max(level, self.levels[session])
            return
        self.levels[session] = level
        if not session.in_transaction():
            self._fresh.append(session)
        elif self.whole and level:
            self._savepoints.append((session, begin_savepoint(session)))

    def owes(self, session: orm.Session) -> bool:
        """Say whether objects of a session are to be written at the end of the call."""
        return self.levels.get(session, 0) > 0

    def finish(self) -> None:
        """Write what the call made."""
        try:
            for session, level in self.levels.items():
                if level:
                    session.flush()
            for _, savepoint in self._savepoints:
                savepoint.commit()
            self._savepoints.clear()
            for session, level in self.levels.items():
                if PERSISTENCE[level] == COMMIT:
                    commit(session)
        except BaseException as error:
            self.abandon(error)
            raise

    def abandon(self, error: BaseException) -> None:
        """Take back what the call made: nothing half-made is written later on.

        Args:
            error: What went wrong; it is told what became of the session.
        """
        for session, savepoint in self._savepoints:
            if session.in_nested_transaction():
                savepoint.rollback()
        for session in self._fresh:
            # Nothing of the caller's is in this transaction: the call began it.
            if self.levels[session]:
                session.rollback()
        for instance in self.added:
            state = sa.inspect(instance, raiseerr=False)
            if state is not None and state.pending:
                state.session.expunge(instance)
        if any(_is_genuine(session) and not session.is_active for session in self.levels):
            add_note(
                error,
                f"{self.root.factory.__name__}: the session's transaction began before this call and is lost. "
                f"Call session.rollback() before you use it again.",
            )


def current_work() -> Work | None:
    """Return the call in progress; None outside of one."""
    return _work.get()


def run_work(work: Work, call: Callable[[], UserValue]) -> UserValue:
    """Make objects as one call: they share sessions and are written together.

    Args:
        work: The call.
        call: Makes the objects.
    """
    token = _work.set(work)
    try:
        made = call()
    except BaseException as error:
        work.abandon(error)
        raise
    finally:
        _work.reset(token)
    work.finish()
    return made


def run_apart(call: Callable[[], UserValue]) -> UserValue:
    """Make objects as a call of its own, also inside of another one: it is awaited, and so is what it writes."""
    token = _work.set(None)
    try:
        return call()
    finally:
        _work.reset(token)


def commit(session: orm.Session) -> None:
    """Commit; for an asynchronous call, without expiring what it made: nobody could load it on access."""
    if not is_waiting():
        session.commit()
        return
    expiring, session.expire_on_commit = session.expire_on_commit, False
    try:
        session.commit()
    finally:
        session.expire_on_commit = expiring


def begin_savepoint(session: orm.Session) -> orm.SessionTransaction:
    """Begin a savepoint, also where SQLite's driver has not begun the transaction around it."""
    if _is_genuine(session):
        connection = session.connection()
        driver = getattr(connection.connection, "driver_connection", None)
        if connection.dialect.name == "sqlite" and getattr(driver, "in_transaction", True) is False:
            # Python's sqlite3 begins with the first INSERT; a savepoint before it would be a transaction of its own,
            # which no rollback of the session's could take back.
            connection.exec_driver_sql("BEGIN")
    return session.begin_nested()


def _is_genuine(session: object) -> bool:
    """Say whether a session is SQLAlchemy's own; a user's may be something that behaves like one where it has to."""
    return isinstance(session, orm.Session)


def _session_of(value: object) -> orm.Session | None:
    state = sa.inspect(value, raiseerr=False)
    return state.session if isinstance(state, orm.InstanceState) else None


# --- values that only the database knows ------------------------------------------------------------------------------

#: The models whose unset columns are watched.
_watched: weakref.WeakSet[type] = weakref.WeakSet()


def _watch(instance: UserValue, session: orm.Session) -> None:
    model = type(instance)
    if model not in _watched:
        _watched.add(model)
        mapper = sa.inspect(model, raiseerr=False)
        for attribute in mapper.column_attrs if isinstance(mapper, orm.Mapper) else ():
            event.listen(getattr(model, attribute.key), "init_scalar", _writer_for(attribute.key), retval=True)
    if _is_genuine(session) and _FLUSHING not in session.info:
        session.info[_FLUSHING] = False
        event.listen(session, "before_flush", _note_begin)
        event.listen(session, "after_flush", _note_end)
        event.listen(session, "after_soft_rollback", _note_end)


def _writer_for(key: str) -> Callable[[UserValue, UserValue, UserValue], UserValue]:
    def write_first(target: UserValue, value: UserValue, _known: object) -> UserValue:
        work = _work.get()
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
