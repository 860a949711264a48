"""Parquet, with pyarrow."""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.generate.cells import SINGLE, in_cells
from typedfactory.cli.generate.columns import Column, reader_of, sole_type

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: Type → the name of pyarrow's function for it. All else is text.
_TYPES: Mapping[object, str] = {
    int: "int64",
    float: "float64",
    bool: "bool_",
    bytes: "binary",
    datetime.date: "date32",
}
_KNOWN: frozenset[type] = SINGLE | {bytes, datetime.date}
#: How many rows are held before they are written together.
ROWS_OF_A_GROUP = 20_000
#: How many are turned into columns together.
ROWS_OF_A_TABLE = 1_000


class ParquetFile:
    """Writes objects as rows.

    Args:
        file: Where to.
        columns: The columns.

    Raises:
        MistakeError: pyarrow is not installed.
    """

    def __init__(self, file: BinaryIO, columns: Sequence[Column]) -> None:
        try:
            self._arrow: UserValue = importlib.import_module("pyarrow")
            parquet: UserValue = importlib.import_module("pyarrow.parquet")
        except ModuleNotFoundError as error:
            raise MistakeError("Parquet needs pyarrow. Install it with: pip install pyarrow") from error
        self._columns, self._read = columns, reader_of(columns)
        self._types = [_TYPES.get(sole_type(column.annotation), "string") for column in columns]
        fields = [(column.name, self._make(kind)) for column, kind in zip(columns, self._types, strict=True)]
        self._schema = self._arrow.schema(fields)
        self._rows: list[tuple[UserValue, ...]] = []
        self._waiting: list[UserValue] = []
        self._writer = parquet.ParquetWriter(file, self._schema)

    def _make(self, kind: str) -> UserValue:
        return getattr(self._arrow, kind)()

    def write(self, objects: Sequence[UserValue]) -> None:
        """Write objects.

        Raises:
            MistakeError: A value does not fit the type of its column.
        """
        self._rows += self._read(objects)
        if len(self._rows) >= ROWS_OF_A_TABLE:
            self._convert()
        if len(self._waiting) * ROWS_OF_A_TABLE >= ROWS_OF_A_GROUP:
            self._flush()

    def _convert(self) -> None:
        """Turn rows into columns of Arrow's, which take less room."""
        if self._rows:
            values = zip(*self._rows, strict=True)
            arrays = [self._array(*each) for each in zip(self._columns, self._types, values, strict=True)]
            self._waiting.append(self._arrow.Table.from_arrays(arrays, schema=self._schema))
            self._rows = []

    def _flush(self) -> None:
        if self._waiting:
            self._writer.write_table(self._arrow.concat_tables(self._waiting))
            self._waiting.clear()

    def _array(self, column: Column, kind: str, values: Sequence[UserValue]) -> UserValue:
        cells = in_cells(values, {str, type(None)} if kind == "string" else _KNOWN)
        if kind == "string" and not set(map(type, cells)).issubset({str, type(None)}):
            cells = [value if value is None else str(value) for value in cells]
        try:
            return self._arrow.array(cells, type=self._make(kind))
        except (ValueError, TypeError, OverflowError) as error:
            raise MistakeError(f"column {column.name}: does not fit {kind}: {error}") from error

    def close(self) -> None:
        """Write the end of the file."""
        try:
            self._convert()
            self._flush()
        finally:
            self._writer.close()
