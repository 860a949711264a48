"""Ranges of rows: the unit of work, of retrying and of resuming."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from typedfactory.datasets.describe.tables import Tables

#: How many rows a partition has, unless the user says it.
ROWS_OF_A_PARTITION = 250_000


@attrs.frozen
class Task:
    """Rows of one table that are made and written together.

    Attributes:
        table: The table's name.
        part: The number of the partition.
        start: The first row.
        stop: The one after the last.
    """

    table: str
    part: int
    start: int
    stop: int

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self.stop - self.start

    def __str__(self) -> str:
        return f"{self.table}, partition {self.part} (rows {self.start:,} to {self.stop - 1:,})"


def tasks_of(tables: Tables, rows: int = ROWS_OF_A_PARTITION) -> list[list[Task]]:
    """Return the tasks of a data set, table by table; a table with no rows has one empty partition.

    Args:
        tables: The data set.
        rows: How many rows a partition has.
    """
    return [
        [
            Task(table.name, part, start, min(start + rows, table.count))
            for part, start in enumerate(range(0, table.count or 1, rows))
        ]
        for table in tables
    ]
