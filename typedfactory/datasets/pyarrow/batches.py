"""Rows of tables as batches of Arrow's."""

from __future__ import annotations

import datetime
import functools
import operator
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs
import pyarrow as pa

from typedfactory.datasets.drawing.numpy import rows_between
from typedfactory.datasets.planning.meanings import AsDecimal
from typedfactory.datasets.pyarrow.arrays import array_of, array_of_values
from typedfactory.datasets.pyarrow.types import ArrowType, arrow_type
from typedfactory.errors import DatasetError

if TYPE_CHECKING:
    from typedfactory.datasets.describe.fields import Output
    from typedfactory.datasets.describe.table import Table
    from typedfactory.ground.given import UserValue

#: How many rows are made at once: few enough to stay in the processor's cache.
ROWS_OF_A_BATCH = 16_384
#: Where nobody says whether moments have a zone, so many rows are looked at.
_LOOKED_AT = 20


class Batches:
    """Makes a table's rows as batches.

    Args:
        table: The table.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._outputs = table.fields.outputs
        self._first = functools.lru_cache(maxsize=1)(lambda: table.rows(range(min(table.count, _LOOKED_AT))))

    @functools.cached_property
    def types(self) -> tuple[ArrowType, ...]:
        """The types of the columns."""
        return tuple(map(self._type_of, self._outputs))

    @functools.cached_property
    def schema(self) -> UserValue:
        """The columns, for Arrow."""
        columns = zip(self._outputs, self.types, strict=True)
        return pa.schema([pa.field(each.name, kind.type, nullable=kind.nullable) for each, kind in columns])

    def between(self, start: int, stop: int, rows: int = ROWS_OF_A_BATCH) -> Iterator[UserValue]:
        """Make rows that follow on each other.

        Args:
            start: The first.
            stop: The one after the last.
            rows: How many a batch has.
        """
        for first in range(start, stop, rows):
            yield self.batch(first, min(first + rows, stop))

    def batch(self, start: int, stop: int) -> UserValue:
        """Make one batch.

        Args:
            start: The first row.
            stop: The one after the last.
        """
        numbers = rows_between(start, stop)
        read = [each for each in self._outputs if each.column is None]
        values = iter(self.read(self._table.rows(range(start, stop)), read)) if read else iter(())
        arrays: list[UserValue] = []
        for output, kind in zip(self._outputs, self.types, strict=True):
            try:
                if output.column is None:
                    arrays.append(array_of_values(list(next(values)), kind))
                else:
                    arrays.append(array_of(output.column, numbers, kind))
            except (pa.ArrowException, OverflowError) as error:
                raise DatasetError(
                    f"{self._table.name}.{output.name}: a value of rows {start} to {stop - 1} does not fit its type "
                    f"{kind.type}: {error}. Correct the annotation or the declaration."
                ) from error
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)

    def read(self, rows: Sequence[UserValue], outputs: Sequence[Output]) -> list[tuple[UserValue, ...]]:
        """Return what is in some columns of rows' objects.

        Args:
            rows: The objects.
            outputs: The columns.
        """
        names = [each.attribute for each in outputs]
        if rows and isinstance(rows[0], dict):
            return [tuple(row.get(name) for row in rows) for name in names]
        if len(names) == 1:
            return [tuple(map(operator.attrgetter(names[0]), rows))]
        return list(zip(*map(operator.attrgetter(*names), rows), strict=True)) or [()] * len(names)

    def _type_of(self, output: Output) -> ArrowType:
        kind = arrow_type(output.annotation, f"{self._table.name}.{output.name}")
        meaning = None if output.column is None else output.column.meaning
        if kind.type == pa.timestamp("us"):
            return self._with_zone(output, kind)
        if kind.type == pa.decimal128(38, 9) and isinstance(meaning, AsDecimal):
            return attrs.evolve(kind, type=pa.decimal128(38, meaning.places))
        return kind

    def _with_zone(self, output: Output, kind: ArrowType) -> ArrowType:
        if output.column is None:
            values = self.read(self._first(), [output])[0]
        else:
            values = tuple(output.column.values(range(min(self._table.count, _LOOKED_AT))))
        moment = next((value for value in values if isinstance(value, datetime.datetime)), None)
        if moment is None or moment.tzinfo is None:
            return kind
        return attrs.evolve(kind, type=pa.timestamp("us", tz="UTC"))
