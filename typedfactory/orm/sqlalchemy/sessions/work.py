"""What one call makes: the sessions that its objects go to, and when they are written."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.ground.given import UserValue, UserValues
from typedfactory.ground.notes import add_note
from typedfactory.orm.sqlalchemy.filling.columns import all_mappers, mapper_of
from typedfactory.orm.sqlalchemy.listeners import answers, follows
from typedfactory.orm.sqlalchemy.sessions.chosen import (
    MissingSessionError,
    SessionFactory,
    is_genuine,
    is_waiting,
    overriding_session,
    unwrapped,
)
from typedfactory.orm.sqlalchemy.sessions.demand import underway, watch

if TYPE_CHECKING:
    from typedfactory.orm.sqlalchemy.options import SQLAlchemyOptions
    from typedfactory.plan.options import FactoryOptions

FLUSH: Final = "flush"
COMMIT: Final = "commit"

#: What may stand in ``sqlalchemy_session_persistence``, the weakest first.
PERSISTENCE: Final = (None, FLUSH, COMMIT)


class Work:
    """What one call makes, nested objects and all: its sessions, and what is still to be written.

    Each object is written by itself, as its own factory says. Only where nobody can look in between (``late``), and in
    ``bulk_create``, objects wait for each other: what reads a value that only the database knows, and each statement
    that somebody else sends, makes the call write at once; see `demand`.

    Args:
        root: The options of the factory that was called.
        whole: Whether a failure takes back what was written already, by a savepoint.
        late: Whether objects are written together, at the end.
        persistence: How far all objects are to be saved; None takes what their factories say.
    """

    def __init__(
        self, root: FactoryOptions, *, whole: bool = False, late: bool = False, persistence: str | None = None
    ) -> None:
        self.root = root
        self.whole = whole
        own = getattr(root, "sqlalchemy_session_persistence", None) if persistence is None else persistence
        #: How far all objects of the call are to be saved at its end at least, and whether that is all.
        self.least, self.fixed = PERSISTENCE.index(own), persistence is not None
        self.late = late or self.fixed
        #: The factory with a session of its own whose objects are being made: nested ones without one go there.
        self.place = root
        #: Session factory → the session it gave for this call.
        self.opened: dict[SessionFactory | None, orm.Session] = {}
        #: Session → how far its objects are to be saved, as a place in `PERSISTENCE`.
        self.levels: dict[orm.Session, int] = {}
        self.added: list[UserValue] = []
        #: What the call of a factory that looks objects up gave it, by the factory's options.
        self.given: dict[FactoryOptions, UserValues] = {}
        #: Whether the call is writing: what is sent then is its own.
        self.writing = False
        #: Sessions in which an object is being saved inside of a savepoint of its own.
        self._apart: list[orm.Session] = []
        self._connected: list[orm.Session] = []
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
            return unwrapped(override, "use_session")
        for each in (meta, self.place, self.root):
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
        make = getattr(meta, "sqlalchemy_session_factory", None)
        owner = f"{meta.factory.__name__}.Meta"
        if make is None:
            session = getattr(meta, "sqlalchemy_session", None)
            return None if session is None else unwrapped(session, f"{owner}.sqlalchemy_session")
        if make not in self.opened:
            given = make()
            self.opened[make] = unwrapped(given, f"{owner}.sqlalchemy_session_factory")
            meta.note_session(given)  # type: ignore[attr-defined]  # options with a session factory have it
        return self.opened[make]

    def add(self, session: orm.Session, instance: UserValue, persistence: str | None) -> None:
        """Add an object to a session, and save it as far as its factory says.

        Args:
            session: The session.
            instance: The object.
            persistence: What its factory says.
        """
        self.enter(session, persistence, type(instance))
        if self.levels[session] and is_genuine(session):
            watch(instance, session)
            if self.late and session not in self._connected:
                self._connect(session, sa.inspect(instance).mapper)
        session.add(instance)
        self.added.append(instance)
        if session in self.opened.values():
            # A session lives as long as somebody holds it; the objects that it serves do.
            sa.inspect(instance).typedfactory_session = session
        if persistence is not None and not self.late and session not in self._apart:
            self.write(session, PERSISTENCE.index(persistence))

    def _connect(self, session: orm.Session, mapper: orm.Mapper[UserValue]) -> None:
        """Let a session connect: later on it might be somebody else's statement for which nothing could be written."""
        self._connected.append(session)
        outer, self.writing = self.writing, True
        try:
            connection = session.connection(bind_arguments={"mapper": mapper})
        finally:
            self.writing = outer
        self.late = self.fixed or not answers(connection)

    def enter(self, session: orm.Session, persistence: str | None, model: type[UserValue]) -> None:
        """Note that the call is about to use a session for objects of a model."""
        level = self.least if self.fixed else max(PERSISTENCE.index(persistence), self.least)
        if session in self.levels:
            self.levels[session] = max(level, self.levels[session])
            return
        self.levels[session] = level
        if not is_genuine(session):
            self.late = self.fixed
            return
        if not self.fixed and self.late and follows(session, committing=PERSISTENCE[level] == COMMIT):
            self.late = False
        if not session.in_transaction():
            self._fresh.append(session)
        elif self.whole and level and (self.late or PERSISTENCE[level] != COMMIT):
            # Where each object is committed there is nothing to go back to.
            self._savepoints.append((session, begin_savepoint(session, model)))

    def owes(self, session: orm.Session) -> bool:
        """Say whether objects of a session are to be written at the end of the call."""
        return self.levels.get(session, 0) > 0

    def write(self, session: orm.Session, level: int) -> None:
        """Write what is pending in a session.

        Args:
            session: The session.
            level: How far, as a place in `PERSISTENCE`.
        """
        outer, self.writing = self.writing, True
        try:
            if PERSISTENCE[level] != COMMIT:
                session.flush()
                return
            commit(session)
            if session not in self._fresh:
                # From here on nothing of the caller's is in the transaction.
                self._fresh.append(session)
        finally:
            self.writing = outer

    def save_apart(self, session: orm.Session, meta: SQLAlchemyOptions, make: Callable[[], UserValue]) -> UserValue:
        """Make an object and write it inside of a savepoint: if that fails, nothing else is lost.

        Args:
            session: The session.
            meta: The options of its factory.
            make: Makes the object and adds it to the session.
        """
        if not is_genuine(session):
            return make()
        savepoint = begin_savepoint(session, meta.get_model_class())
        self._apart.append(session)
        try:
            instance = make()
            self.write(session, PERSISTENCE.index(FLUSH))
            savepoint.commit()
        except BaseException:
            if savepoint.is_active or session.in_nested_transaction():
                savepoint.rollback()
            raise
        finally:
            self._apart.remove(session)
        if meta.sqlalchemy_session_persistence == COMMIT and not self.late and session not in self._apart:
            self.write(session, PERSISTENCE.index(COMMIT))
        return instance

    def settle(self, is_own: Callable[[orm.Session], bool]) -> None:
        """Write all that waits, for somebody is about to look.

        Args:
            is_own: Whether it is through a session's own connection that somebody looks, so that a flush will do.
        """
        for session, level in self.levels.items():
            if level and is_genuine(session) and (session.new or session.dirty):
                within = PERSISTENCE[level] != COMMIT or self.fixed or is_own(session)
                if not within:
                    self._savepoints = [each for each in self._savepoints if each[0] is not session]
                self.write(session, PERSISTENCE.index(FLUSH) if within else level)

    def finish(self) -> None:
        """Write what is left: objects whose factories say nothing, and what hooks have changed."""
        try:
            left = [session for session, level in self.levels.items() if level and (self.late or is_unwritten(session))]
            for session in left:
                self.write(session, PERSISTENCE.index(FLUSH))
            for _, savepoint in self._savepoints:
                if savepoint.is_active:
                    savepoint.commit()
            self._savepoints.clear()
            for session in left:
                if PERSISTENCE[self.levels[session]] == COMMIT:
                    self.write(session, PERSISTENCE.index(COMMIT))
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
        if any(is_genuine(session) and not session.is_active for session in self.levels):
            add_note(
                error,
                f"{self.root.factory.__name__}: the session's transaction began before this call and is lost. "
                f"Call session.rollback() before you use it again.",
            )


