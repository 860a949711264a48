"""The engine that is this process."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from typedfactory.datasets.engines.tasks import Task
from typedfactory.datasets.engines.work import Job, Runner


@contextlib.contextmanager
def here(job: Job) -> Iterator[Runner]:
    """Give what runs tasks one after the other.

    Args:
        job: What they need.
    """

    def run(tasks: Sequence[Task]) -> Iterator[Task]:
        for task in tasks:
            yield job.run(task)

    yield run
