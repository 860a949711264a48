"""What a run will be: tables, rows, partitions, and how long it may take."""

from __future__ import annotations

import time

import attrs

from typedfactory.datasets.describe.tables import Tables
from typedfactory.datasets.engines.tasks import ROWS_OF_A_PARTITION, tasks_of
from typedfactory.datasets.pyarrow.batches import Batches

#: So many rows of each table are made to see how long that takes.
_TRIED = 2_000


@attrs.frozen
class TableEstimate:
    """What is known of a table before it is made.

    Attributes:
        name: The table.
        rows: How many rows it has.
        partitions: In how many partitions.
        whole: Whether its columns are made at once, without objects.
        seconds: How long one core makes rows, as a few of them say.
        bytes: How large they are in memory, likewise.
    """

    name: str
    rows: int
    partitions: int
    whole: bool
    seconds: float
    bytes: int


@attrs.frozen
class Estimate:
    """What is known of a data set before it is made; ``print`` shows it as a table.

    Attributes:
        tables: The tables.

    Example:
        >>> print(Estimate((TableEstimate("user", 1_000_000, 4, True, 0.4, 90_000_000),)))
        table        rows  partitions  made as  one core  in memory
        user    1,000,000           4  columns     0.4 s      90 MB
        in all  1,000,000           4              0.4 s      90 MB
    """

    tables: tuple[TableEstimate, ...]

    def __str__(self) -> str:
        """Return a table of the tables."""
        heads = ("table", "rows", "partitions", "made as", "one core", "in memory")
        lines = [heads, *(_line(each) for each in self.tables)]
        total = sum(each.seconds for each in self.tables), sum(each.bytes for each in self.tables)
        rows, parts = sum(each.rows for each in self.tables), sum(each.partitions for each in self.tables)
        lines.append(("in all", f"{rows:,}", f"{parts:,}", "", _duration(total[0]), _size(total[1])))
        widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
        return "\n".join("  ".join(_cells(line, widths)).rstrip() for line in lines)


def estimate(tables: Tables, rows_of_a_partition: int = ROWS_OF_A_PARTITION) -> Estimate:
    """Return what a run will be.

    Args:
        tables: The data set.
        rows_of_a_partition: How many rows a partition has.
    """
    found: list[TableEstimate] = []
    for table, tasks in zip(tables, tasks_of(tables, rows_of_a_partition), strict=True):
        batches = Batches(table)
        tried = min(table.count, _TRIED)
        # The first rows pay for what is made once.
        batches.batch(0, min(table.count, 1))
        began = time.perf_counter()
        size = batches.batch(0, tried).nbytes
        share = table.count / tried if tried else 0.0
        seconds = (time.perf_counter() - began) * share
        whole = table.fields.whole
        found.append(TableEstimate(table.name, table.count, len(tasks), whole, seconds, round(size * share)))
    return Estimate(tuple(found))


def _line(table: TableEstimate) -> tuple[str, ...]:
    how = "columns" if table.whole else "objects"
    numbers = f"{table.rows:,}", f"{table.partitions:,}"
    return (table.name, *numbers, how, _duration(table.seconds), _size(table.bytes))


def _cells(line: tuple[str, ...], widths: list[int]) -> list[str]:
    left = {0, 3}
    return [
        cell.ljust(width) if place in left else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(line, widths, strict=True))
    ]


def _duration(seconds: float) -> str:
    for limit, unit, size in ((90, "s", 1), (5_400, "min", 60), (172_800, "h", 3_600)):
        if seconds < limit:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds / 86_400:.1f} days"


def _size(count: int) -> str:
    for power, unit in enumerate(("B", "kB", "MB", "GB")):
        if count < 1000 ** (power + 1):
            return f"{count / 1000**power:.0f} {unit}"
    return f"{count / 1000**4:.1f} TB"