def run_work(work: Work, call: Callable[[], UserValue]) -> UserValue:
    """Make objects as one call: they share sessions and are written together.

    Args:
        work: The call.
        call: Makes the objects.
    """
    token = underway.set(work)
    try:
        made = call()
    except BaseException as error:
        work.abandon(error)
        raise
    finally:
        underway.reset(token)
    work.finish()
    return made


def run_apart(call: Callable[[], UserValue]) -> UserValue:
    """Make objects as a call of its own, also inside of another one: it is awaited, and so is what it writes."""
    token = underway.set(None)
    try:
        return call()
    finally:
        underway.reset(token)


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


def begin_savepoint(session: orm.Session, model: type[UserValue]) -> orm.SessionTransaction:
    """Begin a savepoint, also where SQLite's driver has not begun the transaction around it.

    Args:
        session: The session.
        model: One of the models that it saves; they may be in several databases.
    """
    for bind in _binds(session, model) if is_genuine(session) else ():
        if bind.dialect.name != "sqlite":
            continue
        connection = session.connection(bind_arguments={"bind": bind})
        if getattr(connection.connection.driver_connection, "in_transaction", True) is False:
            # Python's sqlite3 begins with the first INSERT; a savepoint before it would be a transaction of its own,
            # which no rollback of the session's could take back.
            connection.exec_driver_sql("BEGIN")
    return session.begin_nested()


def _binds(session: orm.Session, model: type[UserValue]) -> Iterable[sa.Engine | sa.Connection]:
    """Return the databases that a session saves a model to, and those that belong with it."""
    found: dict[sa.Engine | sa.Connection, None] = {}
    mapper = mapper_of(model)
    for each in all_mappers(mapper) if mapper is not None else ():
        # A model without a database is nobody's concern until one is saved.
        with contextlib.suppress(sa.exc.UnboundExecutionError):
            found[session.get_bind(each)] = None
    return found


def is_unwritten(session: orm.Session) -> bool:
    """Say whether anything in a session is not in the database yet."""
    return is_genuine(session) and bool(session.new or session.dirty or session.deleted)


def _session_of(value: object) -> orm.Session | None:
    state = sa.inspect(value, raiseerr=False)
    return state.session if isinstance(state, orm.InstanceState) else None
