"""Data sets on the command line: where to, by whom, and how many rows."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Annotated, TypeAlias, cast

import attrs
import typer

from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.frame.output import console
from typedfactory.cli.frame.waiting import Waiting
from typedfactory.errors import DatasetError

if TYPE_CHECKING:
    from typedfactory.datasets import Dataset, Progress
    from typedfactory.datasets.engines.running import Engine

#: How many rows of a data set are written together.
ROWS_OF_A_PARTITION = 250_000

EngineName: TypeAlias = Annotated[
    str, typer.Option("--engine", metavar="ENGINE", help="Of a data set: local, processes or dask.")
]
Workers: TypeAlias = Annotated[
    int | None, typer.Option("--workers", min=1, help="How many processes, or workers of dask's.", show_default=False)
]
Address: TypeAlias = Annotated[
    str, typer.Option("--address", metavar="URL", help="The scheduler of a cluster of dask's.", show_default=False)
]
RowsScale: TypeAlias = Annotated[
    float, typer.Option("--rows-scale", help="How many times as many rows a data set's tables have.")
]
RowsOfAPartition: TypeAlias = Annotated[
    int, typer.Option("--rows-of-a-partition", min=1, help="How many rows are written together.")
]
Resume: TypeAlias = Annotated[bool, typer.Option("--resume", help="Go on with a data set where a run stopped.")]
Overwrite: TypeAlias = Annotated[bool, typer.Option("--overwrite", help="Replace a data set that is there.")]
DryRun: TypeAlias = Annotated[bool, typer.Option("--dry-run", help="Show a data set's tables, and write nothing.")]


@attrs.frozen
class Wishes:
    """How a data set is to be written.

    Attributes:
        engine: Who makes the rows.
        workers: How many processes or workers.
        address: The scheduler of a cluster.
        rows_scale: How many times as many rows there are.
        rows_of_a_partition: How many rows are written together.
        resume: Whether to go on.
        overwrite: Whether to replace.
        dry_run: Whether to write nothing.
    """

    engine: str
    workers: int | None
    address: str
    rows_scale: float
    rows_of_a_partition: int
    resume: bool
    overwrite: bool = False
    dry_run: bool = False


def write_dataset(dataset: Dataset, wishes: Wishes, *, output: str = "", format_name: str = "", url: str = "") -> int:
    """Write a data set, and say how long that took.

    Args:
        dataset: The data set.
        wishes: How.
        output: The folder; empty for a database.
        format_name: The format of its files.
        url: The database; empty for a folder.

    Raises:
        MistakeError: It is not said where to.
    """
    from typedfactory.datasets import Options  # noqa: PLC0415 - loads NumPy, for those who have a data set

    scaled = dataset if wishes.rows_scale == 1 else dataset.scaled(wishes.rows_scale)
    if wishes.dry_run:
        console().print(str(scaled.dry_run(wishes.rows_of_a_partition)), highlight=False)
        return 0
    if not output and not url:
        raise MistakeError("a data set has several tables. Name a folder with -o, or a database with --url.")
    total = sum(table.count for table in scaled)
    with contextlib.closing(Waiting("Generating", total)) as waiting:
        done = _Done(waiting)
        options = Options(
            cast("Engine", wishes.engine),
            wishes.workers,
            wishes.address or None,
            wishes.rows_of_a_partition,
            wishes.resume,
            done.tell,
        )
        keywords = attrs.asdict(options)
        try:
            if url:
                written = scaled.to_sql(url, **keywords)
            else:
                written = scaled.write(output, format_name or "parquet", overwrite=wishes.overwrite, **keywords)
        except DatasetError as error:
            raise MistakeError(
                str(error).replace("resume=True", "--resume").replace("overwrite=True", "--overwrite")
            ) from error
    where = f"to {output}" if output else "to the database"
    console().print(
        f"{written.rows:,} rows of {len(scaled.tables)} tables {where} in {written.seconds:.1f} s", highlight=False
    )
    return 0


class _Done:
    """Turns how far a run is into steps.

    Args:
        waiting: Who watches.
    """

    def __init__(self, waiting: Waiting) -> None:
        self._waiting, self._rows = waiting, 0

    def tell(self, progress: Progress) -> None:
        """Say how far it is."""
        self._waiting.advance(progress.rows - self._rows)
        self._rows = progress.rows
