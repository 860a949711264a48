"""PostgreSQL's COPY, through psycopg: CSV that Arrow writes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv

from typedfactory.datasets.pyarrow.files import flat

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
    options = pa.csv.WriteOptions(include_header=False, quoting_style="needed")
    # What is missing is an empty field; a text that is empty is quoted, as PostgreSQL tells the two apart.
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN (FORMAT csv)") as copy:
        for batch in rows:
            buffer = io.BytesIO()
            pa.csv.write_csv(flat(pa.Table.from_batches([batch])), buffer, options)
            copy.write(buffer.getbuffer())
