"""The engine that is a cluster of dask's."""

from __future__ import annotations

import contextlib
import hashlib
import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import distributed

from typedfactory.datasets.engines.pickling import pickled, unpickled
from typedfactory.datasets.engines.tasks import Task
from typedfactory.datasets.engines.work import Job, Runner

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: Key → job, in a worker: it is unpickled once.
_jobs: dict[str, Job] = {}


@contextlib.contextmanager
def cluster(job: Job, workers: int | None = None, address: str | None = None, retries: int = 3) -> Iterator[Runner]:
    """Give what runs tasks on a cluster. Dask runs those of a worker that died on another.

    Args:
        job: What they need.
        workers: How many workers a cluster of this machine's gets; left out, one for each core.
        address: The scheduler of a cluster that is running.
        retries: How often a task that failed is tried again.
    """
    # Its functions have no types.
    dask: UserValue = distributed
    with contextlib.ExitStack() as stack:
        if address is None:
            made = dask.LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
            )
            client: UserValue = stack.enter_context(dask.Client(stack.enter_context(made)))
        else:
            client = stack.enter_context(dask.Client(address))
        data = pickled(job)
        key = hashlib.sha256(data).hexdigest()
        spread = client.scatter(data, broadcast=True)

        def run(tasks: Sequence[Task]) -> Iterator[Task]:
            running = [client.submit(_run, key, spread, task, pure=False, retries=retries) for task in tasks]
            for future in dask.as_completed(running):
                done: Task = future.result()
                yield done
                future.release()

        yield run


def _run(key: str, data: bytes, task: Task) -> Task:
    if key not in _jobs:
        _jobs.clear()
        _jobs[key] = unpickled(data)
    return _jobs[key].run(task)
