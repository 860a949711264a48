"""A whole run: every partition once, in the order that the sink needs."""

from __future__ import annotations

import functools
import importlib
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Literal

import attrs

from typedfactory.datasets.describe.tables import Tables
from typedfactory.datasets.engines.local import here
from typedfactory.datasets.engines.processes import processes
from typedfactory.datasets.engines.tasks import ROWS_OF_A_PARTITION, tasks_of
from typedfactory.datasets.engines.work import Job, Runner
from typedfactory.datasets.sinks.base import Part, Sink, contents_of
from typedfactory.errors import DatasetError, did_you_mean

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

Engine = Literal["local", "processes", "dask"]
ENGINES = ("local", "processes", "dask")


@attrs.frozen
class Progress:
    """How far a run is.

    Attributes:
        rows: How many rows are written.
        of: How many there are.
        partitions: How many partitions are written.
        of_partitions: How many there are.
        seconds: How long it has taken.

    Example:
        >>> Progress(rows=500, of=1000, partitions=1, of_partitions=2, seconds=0.25).rows
        500
    """

    rows: int
    of: int
    partitions: int
    of_partitions: int
    seconds: float


@attrs.frozen
class Options:
    """How a run is made.

    Attributes:
        engine: Who makes the rows.
        workers: How many processes or workers; None for one for each core.
        address: The scheduler of a cluster of dask's that is running.
        rows_of_a_partition: How many rows a partition has.
        resume: Whether to go on where a run of the same stopped.
        progress: Called whenever a partition is written.

    Example:
        >>> Options(engine="processes", workers=4).rows_of_a_partition
        250000
    """

    engine: Engine = "local"
    workers: int | None = None
    address: str | None = None
    rows_of_a_partition: int = ROWS_OF_A_PARTITION
    resume: bool = False
    progress: Callable[[Progress], UserValue] | None = None


def run(tables: Tables, sink: Sink, options: Options) -> Progress:
    """Write all tables.

    Args:
        tables: The data set.
        sink: Where to.
        options: How.

    Raises:
        DatasetError: It cannot be written; what is written stays for ``resume=True``.
    """
    engine = engine_of(options, sink)
    began = time.perf_counter()
    done = sink.open(contents_of(tables, options.rows_of_a_partition), resume=options.resume)
    complete = False
    try:
        levels = tasks_of(tables, options.rows_of_a_partition)
        every = [task for level in levels for task in level]
        written = [task for task in every if Part(task.table, task.part) in done]
        rows, count, total = sum(task.rows for task in written), len(written), sum(task.rows for task in every)
        state = Progress(rows, total, count, len(every), 0.0)
        # Where all is there, no engine is started.
        with engine(Job(tables, sink)) if len(written) < len(every) else here(Job(tables, sink)) as run_tasks:
            for some in levels if sink.ordered else [every]:
                for task in run_tasks([each for each in some if Part(each.table, each.part) not in done]):
                    rows, count = rows + task.rows, count + 1
                    state = Progress(rows, total, count, len(every), time.perf_counter() - began)
                    if options.progress is not None:
                        options.progress(state)
        complete = True
        return attrs.evolve(state, seconds=time.perf_counter() - began)
    finally:
        sink.close(complete=complete)


def engine_of(options: Options, sink: Sink) -> Callable[[Job], AbstractContextManager[Runner]]:
    """Return what runs tasks.

    Args:
        options: Who shall.
        sink: Where to.

    Raises:
        DatasetError: There is no such engine, or it is not installed.
    """
    if options.engine not in ENGINES:
        raise DatasetError(f"there is no engine {options.engine!r}. {did_you_mean(options.engine, ENGINES)}")
    if options.engine == "local" or not sink.shared:
        return here
    if options.engine == "processes":
        return functools.partial(processes, workers=options.workers)
    try:
        room: UserValue = importlib.import_module("typedfactory.datasets.engines.dask")
    except ModuleNotFoundError as error:
        raise DatasetError(
            "the engine dask needs dask.distributed. Install it with: pip install 'typedfactory[datasets]'"
        ) from error
    return functools.partial(room.cluster, workers=options.workers, address=options.address)
