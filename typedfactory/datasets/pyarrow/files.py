"""Batches as files: Parquet, CSV, JSON lines and Arrow's own format."""

from __future__ import annotations

import base64
import datetime
import enum
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from typedfactory.errors import DatasetError

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: How many rows a row group has: what a reader takes at once.
ROWS_OF_A_GROUP = 131_072


def write_file(format_name: str, path: Path, schema: UserValue, rows: Iterable[UserValue]) -> None:
    """Write batches to a file.

    Args:
        format_name: One of `FORMATS`.
        path: The file.
        schema: The columns.
        rows: The batches.
    """
    _WRITERS[format_name](path, schema, rows)


def _write_parquet(path: Path, schema: UserValue, rows: Iterable[UserValue]) -> None:
    with pq.ParquetWriter(path, schema) as writer:
        waiting: list[UserValue] = []
        for batch in rows:
            waiting.append(batch)
            if sum(map(len, waiting)) >= ROWS_OF_A_GROUP:
                writer.write_table(pa.Table.from_batches(waiting, schema))
                waiting.clear()
        if waiting:
            writer.write_table(pa.Table.from_batches(waiting, schema))


def _write_csv(path: Path, schema: UserValue, rows: Iterable[UserValue]) -> None:
    with pa.csv.CSVWriter(path, flat(schema.empty_table()).schema) as writer:
        for batch in rows:
            writer.write_table(flat(pa.Table.from_batches([batch])))


def _write_lines(path: Path, schema: UserValue, rows: Iterable[UserValue]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for batch in rows:
            file.writelines(f"{as_json(row)}\n" for row in batch.to_pylist())


def _write_arrow(path: Path, schema: UserValue, rows: Iterable[UserValue]) -> None:
    with pa.ipc.new_file(path, schema) as writer:
        for batch in rows:
            writer.write_batch(batch)


_Write: TypeAlias = "Callable[[Path, UserValue, Iterable[UserValue]], None]"
_WRITERS: Mapping[str, _Write] = {
    "parquet": _write_parquet,
    "csv": _write_csv,
    "jsonl": _write_lines,
    "arrow": _write_arrow,
}
FORMATS = tuple(_WRITERS)


def flat(table: UserValue) -> UserValue:
    """Return a table whose columns are single values: what holds several is JSON, bytes are hexadecimal.

    Args:
        table: The table.
    """
    for place, field in enumerate(table.schema):
        if pa.types.is_nested(field.type):
            texts = [None if value is None else as_json(value) for value in table.column(place).to_pylist()]
            table = table.set_column(
                place, pa.field(field.name, pa.string(), field.nullable), [pa.array(texts, pa.string())]
            )
        elif pa.types.is_binary(field.type):
            values = table.column(place).to_pylist()
            hexes = [None if value is None else f"\\x{value.hex()}" for value in values]
            table = table.set_column(
                place, pa.field(field.name, pa.string(), field.nullable), [pa.array(hexes, pa.string())]
            )
        elif pa.types.is_duration(field.type) or pa.types.is_decimal(field.type):
            texts = [None if value is None else str(value) for value in table.column(place).to_pylist()]
            table = table.set_column(
                place, pa.field(field.name, pa.string(), field.nullable), [pa.array(texts, pa.string())]
            )
    return table


def as_json(value: UserValue) -> str:
    """Return a value as JSON: moments as ISO 8601, bytes in base64, all else that JSON lacks as its text.

    Args:
        value: The value.

    Example:
        >>> as_json({"born": datetime.date(2000, 1, 2)})
        '{"born": "2000-01-02"}'
    """
    return json.dumps(value, ensure_ascii=False, default=_for_json)


def _for_json(value: UserValue) -> UserValue:
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value.value if isinstance(value, enum.Enum) else str(value)


def split_by(
    column: str, schema: UserValue, rows: Iterable[UserValue], table: str
) -> Iterator[tuple[UserValue, UserValue, list[UserValue]]]:
    """Part rows by the values of a column.

    Args:
        column: The column.
        schema: The columns.
        rows: The rows.
        table: The table, for messages.

    Returns:
        Each value, the other columns, and their rows.

    Raises:
        DatasetError: There is no such column.
    """
    place = schema.get_field_index(column)
    if place < 0:
        raise DatasetError(
            f"{table}: there is no column {column!r} to partition by. Columns: {', '.join(schema.names)}."
        )
    whole = pa.Table.from_batches(list(rows), schema)
    others = schema.remove(place)
    for value in pc.unique(whole.column(place)).sort():
        some = (
            whole.filter(pc.equal(whole.column(place), value))
            if value.is_valid
            else whole.filter(pc.is_null(whole.column(place)))
        )
        yield (
            (value.as_py() if value.is_valid else "__HIVE_DEFAULT_PARTITION__"),
            others,
            some.select(others.names).to_batches(),
        )


def plain_rows(batch: UserValue) -> list[dict[str, UserValue]]:
    """Return the rows of a batch as dicts.

    Args:
        batch: The batch.
    """
    rows: list[dict[str, UserValue]] = batch.to_pylist()
    return rows


def csv_of(batch: UserValue) -> bytes:
    """Return a batch as CSV without a header; what is missing is an empty field, a text that is empty is quoted.

    Args:
        batch: The batch.
    """
    buffer = pa.BufferOutputStream()
    options = pa.csv.WriteOptions(include_header=False, quoting_style="needed")
    pa.csv.write_csv(flat(pa.Table.from_batches([batch])), buffer, options)
    written: bytes = buffer.getvalue().to_pybytes()
    return written


def joined(rows: Iterable[UserValue], schema: UserValue) -> UserValue:
    """Return batches as one table.

    Args:
        rows: The batches.
        schema: Their columns.
    """
    return pa.Table.from_batches(list(rows), schema)
