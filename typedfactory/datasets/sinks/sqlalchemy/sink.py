"""A database: a transaction for each partition, in which a ledger says that it is there."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import sqlalchemy
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from typedfactory.datasets.describe.tables import Tables
from typedfactory.datasets.drawing.keys import derive_key
from typedfactory.datasets.pyarrow.batches import Batches
from typedfactory.datasets.pyarrow.files import plain_rows
from typedfactory.datasets.sinks.base import Contents, Part, Sink
from typedfactory.datasets.sinks.sqlalchemy.columns import names_of, table_of
from typedfactory.datasets.sinks.sqlalchemy.copying import copy_rows
from typedfactory.errors import DatasetError

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: How many rows an INSERT has.
_ROWS_OF_AN_INSERT = 1_000
#: How long a fingerprint is, and the longest name of a table.
_FINGERPRINT, _NAME = 32, 255


class Database(Sink):
    """Writes tables of a database; those that are missing are made.

    Args:
        url: The database's address, as SQLAlchemy has it.
        tables: The data set.
    """

    ordered = True

    def __init__(self, url: str, tables: Tables) -> None:
        self._url, self._tables = url, tables
        self._fingerprint = ""
        self._guard: UserValue = None

    def __getstate__(self) -> dict[str, UserValue]:
        # Connections stay where they are.
        return {"_url": self._url, "_tables": self._tables, "_fingerprint": self._fingerprint, "_guard": None}

    @functools.cached_property
    def _engine(self) -> sqlalchemy.Engine:
        return sqlalchemy.create_engine(self._url)

    @functools.cached_property
    def _ledger(self) -> UserValue:
        return sqlalchemy.Table(
            "typedfactory_ledger",
            sqlalchemy.MetaData(),
            sqlalchemy.Column("fingerprint", sqlalchemy.String(_FINGERPRINT), primary_key=True),
            sqlalchemy.Column("name", sqlalchemy.String(_NAME), primary_key=True),
            sqlalchemy.Column("part", sqlalchemy.Integer, primary_key=True, autoincrement=False),
        )

    @functools.cached_property
    def _targets(self) -> dict[str, tuple[UserValue, list[str]]]:
        metadata = sqlalchemy.MetaData()
        found: dict[str, tuple[UserValue, list[str]]] = {}
        for table in self._tables:
            target = table_of(table, Batches(table), metadata)
            found[table.name] = target, names_of(table, target)
        return found

    def open(self, contents: Contents, *, resume: bool) -> set[Part]:
        """Begin: make what tables are missing, and read the ledger.

        Raises:
            DatasetError: There are rows in the tables, or the database does not answer.
        """
        self._fingerprint = contents.fingerprint
        try:
            return self._begin(contents, resume=resume)
        except BaseException:
            self.close(complete=False)
            raise

    def _begin(self, contents: Contents, *, resume: bool) -> set[Part]:
        with self._told("opening it"):
            with self._engine.begin() as connection:
                self._lock(connection)
                self._ledger.create(connection, checkfirst=True)
                for target, _ in self._targets.values():
                    target.metadata.create_all(connection, tables=[target], checkfirst=True)
                ledger = self._ledger.c
                query = sqlalchemy.select(ledger.name, ledger.part).where(ledger.fingerprint == contents.fingerprint)
                done = {Part(name, part) for name, part in connection.execute(query)}
                if not (resume and done):
                    self._refuse_full(connection)
            return done

    def _lock(self, connection: sqlalchemy.Connection) -> None:
        """Hold a lock of PostgreSQL's as long as the run lasts."""
        if connection.dialect.name != "postgresql":
            return
        self._guard = self._engine.connect()
        key = derive_key(self._shown, *(target.fullname for target, _ in self._targets.values())) >> 1
        if not self._guard.execute(sqlalchemy.select(sqlalchemy.func.pg_try_advisory_lock(key))).scalar():
            self._guard.close()
            raise DatasetError(f"{self._shown}: another run is writing there. Wait for it to end.")

    def _refuse_full(self, connection: sqlalchemy.Connection) -> None:
        for name, (target, _) in self._targets.items():
            if connection.execute(sqlalchemy.select(sqlalchemy.literal(1)).select_from(target).limit(1)).first():
                raise DatasetError(
                    f"{self._shown}: the table {name!r} has rows already. Empty it, or pass resume=True to go on with "
                    f"the same data set."
                )

    def write(self, part: Part, batches: Batches, rows: Iterable[UserValue]) -> None:
        """Write a partition and its line in the ledger in one transaction."""
        target, names = self._targets[part.table]
        with self._told(f"{part.table}, partition {part.number}"), self._engine.begin() as connection:
            line = {"fingerprint": self._fingerprint, "name": part.table, "part": part.number}
            ledger = self._ledger.c
            known = sqlalchemy.select(ledger.part).where(*(ledger[name] == value for name, value in line.items()))
            if connection.execute(known).first():
                # Written before, by a worker of which nothing more was heard.
                return
            connection.execute(self._ledger.insert(), line)
            if connection.dialect.driver == "psycopg":
                quote = connection.dialect.identifier_preparer
                raw: UserValue = connection.connection
                with raw.cursor() as cursor:
                    copy_rows(cursor, quote.format_table(target), [quote.quote(name) for name in names], rows)
                return
            for batch in rows:
                values = [dict(zip(names, row.values(), strict=True)) for row in plain_rows(batch)]
                for start in range(0, len(values), _ROWS_OF_AN_INSERT):
                    connection.execute(target.insert(), values[start : start + _ROWS_OF_AN_INSERT])

    def close(self, *, complete: bool) -> None:
        """End."""
        if self._guard is not None:
            with contextlib.suppress(SQLAlchemyError):
                self._guard.close()
            self._guard = None
        self._engine.dispose()

    @property
    def _shown(self) -> str:
        return sqlalchemy.make_url(self._url).render_as_string(hide_password=True)

    @contextlib.contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """Say in one line what the database refused."""
        try:
            yield
        except DBAPIError as error:
            raise DatasetError(
                f"{self._shown}: {what}: {' '.join(str(error.orig).split())}. Put that right, and go on with resume=True."
            ) from error
        except SQLAlchemyError as error:
            raise DatasetError(f"{self._shown}: {what}: {' '.join(str(error).split())}.") from error
        except DatasetError:
            raise
        except Exception as error:
            # What psycopg raises in the middle of a COPY comes as it is.
            if type(error).__module__.partition(".")[0] != "psycopg":
                raise
            raise DatasetError(
                f"{self._shown}: {what}: {' '.join(str(error).split())}. Put that right, and go on with resume=True."
            ) from error
