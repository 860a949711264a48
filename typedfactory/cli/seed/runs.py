"""What a run is, how far it has come, and what a database has to offer so that both are kept."""

from __future__ import annotations

import contextlib
from typing import Protocol

import attrs

#: The table in which each database keeps what it was seeded with, a row a factory.
LEDGER = "typedfactory_seed"


@attrs.frozen
class Run:
    """What is to be made: the same run makes the same rows.

    Attributes:
        factory: The factory, ``app.factories:UserFactory``.
        number: How many rows.
        seed: Where the random values start.
        chunk: How many rows are committed together.
        given: What each call gives, as on the command line; in JSON.
        first: What is added to the first number of each sequence.
    """

    factory: str
    number: int
    seed: int
    chunk: int
    given: str
    first: int


@attrs.frozen
class Record:
    """What the ledger says of a factory.

    Attributes:
        run: Its last run.
        done: How many rows of it are there.
        next: A number that no sequence has reached.
    """

    run: Run
    done: int
    next: int

    @property
    def is_finished(self) -> bool:
        """Whether all rows are there."""
        return self.done >= self.run.number

    @property
    def is_interrupted(self) -> bool:
        """Whether some rows are there, and others are not."""
        return 0 < self.done < self.run.number


class Database(Protocol):
    """Where rows are written."""

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What it raises where it refuses a row, or is gone."""

    def record(self, factory: str) -> Record | None:
        """Return what the ledger says of a factory; the table is made where there is none."""

    def begin(self, run: Run) -> None:
        """Note that a run begins, in the place of the one before."""

    def transaction(self) -> contextlib.AbstractContextManager[None]:
        """Return a block whose rows are committed together with what `advance` notes in it, or not at all."""

    def advance(self, before: Record, after: Record) -> bool:
        """Note how far a run has come; say whether it was where it is thought to have been."""

    def close(self) -> None:
        """Let go of what was opened."""
