"""Progress: shown on a terminal, once work has taken a second."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from typedfactory.cli.frame.output import error_console

T = TypeVar("T")

#: How long nothing is shown, in seconds.
PATIENCE = 1.0


class RateColumn(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        """Return the rate, as text."""
        return Text("" if not task.speed else f"{task.speed:,.0f}/s")


class Waiting:
    """A bar with rate and time left, on the standard error; nothing where that is no terminal.

    Args:
        what: What is being done.
        total: How many there are in all; None where nobody knows.
    """

    def __init__(self, what: str, total: int | None) -> None:
        self._what, self._total = what, total
        self._console = error_console()
        self._start = time.monotonic()
        self._done = 0
        self._progress: Progress | None = None

    def advance(self, number: int = 1) -> None:
        """Say that so many more are done."""
        self._done += number
        if not self._console.is_terminal:
            return
        if self._progress is None:
            if time.monotonic() - self._start < PATIENCE:
                return
            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.completed:,.0f}"),
                RateColumn(),
                TimeRemainingColumn(),
                console=self._console,
                transient=True,
            )
            self._progress.add_task(self._what, total=self._total)
            self._progress.start()
        self._progress.update(self._progress.task_ids[0], completed=self._done)

    def close(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()


def watched(items: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """Give items, and show how many were taken.

    Args:
        items: The items.
        what: What is being done.
        total: How many there are in all.
    """
    waiting = Waiting(what, total)
    try:
        for item in items:
            yield item
            waiting.advance()
    finally:
        waiting.close()
