"""The database of Django's models, as the settings name it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import DatabaseError, connections, router, transaction

from typedfactory.datasets.describe.tables import Tables
from typedfactory.datasets.pyarrow.batches import Batches
from typedfactory.datasets.pyarrow.files import plain_rows
from typedfactory.datasets.sinks.base import Contents, Part, Sink
from typedfactory.errors import DatasetError

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

_LEDGER = "typedfactory_ledger"
#: How many rows an INSERT has.
_ROWS_OF_AN_INSERT = 1_000


class DjangoDatabase(Sink):
    """Writes rows of Django's models; the settings are this process's, so that one process does.

    Args:
        tables: The data set.
    """

    shared = False
    ordered = True

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._fingerprint = ""

    def _model(self, name: str) -> UserValue:
        model = self._tables[name].layout.model
        if not hasattr(model, "_base_manager"):
            raise DatasetError(f"{name}: {model.__name__} is no model of Django's. Use to_sql or write for its table.")
        return model

    @property
    def _using(self) -> str:
        return str(router.db_for_write(self._model(next(iter(self._tables.tables)))))

    def open(self, contents: Contents, *, resume: bool) -> set[Part]:
        """Begin.

        Raises:
            DatasetError: There are rows in the tables, or they are missing.
        """
        self._fingerprint = contents.fingerprint
        try:
            with connections[self._using].cursor() as cursor:
                cursor.execute(
                    f"CREATE TABLE IF NOT EXISTS {_LEDGER} (fingerprint VARCHAR(32), name VARCHAR(255), part INTEGER, "
                    f"PRIMARY KEY (fingerprint, name, part))"
                )
                query = f"SELECT name, part FROM {_LEDGER} WHERE fingerprint = %s"  # noqa: S608 - a constant
                cursor.execute(query, [contents.fingerprint])
                done = {Part(name, part) for name, part in cursor.fetchall()}
            full = (
                [] if resume and done else [name for name in contents.rows if self._model(name)._base_manager.exists()]  # noqa: SLF001 - documented
            )
        except DatabaseError as error:
            raise DatasetError(f"opening the database: {' '.join(str(error).split())}. Run migrate first.") from error
        if full:
            raise DatasetError(
                f"the table {full[0]!r} has rows already. Empty it, or pass resume=True to go on with the same data set."
            )
        return done

    def write(self, part: Part, batches: Batches, rows: Iterable[UserValue]) -> None:
        """Write a partition and its line in the ledger in one transaction."""
        model = self._model(part.table)
        try:
            with transaction.atomic(self._using), connections[self._using].cursor() as cursor:
                line = [self._fingerprint, part.table, part.number]
                cursor.execute(f"INSERT INTO {_LEDGER} VALUES (%s, %s, %s)", line)  # noqa: S608 - a constant
                for batch in rows:
                    made = [model(**row) for row in plain_rows(batch)]
                    model._base_manager.using(self._using).bulk_create(made, batch_size=_ROWS_OF_AN_INSERT)  # noqa: SLF001 - documented
        except DatabaseError as error:
            raise DatasetError(
                f"{part.table}, partition {part.number}: {' '.join(str(error).split())}. "
                f"Put that right, and go on with resume=True."
            ) from error

    def close(self, *, complete: bool) -> None:
        """End."""
