"""SQLAlchemy: each object in a session of ours, on connections whose transactions are rolled back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.errors import ArgumentError
from typedfactory.orm.sqlalchemy import use_session
from typedfactory.orm.sqlalchemy.sessions.chosen import overriding_session, unwrapped

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue


class OwnDatabases:
    """The databases that the factories' sessions are bound to."""

    @contextlib.contextmanager
    def saving(self, factory: FactoryClass) -> Iterator[None]:
        """Save one object, and take it back.

        Args:
            factory: The factory. One without a session is left to say so itself.
        """
        own = session_of(factory)
        if own is None:
            yield
            return
        with contextlib.ExitStack() as stack:
            session = stack.enter_context(_Joined(own, stack))
            stack.enter_context(use_session(session))
            yield
            session.flush()

    def close(self) -> None:
        """Nothing is held between objects."""


class OtherDatabase:
    """One database in the place of the factories' own, with the tables of their models.

    Args:
        url: Where it is, such as ``sqlite://``.
    """

    def __init__(self, url: str) -> None:
        self._engine = sa.create_engine(url)
        self._made: set[sa.MetaData] = set()
        with self._engine.connect():
            # Whether it is there, before the first object fails.
            pass

    @contextlib.contextmanager
    def saving(self, factory: FactoryClass) -> Iterator[None]:
        """Save one object, and take it back.

        Args:
            factory: The factory.
        """
        self._make_tables(factory)
        with (
            self._engine.connect() as connection,
            _rolled_back(connection),
            orm.Session(bind=connection, join_transaction_mode="create_savepoint") as session,
            use_session(session),
        ):
            yield
            session.flush()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _make_tables(self, factory: FactoryClass) -> None:
        mapper: orm.Mapper[UserValue] = sa.inspect(factory._meta.get_model_class())
        metadata = getattr(mapper.local_table, "metadata", None)
        if metadata is not None and metadata not in self._made:
            metadata.create_all(self._engine)
            self._made.add(metadata)


class _Joined(orm.Session):
    """A session that works where another one does, on connections of its own."""

    def __init__(self, other: orm.Session, stack: contextlib.ExitStack) -> None:
        super().__init__(join_transaction_mode="create_savepoint")
        self._other, self._stack = other, stack
        self._connections: dict[sa.Engine | sa.Connection, sa.Connection] = {}

    def get_bind(self, *args: UserValue, **kwargs: UserValue) -> sa.Connection:
        """Return the connection for a model or statement."""
        bind = self._other.get_bind(*args, **kwargs)
        if bind not in self._connections:
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
    driver: UserValue = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite" and getattr(driver, "in_transaction", True) is False:
        connection.exec_driver_sql("BEGIN")


def session_of(factory: FactoryClass) -> orm.Session | None:
    """Return the session that a factory saves with, or None.

    Args:
        factory: The factory.
    """
    session: UserValue = overriding_session()
    if session is None:
        given, make = factory._meta.saves_to  # type: ignore[attr-defined]  # all factories of SQLAlchemy's have it
        session = make() if given is None and make is not None else given
    return None if session is None else unwrapped(session, f"{factory.__name__}.Meta.sqlalchemy_session")


def open_sandbox(url: str) -> OwnDatabases | OtherDatabase:
    """Return the sandbox.

    Args:
        url: Where to save; empty for where the factories' sessions are.

    Raises:
        ArgumentError: The URL is none, or its driver is missing.
    """
    try:
        return OtherDatabase(url) if url else OwnDatabases()
    except (sa.exc.SQLAlchemyError, ModuleNotFoundError) as error:
        first = str(error).partition("\n")[0]
        raise ArgumentError(f"{url}: is no database that SQLAlchemy can reach: {first}") from error
