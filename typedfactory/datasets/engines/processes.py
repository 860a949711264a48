"""The engine that is all cores of this machine."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from typedfactory.datasets.engines.pickling import pickled, unpickled
from typedfactory.datasets.engines.tasks import Task
from typedfactory.datasets.engines.work import Job, Runner
from typedfactory.errors import DatasetError

#: How often what killed a process is tried again before it is told.
TRIES = 3
#: How many tasks a process has waiting, with the one that it is at.
_AHEAD = 2

_jobs: list[Job] = []


@contextlib.contextmanager
def processes(job: Job, workers: int | None = None) -> Iterator[Runner]:
    """Give what runs tasks in several processes. What a killed process was at is done again.

    Args:
        job: What they need.
        workers: How many processes; left out, one for each core.
    """
    pool = Pool(pickled(job), workers or os.cpu_count() or 1)
    try:
        yield pool.run
    finally:
        pool.end()


class Pool:
    """Processes, and others in the place of those that were killed.

    Args:
        data: The job.
        workers: How many processes.
    """

    def __init__(self, data: bytes, workers: int) -> None:
        self._data, self._workers = data, workers
        self._executor = self._make()

    def _make(self) -> ProcessPoolExecutor:
        # Forked processes would inherit the locks that threads of NumPy's and Arrow's hold.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, context, _begin, (self._data,))

    def end(self) -> None:
        """End the processes."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def run(self, tasks: Sequence[Task]) -> Iterator[Task]:
        """Run tasks, and give each that is done.

        Args:
            tasks: The tasks.

        Raises:
            DatasetError: Processes are killed again and again.
        """
        left = dict.fromkeys(tasks)
        for _ in range(TRIES):
            try:
                for task in self._run_once(list(left)):
                    del left[task]
                    yield task
            except BrokenProcessPool:
                self.end()
                self._executor = self._make()
            else:
                return
        raise DatasetError(
            f"processes were killed {TRIES} times; the last time, {next(iter(left), 'nothing')} was not done. "
            f"See whether the machine has memory enough, and go on with resume=True."
        )

    def _run_once(self, tasks: Sequence[Task]) -> Iterator[Task]:
        waiting: set[Future[Task]] = set()
        for task in tasks:
            waiting.add(self._executor.submit(_run, task))
            # Few are handed out at a time, so that a failure is told before all has been tried.
            if len(waiting) >= _AHEAD * self._workers:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (each.result() for each in done)


def _begin(data: bytes) -> None:
    _jobs[:] = [unpickled(data)]


def _run(task: Task) -> Task:
    return _jobs[0].run(task)
