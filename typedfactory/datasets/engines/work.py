"""One partition: made, and written."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import attrs

from typedfactory.datasets.describe.tables import Tables
from typedfactory.datasets.engines.tasks import Task
from typedfactory.datasets.pyarrow.batches import Batches
from typedfactory.datasets.sinks.base import Part, Sink


@attrs.define(slots=False)
class Job:
    """What each process needs to know, besides its tasks.

    Attributes:
        tables: The data set.
        sink: Where to.
    """

    tables: Tables
    sink: Sink

    @functools.cached_property
    def _batches(self) -> dict[str, Batches]:
        return {}

    def __getstate__(self) -> dict[str, object]:
        return {"tables": self.tables, "sink": self.sink}

    def __setstate__(self, state: dict[str, object]) -> None:
        vars(self).update(state)

    def run(self, task: Task) -> Task:
        """Make and write a partition.

        Args:
            task: Which.
        """
        batches = self._batches.get(task.table)
        if batches is None:
            batches = self._batches[task.table] = Batches(self.tables[task.table])
        self.sink.write(Part(task.table, task.part), batches, batches.between(task.start, task.stop))
        return task


#: Runs tasks in any order, and gives each that is done.
Runner: TypeAlias = Callable[[Sequence[Task]], Iterator[Task]]
