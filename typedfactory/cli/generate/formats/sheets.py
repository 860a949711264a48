"""CSV: a line with the names of the columns, then the rows."""

from __future__ import annotations

import csv
import datetime
import decimal
import io
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from typedfactory.cli.generate.cells import SINGLE, by_columns
from typedfactory.cli.generate.columns import Column, reader_of

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: What `csv` writes as it should be.
_WRITABLE: frozenset[type] = SINGLE | {datetime.date, datetime.time, decimal.Decimal, uuid.UUID}


class Sheet:
    """Writes objects as rows.

    Args:
        file: Where to.
        columns: The columns.
    """

    def __init__(self, file: BinaryIO, columns: Sequence[Column]) -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8", errors="surrogatepass", newline="", write_through=False)
        self._rows = csv.writer(self._text, lineterminator="\n")
        self._rows.writerow([column.name for column in columns])
        self._read, self._width = reader_of(columns), len(columns)

    def write(self, objects: Sequence[UserValue]) -> None:
        """Write objects."""
        cells = by_columns(self._read(objects), self._width, _WRITABLE)
        self._rows.writerows(zip(*cells, strict=True))
        self._text.flush()

    def close(self) -> None:
        """Write what is left, and leave the file to who opened it."""
        self._text.flush()
        self._text.detach()
