"""Making the rows of a run, chunk by chunk."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.seed.runs import Database, Record, Run
from typedfactory.ground.progress import Numbers, all_moved
from typedfactory.ground.sequences import RoundCounter, SequenceCounter, begin_sequences_at
from typedfactory.random import seeded

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues


@attrs.frozen
class Source:
    """What makes the rows.

    Attributes:
        factory: The factory, of a back end that writes in bulk.
        overrides: What each call gives.
        one_by_one: Whether rows that cannot be made in bulk are saved one by one; otherwise they are refused.
    """

    factory: FactoryClass
    overrides: UserValues
    one_by_one: bool = False

    def build(self, size: int) -> None:
        """Make objects and forget them: numbers, places in iterators and unique values move on."""
        self.factory.build_batch(size, **self.overrides)

    def create(self, size: int) -> None:
        """Make rows and write them."""
        mode = "where-possible" if self.one_by_one else None
        bulk_create: UserValue = self.factory.bulk_create  # type: ignore[attr-defined]  # as said above
        bulk_create(size, chunk=size, keep=False, bulk=mode, **self.overrides)


def chunks(run: Run, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the chunks of a run, each as its first row and its size.

    Args:
        run: The run.
        start: The first row.
        end: The row behind the last one.

    Example:
        >>> list(chunks(Run("app:F", 5, seed=0, chunk=2, given="[]", first=0), 2, 5))
        [(2, 2), (4, 1)]
    """
    yield from ((each, min(run.chunk, end - each)) for each in range(start, end, run.chunk))


@contextlib.contextmanager
def own_numbers(first: int) -> Iterator[None]:
    """Let sequences, iterators and unique values begin as in a new process; those outside are untouched.

    Args:
        first: What is added to the first number of each sequence.
    """
    with Numbers():
        begin_sequences_at(first)
        try:
            yield
        finally:
            begin_sequences_at(0)


def stream_of(run: Run, start: int) -> str:
    """Return the seed of a chunk: another one for each, and for each run after the first.

    Args:
        run: The run.
        start: The first row of the chunk.
    """
    return f"{run.seed}:{run.first + start}"


def catch_up(source: Source, record: Record) -> Iterator[int]:
    """Bring sequences, iterators and unique values to where they were after the rows that are there.

    What those rows took is found by making them again, as objects that are thrown away.

    Args:
        source: What makes the rows.
        record: How far the run has come.

    Yields:
        The sizes of the chunks.
    """
    for start, size in chunks(record.run, 0, record.done):
        with seeded(stream_of(record.run, start)):
            source.build(size)
        yield size


def make(source: Source, database: Database, record: Record) -> Iterator[Record]:
    """Make the rows that are missing; each chunk is noted in the transaction that writes it.

    Args:
        source: What makes the rows.
        database: Where they are written.
        record: How far the run has come.

    Yields:
        How far it is, after each chunk.

    Raises:
        MistakeError: Another program writes the same rows at the same time.
    """
    run = record.run
    for start, size in chunks(run, record.done, run.number):
        # The ledger is written first: it is locked while a chunk is made, and SQLite begins its transaction with it.
        with database.transaction(), seeded(stream_of(run, start)):
            after = attrs.evolve(record, done=start + size)
            if not database.advance(record, after):
                raise MistakeError(f"{run.factory}: another program is seeding the same rows. Let one of them finish.")
            source.create(size)
            if after.is_finished:
                finished = attrs.evolve(after, next=next_number(record.next))
                database.advance(after, finished)
                after = finished
        record = after
        yield record


def next_number(least: int) -> int:
    """Return a number that no sequence has reached; those that are asked for it move on.

    Args:
        least: A number that it is not below.
    """
    moved = [each for each in all_moved() if isinstance(each, SequenceCounter) and not isinstance(each, RoundCounter)]
    return max([least, *(each.take() for each in moved)])
