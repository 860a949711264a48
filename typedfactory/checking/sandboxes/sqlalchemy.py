"""SQLAlchemy: each object in a session of ours, on connections whose transactions are rolled back."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.errors import ArgumentError
from typedfactory.orm.sqlalchemy import use_session
from typedfactory.orm.sqlalchemy.sessions.chosen import is_async, overriding_session, unwrapped, waiting

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue


class OwnDatabases:
    """The databases that the factories' sessions are bound to."""

    def __init__(self) -> None:
        self._greenlets: Greenlets | None = None

    def save(self, factory: FactoryClass, make: Callable[[], object]) -> None:
        """Save one object, and take it back; where its session has to be awaited, by awaiting it.

        Args:
            factory: The factory.
            make: Makes the object.
        """
        given = given_session(factory)
        if not is_async(given):
            self._save(factory, given, make)
            return
        self._greenlets = self._greenlets or Greenlets()
        with waiting():
            self._greenlets.run(lambda: self._save(factory, given, make))

    def _save(self, factory: FactoryClass, given: UserValue, make: Callable[[], object]) -> None:
        if given is None:
            # A factory without a session is left to say so itself.
            make()
            return
        with contextlib.ExitStack() as stack:
            session = stack.enter_context(_Joined(plain_session(factory, given), stack))
            if self._greenlets is not None and is_async(given):
                session.opened = self._greenlets.engines
            stack.enter_context(use_session(session))
            make()
            session.flush()

    def close(self) -> None:
        """Let go of what waits for asynchronous drivers."""
        if self._greenlets is not None:
            self._greenlets.close()


class OtherDatabase:
    """One database in the place of the factories' own, with the tables of their models.

    Args:
        url: Where it is, such as ``sqlite://``.
    """

    def __init__(self, url: str) -> None:
        self._engine = sa.create_engine(url)
        self._made: set[sa.MetaData] = set()
        self._greenlets = Greenlets() if self._engine.dialect.is_async else None
        try:
            # Whether it is there, before the first object fails.
            self._run(lambda: self._engine.connect().close())
        except BaseException:
            self.close()
            raise

    def _run(self, call: Callable[[], object]) -> None:
        if self._greenlets is None:
            call()
        else:
            self._greenlets.run(call)

    def save(self, factory: FactoryClass, make: Callable[[], object]) -> None:
        """Save one object, and take it back.

        Args:
            factory: The factory.
            make: Makes the object.
        """
        self._run(lambda: self._save(factory, make))

    def _save(self, factory: FactoryClass, make: Callable[[], object]) -> None:
        self._make_tables(factory)
        with (
            self._engine.connect() as connection,
            _rolled_back(connection),
            orm.Session(bind=connection, join_transaction_mode="create_savepoint") as session,
            use_session(session),
        ):
            make()
            session.flush()

    def close(self) -> None:
        """Let go of the database."""
        self._run(self._engine.dispose)
        if self._greenlets is not None:
            self._greenlets.close()

    def _make_tables(self, factory: FactoryClass) -> None:
        mapper: orm.Mapper[UserValue] = sa.inspect(factory._meta.get_model_class())
        metadata = getattr(mapper.local_table, "metadata", None)
        if metadata is not None and metadata not in self._made:
            metadata.create_all(self._engine)
            self._made.add(metadata)


class Greenlets:
    """Runs plain code where asynchronous drivers can be waited for.

    Attributes:
        engines: What was connected to meanwhile; it is let go of at the end.
    """

    def __init__(self) -> None:
        self.engines: set[sa.Engine] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def run(self, call: Callable[[], object]) -> None:
        """Run a function, and wait for it.

        Args:
            call: The function.

        Raises:
            ArgumentError: An event loop is running already.
        """
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            pass
        else:
            raise ArgumentError(
                "check: asynchronous sessions cannot be waited for in asynchronous code. Call it in a plain function."
            )
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        # Needed by those only who have asynchronous sessions.
        session = importlib.import_module("sqlalchemy.ext.asyncio").AsyncSession()
        self._loop.run_until_complete(session.run_sync(lambda _: call()))

    def close(self) -> None:
        """Let go of the connections, which belong to this loop, and end it."""
        for engine in self.engines:
            self.run(engine.dispose)
        if self._loop is not None:
            self._loop.close()
            self._loop = None


class _Joined(orm.Session):
    """A session that works where another one does, on connections of its own."""

    def __init__(self, other: orm.Session, stack: contextlib.ExitStack) -> None:
        super().__init__(join_transaction_mode="create_savepoint")
        self._other, self._stack = other, stack
        self._connections: dict[sa.Engine | sa.Connection, sa.Connection] = {}
        #: Takes the engines that are connected to.
        self.opened: set[sa.Engine] = set()

    def get_bind(self, *args: UserValue, **kwargs: UserValue) -> sa.Connection:
        """Return the connection for a model or statement."""
        bind = self._other.get_bind(*args, **kwargs)
        if bind not in self._connections:
            self.opened.add(bind.engine)
            connection = bind if isinstance(bind, sa.Connection) else self._stack.enter_context(bind.connect())
            self._stack.enter_context(_rolled_back(connection))
            self._connections[bind] = connection
        return self._connections[bind]


@contextlib.contextmanager
def _rolled_back(connection: sa.Connection) -> Iterator[None]:
    """Take back what a connection writes in the block."""
    outer: sa.Transaction
    if connection.in_transaction():
        _begin_in_sqlite(connection)
        outer = connection.begin_nested()
    else:
        outer = connection.begin()
        _begin_in_sqlite(connection)
    try:
        yield
    finally:
        outer.rollback()


def _begin_in_sqlite(connection: sa.Connection) -> None:
    """Begin now: Python's sqlite3 does so late, and a savepoint that comes first is committed when it is released."""
    driver: UserValue = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and getattr(driver, "in_transaction", True) is False:
        connection.exec_driver_sql("BEGIN")


def given_session(factory: FactoryClass) -> UserValue:
    """Return the session that a factory saves with, as its user gave it, or None.

    Args:
        factory: The factory.
    """
    session: UserValue = overriding_session()
    if session is None:
        given, make = factory._meta.saves_to  # type: ignore[attr-defined]  # all factories of SQLAlchemy's have it
        session = make() if given is None and make is not None else given
    return session


def plain_session(factory: FactoryClass, given: UserValue) -> orm.Session:
    """Return the plain session inside of one that a user gave.

    Args:
        factory: The factory that it was given to.
        given: The session.
    """
    return unwrapped(given, f"{factory.__name__}.Meta.sqlalchemy_session")


def open_sandbox(url: str) -> OwnDatabases | OtherDatabase:
    """Return the sandbox.

    Args:
        url: Where to save; empty for where the factories' sessions are.

    Raises:
        ArgumentError: The URL is none, or its driver is missing.
    """
    try:
        return OtherDatabase(url) if url else OwnDatabases()
    except (sa.exc.SQLAlchemyError, ModuleNotFoundError, OSError) as error:
        first = str(error).partition("\n")[0]
        raise ArgumentError(f"{url}: is no database that SQLAlchemy can reach: {first}") from error
