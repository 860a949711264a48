"""Which writer a file needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, Protocol

from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.generate.columns import Column
from typedfactory.cli.generate.formats.lines import ObjectLines, RowLines
from typedfactory.cli.generate.formats.parquet import ParquetFile
from typedfactory.cli.generate.formats.sheets import Sheet
from typedfactory.cli.generate.formats.statements import Statements
from typedfactory.errors import did_you_mean

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

FORMATS = ("jsonl", "csv", "parquet", "sql")


class Writer(Protocol):
    """What writes objects."""

    def write(self, objects: Sequence[UserValue]) -> None:
        """Write objects."""

    def close(self) -> None:
        """Write what is left."""


def format_of(path: str, named: str) -> str:
    """Return the format that is meant.

    Args:
        path: The file.
        named: The format that the user names; empty for that of the file's name, or JSON lines.

    Raises:
        MistakeError: There is no such format.
    """
    found = named or PurePath(path).suffix.removeprefix(".").lower() or "jsonl"
    found = {"ndjson": "jsonl", "json": "jsonl", "pq": "parquet"}.get(found, found)
    if found not in FORMATS:
        raise MistakeError(
            f"{path}: there is no format {found!r}. {did_you_mean(found, FORMATS)} Choose with --format."
        )
    return found


def writer_for(kind: str, file: BinaryIO, columns: Sequence[Column], *, flat: bool, table: str) -> Writer:
    """Return the writer of a format.

    Args:
        kind: The format.
        file: Where to.
        columns: The columns.
        flat: Whether JSON has columns instead of nested objects.
        table: The table of SQL.
    """
    if kind == "csv":
        return Sheet(file, columns)
    if kind == "sql":
        return Statements(file, columns, table)
    if kind == "parquet":
        return ParquetFile(file, columns)
    return RowLines(file, columns) if flat else ObjectLines(file)
