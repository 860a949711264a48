"""``typedfactory generate``."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import attrs
import typer

from typedfactory.checking.running import in_one_line
from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.frame.options import DjangoSettings, PythonPath, prepared_loader
from typedfactory.cli.frame.overrides import read_overrides
from typedfactory.cli.frame.targets import dataset_of, factory_of
from typedfactory.cli.frame.waiting import Waiting
from typedfactory.cli.generate import datasets
from typedfactory.cli.generate.columns import columns_of
from typedfactory.cli.generate.formats.choosing import FORMATS, Writer, format_of
from typedfactory.cli.generate.opening import STANDARD
from typedfactory.cli.generate.outputs import Outputs
from typedfactory.cli.generate.tables import Tables
from typedfactory.errors import FactoryError
from typedfactory.random import seeded

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues

EXAMPLE = "Example: typedfactory generate app.factories:UserFactory -n 1000 --seed 1 -o users.csv"

#: How many objects are written at once. No more are held; with so few, Python's garbage collector has nothing to do, and the
#: memory of one chunk is used again for the next.
CHUNK = 100


def generate(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="FACTORY… [FIELD=VALUE…]",
            help="One factory (app.factories:UserFactory) or several, and what each call would give.",
            show_default=False,
        ),
    ],
    number: Annotated[int, typer.Option("-n", "--number", min=0, help="How many objects of each factory.")] = 10,
    seed: Annotated[int, typer.Option("--seed", help="Where the random values start.")] = 0,
    output: Annotated[
        str,
        typer.Option("-o", "--output", metavar="PATH", help="The file, the folder for several, or - for the terminal."),
    ] = STANDARD,
    format_name: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}; otherwise the file's name says it.",
            show_default=False,
        ),
    ] = "",
    flat: Annotated[
        bool, typer.Option("--flat", help="In JSON, write what is nested as columns: address__city.")
    ] = False,
    normalise: Annotated[
        bool, typer.Option("--normalise", help="Write what is nested into tables of its own, with keys.")
    ] = False,
    url: Annotated[str, typer.Option("--url", help="The database that a data set goes to.", show_default=False)] = "",
    engine: datasets.EngineName = "local",
    workers: datasets.Workers = None,
    address: datasets.Address = "",
    rows_scale: datasets.RowsScale = 1,
    rows_of_a_partition: datasets.RowsOfAPartition = datasets.ROWS_OF_A_PARTITION,
    resume: datasets.Resume = False,
    overwrite: datasets.Overwrite = False,
    dry_run: datasets.DryRun = False,
    pythonpath: PythonPath = [],  # noqa: B006 - typer reads it, nobody changes it
    django_settings: DjangoSettings = "",
) -> int:
    """Build objects and write them as JSON lines, CSV, Parquet or SQL; write whole data sets (shop.py:shop)."""
    loader = prepared_loader(pythonpath, django_settings)
    dataset = dataset_of(loader, words[0]) if len(words) == 1 else None
    if dataset is not None:
        wishes = datasets.Wishes(engine, workers, address, rows_scale, rows_of_a_partition, resume, overwrite, dry_run)
        folder = "" if output == STANDARD else output
        return datasets.write_dataset(dataset, wishes, output=folder, format_name=format_name, url=url)
    given = [word for word in words if "=" in word]
    factories = [factory_of(loader, word) for word in words if "=" not in word]
    if not factories:
        raise MistakeError("generate: name a factory, as in: typedfactory generate app.factories:UserFactory.")
    sources = [Source(each, read_overrides(each, given), number) for each in factories]
    kind = format_of("" if output == STANDARD else output, format_name)
    several = kind != "sql" and (len(sources) > 1 or normalise)
    if several and (output == STANDARD or (Path(output).suffix and not Path(output).is_dir())):
        raise MistakeError("generate: there are several tables. Name a folder with -o, and a format with --format.")
    tables = Tables() if normalise else None
    for source in sources:
        if tables is not None:
            tables.prepare(source.factory._meta.get_model_class())
    with (
        contextlib.closing(Waiting("Generating", number * len(sources))) as waiting,
        seeded(seed),
        Outputs(output, kind, flat=flat or normalise, several=several) as outputs,
    ):
        for source in sources:
            if tables is None:
                write_all(source, outputs, waiting)
            else:
                write_tables(source, tables, outputs, waiting)
    return 0


@attrs.frozen
class Source:
    """What is to be made.

    Attributes:
        factory: The factory.
        overrides: What each call gives.
        number: How many objects.
    """

    factory: FactoryClass
    overrides: UserValues
    number: int

    @property
    def name(self) -> str:
        """The name of its table or file."""
        model = self.factory._meta.get_model_class()
        table = getattr(model, "__tablename__", None)
        return table if isinstance(table, str) else self.factory.__name__.removesuffix("Factory").lower()

    def chunks(self) -> Iterator[list[UserValue]]:
        """Give the objects, some at a time.

        Raises:
            MistakeError: One cannot be built.
        """
        make = functools.partial(self.factory.build, **self.overrides) if self.overrides else self.factory.build
        for start in range(0, self.number, CHUNK):
            made: list[UserValue] = []
            try:
                for _ in range(min(CHUNK, self.number - start)):
                    made.append(make())  # noqa: PERF401 - how many there are is told with an error
            except FactoryError:
                raise
            except Exception as error:
                name = self.factory.__name__
                raise MistakeError(f"{name}: object {start + len(made) + 1}: {in_one_line(error, name)}") from error
            yield made


def write_all(source: Source, outputs: Outputs, waiting: Waiting) -> None:
    """Make objects and write them as rows of one table.

    Args:
        source: What is to be made.
        outputs: Where to.
        waiting: Who watches.
    """
    writer: Writer | None = None
    for chunk in source.chunks():
        writer = writer or outputs.writer(source.name, columns_of(source.factory, chunk[0]))
        writer.write(chunk)
        waiting.advance(len(chunk))
    if writer is None:
        outputs.writer(source.name, columns_of(source.factory, None))


def write_tables(source: Source, tables: Tables, outputs: Outputs, waiting: Waiting) -> None:
    """Make objects and write them and what is nested in them as rows of several tables.

    Args:
        source: What is to be made.
        tables: The tables.
        outputs: Where to.
        waiting: Who watches.
    """
    for chunk in source.chunks():
        for made in chunk:
            tables.add(made)
        for table in tables.by_name.values():
            writer = outputs.writer(table.name, table.columns)
            if table.rows:
                writer.write(table.rows)
                table.rows.clear()
        waiting.advance(len(chunk))
