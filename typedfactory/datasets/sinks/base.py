"""What a sink promises: each partition is there once and whole, or not at all."""

from __future__ import annotations

import abc
import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from typedfactory.datasets.pyarrow.batches import Batches
from typedfactory.errors import DatasetError

if TYPE_CHECKING:
    from typedfactory.datasets.describe.tables import Tables
    from typedfactory.ground.given import UserValue


@attrs.frozen
class Part:
    """A partition that is done.

    Attributes:
        table: The table.
        number: The partition.
    """

    table: str
    number: int


@attrs.frozen
class Contents:
    """What a run writes, so that another run can be told from the same one going on.

    Attributes:
        name: The data set's name.
        rows: Table → how many rows.
        parts: Table → how many partitions.
        fingerprint: The same for the same rows in the same partitions.
    """

    name: str
    rows: dict[str, int]
    parts: dict[str, int]
    fingerprint: str


def contents_of(tables: Tables, rows_of_a_partition: int) -> Contents:
    """Return what a run writes.

    Args:
        tables: The data set.
        rows_of_a_partition: How many rows a partition has.
    """
    said: list[object] = [tables.seed, rows_of_a_partition]
    rows: dict[str, int] = {}
    for table in tables:
        batches = Batches(table)
        # The first and the last row stand for what the factories say.
        ends = [_row(table.name, batches, number) for number in sorted({0, table.count - 1})] if table.count else []
        said.append([table.name, table.count, str(batches.schema), sorted(map(str, ends))])
        rows[table.name] = table.count
    parts = {name: max(1, -(-count // rows_of_a_partition)) for name, count in rows.items()}
    text = json.dumps(said, default=str)
    return Contents(tables.name, rows, parts, hashlib.sha256(text.encode()).hexdigest()[:32])


def _row(name: str, batches: Batches, number: int) -> UserValue:
    """Make a row twice, so that values which differ each time are found before anything is written."""
    one, other = (batches.batch(number, number + 1).to_pylist() for _ in range(2))
    for column, value in one[0].items():
        if not (value == other[0][column] or value != value):  # noqa: PLR0124 - what is no number equals nothing
            raise DatasetError(
                f"{name}.{column}: row {number} has another value each time it is made: it comes from a clock, a default that "
                f"reads one, or random numbers of its own. Declare the field."
            )
    return one


class Sink(abc.ABC):
    """Where tables are written. The process that starts a run opens and closes it; any process writes partitions."""

    #: Whether partitions may be written by other processes.
    shared = True
    #: Whether a table must be whole before the next one begins, for foreign keys.
    ordered = False

    @abc.abstractmethod
    def open(self, contents: Contents, *, resume: bool) -> set[Part]:
        """Begin, and return the partitions that are there already.

        Args:
            contents: What is to be written.
            resume: Whether to go on where a run of the same contents stopped.

        Raises:
            DatasetError: Another run is writing there, or something else is there.
        """

    @abc.abstractmethod
    def write(self, part: Part, batches: Batches, rows: Iterable[UserValue]) -> None:
        """Write a partition; written again, it is the same.

        Args:
            part: Which.
            batches: What makes its table's rows, for the schema.
            rows: Its rows, as batches of Arrow's.
        """

    @abc.abstractmethod
    def close(self, *, complete: bool) -> None:
        """End.

        Args:
            complete: Whether all partitions are there.
        """
