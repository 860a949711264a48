"""PostgreSQL's COPY, through psycopg: CSV that Arrow writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from typedfactory.datasets.pyarrow.files import csv_of

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


def copy_rows(cursor: UserValue, table: str, columns: Sequence[str], rows: Iterable[UserValue]) -> None:
    """Copy batches into a table.

    Args:
        cursor: A cursor of psycopg's.
        table: The table, quoted.
        columns: Its columns, quoted.
        rows: The batches.
    """
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT csv)") as copy:
        for batch in rows:
            copy.write(csv_of(batch))
