"""The ledger and the transactions of factories of SQLAlchemy models."""

from __future__ import annotations

import contextlib
import importlib.util
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs
import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.checking.sandboxes.sqlalchemy import given_session, plain_session
from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.seed.runs import LEDGER, Record, Run
from typedfactory.orm.sqlalchemy import use_session
from typedfactory.orm.sqlalchemy.sessions.chosen import is_async

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue

# What psycopg tells of a pipeline that failed says nothing beyond the error itself.
logging.getLogger("psycopg").addHandler(logging.NullHandler())

#: As long as the index of a key may be in every database.
_NAME = sa.String(190)
_ledger = sa.Table(
    LEDGER,
    sa.MetaData(),
    sa.Column("factory", _NAME, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("chunk", sa.BigInteger, nullable=False),
    sa.Column("given", sa.Text, nullable=False),
    sa.Column("first", sa.BigInteger, nullable=False),
    sa.Column("done", sa.BigInteger, nullable=False),
    sa.Column("next", sa.BigInteger, nullable=False),
)

#: The driver that SQLAlchemy takes where a URL names none → its module, and a driver that will do as well.
_OTHER_DRIVERS = {
    "psycopg2": ("psycopg2", "psycopg"),
    "psycopg": ("psycopg", "psycopg2"),
    "mysqldb": ("MySQLdb", "pymysql"),
}


class Sessions:
    """A database, by its engine.

    Args:
        engine: The engine.
        own: Whether it was made here.
    """

    errors: tuple[type[Exception], ...] = (sa.exc.SQLAlchemyError,)

    def __init__(self, engine: sa.Engine, *, own: bool) -> None:
        self._engine, self._own = engine, own
        self._connection: sa.Connection | None = None

    def record(self, factory: str) -> Record | None:
        """Return what the ledger says of a factory."""
        _ledger.create(self._engine, checkfirst=True)
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(_ledger).where(_ledger.c.factory == factory)).mappings().one_or_none()
        if row is None:
            return None
        said = dict(row)
        done, following = said.pop("done"), said.pop("next")
        return Record(Run(**said), done, following)

    def begin(self, run: Run) -> None:
        """Note that a run begins."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_ledger).where(_ledger.c.factory == run.factory))
            connection.execute(sa.insert(_ledger).values(**attrs.asdict(run), done=0, next=run.first))

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what is written in the block, whatever the factories say about committing."""
        with self._engine.begin() as connection:
            self._connection = connection
            session = orm.Session(bind=connection, join_transaction_mode="create_savepoint")
            with session, use_session(session):
                yield
                session.commit()

    def advance(self, before: Record, after: Record) -> bool:
        """Note how far a run has come, in the transaction that is open."""
        assert self._connection is not None  # noqa: S101 - called in the block of `transaction`
        here = (_ledger.c.factory == before.run.factory) & (_ledger.c.done == before.done)
        here &= _ledger.c.first == before.run.first
        done = self._connection.execute(sa.update(_ledger).where(here).values(done=after.done, next=after.next))
        return done.rowcount == 1

    def close(self) -> None:
        """Let go of the engine, if it was made here."""
        if self._own:
            self._engine.dispose()


def open_database(factory: FactoryClass, url: str, *, make_tables: bool) -> Sessions:
    """Return the database that rows are written to.

    Args:
        factory: The factory.
        url: Where it is; empty for where the factory's session is.
        make_tables: Whether missing tables of its models are made.

    Raises:
        MistakeError: It is not there, or waits for nobody.
    """
    engine = _engine_at(url) if url else _engine_of(factory)
    database = Sessions(engine, own=bool(url))
    try:
        engine.connect().close()
        if make_tables:
            mapper: orm.Mapper[UserValue] = sa.inspect(factory._meta.get_model_class())
            mapper.local_table.metadata.create_all(engine)  # type: ignore[attr-defined]  # that of a table has it
    except sa.exc.DBAPIError as error:
        raise MistakeError(f"{engine.url}: {_said(error)}") from error
    return database


def _engine_at(url: str) -> sa.Engine:
    try:
        made = sa.make_url(url)
        default = "" if "+" in made.drivername else made.get_dialect().driver
    except (sa.exc.SQLAlchemyError, ValueError) as error:
        raise MistakeError(f"{url}: is no database that SQLAlchemy can reach: {_said(error)}") from error
    module, other = _OTHER_DRIVERS.get(default, ("", ""))
    if other and importlib.util.find_spec(module) is None and importlib.util.find_spec(other) is not None:
        made = made.set(drivername=f"{made.drivername}+{other}")
    # The text of a URL has three stars for its password.
    try:
        if made.get_dialect().is_async:
            raise MistakeError(f"{made}: {made.drivername} has to be awaited. Name a driver that does not.")
        return sa.create_engine(made)
    except ModuleNotFoundError as error:
        raise MistakeError(f"{made}: its driver {error.name!r} is not installed. Install it with pip.") from error
    except (sa.exc.SQLAlchemyError, ValueError) as error:
        raise MistakeError(f"{made}: is no database that SQLAlchemy can reach: {_said(error)}") from error


def _engine_of(factory: FactoryClass) -> sa.Engine:
    given = given_session(factory)
    if given is None:
        raise MistakeError(f"{factory.__name__}: has no session. Say where its rows go, with --url.")
    if is_async(given):
        raise MistakeError(
            f"{factory.__name__}: its session has to be awaited. Say where its rows go, with --url and a driver that "
            f"does not."
        )
    bind = plain_session(factory, given).get_bind(sa.inspect(factory._meta.get_model_class()))
    return bind if isinstance(bind, sa.Engine) else bind.engine


def _said(error: Exception) -> str:
    """Return what the driver says, in one line."""
    return " ".join(str(getattr(error, "orig", None) or error).split("\n\n")[0].split())
