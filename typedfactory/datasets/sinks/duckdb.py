"""A DuckDB database: a file, or in memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from typedfactory.datasets.pyarrow.batches import Batches
from typedfactory.datasets.pyarrow.files import joined
from typedfactory.datasets.sinks.base import Contents, Part, Sink
from typedfactory.errors import DatasetError

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

_LEDGER = "typedfactory_ledger"


class DuckDB(Sink):
    """Writes tables of a database; one process does, as DuckDB wants it.

    Args:
        path: The file, or None for a database in memory.
    """

    shared = False

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.connection: UserValue = None
        self._fingerprint = ""

    def open(self, contents: Contents, *, resume: bool) -> set[Part]:
        """Begin.

        Raises:
            DatasetError: The database is in use, or holds a table of these names.
        """
        try:
            self.connection = duckdb.connect(":memory:" if self._path is None else str(self._path))
        except duckdb.Error as error:
            raise DatasetError(f"{self._path}: DuckDB cannot open it: {str(error).splitlines()[0]}") from error
        self._fingerprint = contents.fingerprint
        run = self.connection.execute
        run(
            f"CREATE TABLE IF NOT EXISTS {_LEDGER} (fingerprint TEXT, name TEXT, part INT, PRIMARY KEY (fingerprint, name, part))"
        )
        rows = run(f"SELECT name, part FROM {_LEDGER} WHERE fingerprint = ?", [contents.fingerprint]).fetchall()  # noqa: S608 - a constant
        there = {name for (name,) in run("SELECT table_name FROM information_schema.tables").fetchall()}
        taken = sorted(there.intersection(contents.rows))
        if taken and not (resume and rows):
            raise DatasetError(
                f"{self._path}: a table {taken[0]!r} is there already. Pass resume=True to go on with the same data set, or "
                f"another file."
            )
        return {Part(name, part) for name, part in rows}

    def write(self, part: Part, batches: Batches, rows: Iterable[UserValue]) -> None:
        """Write a partition in one transaction, with a line in the ledger."""
        table = quoted(part.table)
        rows_there = joined(rows, batches.schema)
        cursor = self.connection.cursor()
        cursor.register("rows_of_a_partition", rows_there)
        try:
            cursor.begin()
            cursor.execute(f"CREATE TABLE IF NOT EXISTS {table} AS SELECT * FROM rows_of_a_partition LIMIT 0")  # noqa: S608 - a quoted name
            cursor.execute(f"INSERT INTO {table} SELECT * FROM rows_of_a_partition")  # noqa: S608 - as above
            cursor.execute(f"INSERT INTO {_LEDGER} VALUES (?, ?, ?)", [self._fingerprint, part.table, part.number])  # noqa: S608 - a constant
            cursor.commit()
        except duckdb.Error as error:
            raise DatasetError(
                f"{part.table}, partition {part.number}: DuckDB refused it: {str(error).splitlines()[0]}"
            ) from error
        finally:
            cursor.close()

    def close(self, *, complete: bool) -> None:
        """End; a database in memory stays open."""
        if self._path is not None and self.connection is not None:
            self.connection.close()


def quoted(name: str) -> str:
    """Return a name as SQL reads it.

    Args:
        name: The name.

    Example:
        >>> quoted('or"der')
        '"or""der"'
    """
    return '"' + name.replace('"', '""') + '"'
