"""SQL: statements that insert the rows into a table that is there."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from typedfactory.cli.generate.cells import SINGLE, by_columns
from typedfactory.cli.generate.columns import Column, reader_of

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: How many rows one statement inserts.
ROWS_OF_A_STATEMENT = 500


class Statements:
    """Writes objects as rows of a table.

    Args:
        file: Where to.
        columns: The columns.
        table: The table.
    """

    def __init__(self, file: BinaryIO, columns: Sequence[Column], table: str) -> None:
        self._file = file
        self._read, self._width = reader_of(columns), len(columns)
        names = ", ".join(quoted(column.name) for column in columns)
        self._head = f"INSERT INTO {quoted(table)} ({names}) VALUES\n"

    def write(self, objects: Sequence[UserValue]) -> None:
        """Write objects."""
        for start in range(0, len(objects), ROWS_OF_A_STATEMENT):
            cells = by_columns(self._read(objects[start : start + ROWS_OF_A_STATEMENT]), self._width, _KNOWN)
            literals = [[_LITERALS[type(value)](value) for value in column] for column in cells]
            rows = ",\n".join(f"({', '.join(row)})" for row in zip(*literals, strict=True))
            self._file.write(f"{self._head}{rows};\n".encode("utf-8", "replace"))

    def close(self) -> None:
        """Nothing is left to write."""


def quoted(name: str) -> str:
    """Return a name as SQL writes one.

    Args:
        name: The name.

    Example:
        >>> quoted("order") == '"order"'
        True
    """
    return '"' + name.replace('"', '""') + '"'


def _text(value: UserValue) -> str:
    return "'" + str(value).replace("'", "''").replace("\0", "") + "'"


def _number(value: UserValue) -> str:
    return repr(value) if value - value == 0 else "NULL"


_LITERALS: Mapping[type, Callable[[UserValue], str]] = {
    str: _text,
    int: str,
    float: _number,
    bool: lambda value: "TRUE" if value else "FALSE",
    type(None): lambda value: "NULL",
    datetime.date: _text,
    datetime.datetime: _text,
    decimal.Decimal: str,
    bytes: lambda value: f"X'{value.hex()}'",
}
_KNOWN: frozenset[type] = SINGLE | set(_LITERALS)
