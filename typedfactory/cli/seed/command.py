"""``typedfactory seed``."""

from __future__ import annotations

import contextlib
import importlib
import json
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import attrs
import typer

from typedfactory.checking.running import in_one_line
from typedfactory.checking.sandboxes.choosing import back_end_of
from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.frame.options import DjangoSettings, Json, PythonPath, prepared_loader
from typedfactory.cli.frame.output import console, show_json
from typedfactory.cli.frame.overrides import read_overrides
from typedfactory.cli.frame.running import complain
from typedfactory.cli.frame.targets import dataset_of, factory_of
from typedfactory.cli.frame.waiting import Waiting
from typedfactory.cli.generate import datasets
from typedfactory.cli.seed.making import Source, catch_up, make, own_numbers
from typedfactory.cli.seed.runs import Database, Record, Run
from typedfactory.errors import FactoryError

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass

EXAMPLE = "Example: typedfactory seed app.factories:UserFactory -n 100000 --url postgresql://localhost/app --resume"

#: How many rows are committed together.
CHUNK = 2_000


def seed(
    factory: Annotated[str, typer.Argument(metavar="FACTORY", help="app.factories:UserFactory", show_default=False)],
    overrides: Annotated[
        list[str],
        typer.Argument(metavar="FIELD=VALUE…", help="What each call would give.", show_default=False),
    ] = [],  # noqa: B006 - typer reads it, nobody changes it
    number: Annotated[int, typer.Option("-n", "--number", min=0, help="How many rows.")] = 1_000,
    url: Annotated[
        str,
        typer.Option(
            "--url",
            metavar="URL",
            help="The database of SQLAlchemy's factories; otherwise their sessions say it, or Django's settings.",
            show_default=False,
        ),
    ] = "",
    seed_value: Annotated[int, typer.Option("--seed", help="Where the random values start.")] = 0,
    first: Annotated[
        int | None,
        typer.Option(
            "--first",
            min=0,
            help="What is added to the first number of each sequence; those of earlier runs are passed over by default.",
            show_default=False,
        ),
    ] = None,
    chunk: Annotated[int, typer.Option("--chunk", min=1, help="How many rows are committed together.")] = CHUNK,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where the same run was interrupted.")] = False,
    anew: Annotated[bool, typer.Option("--anew", help="Begin a new run, although one was interrupted.")] = False,
    one_by_one: Annotated[
        bool, typer.Option("--one-by-one", help="Save one by one what cannot be made in bulk.")
    ] = False,
    tables: Annotated[bool, typer.Option("--tables", help="Make the tables that are missing (SQLAlchemy).")] = False,
    engine: datasets.EngineName = "local",
    workers: datasets.Workers = None,
    rows_scale: datasets.RowsScale = 1,
    as_json: Json = False,
    pythonpath: PythonPath = [],  # noqa: B006 - as above
    django_settings: DjangoSettings = "",
) -> int:
    """Write rows into a database, in bulk and chunk by chunk; an interrupted run goes on with --resume."""
    loader = prepared_loader(pythonpath, django_settings)
    dataset = dataset_of(loader, factory)
    if dataset is not None:
        wishes = datasets.Wishes(engine, workers, "", rows_scale, datasets.ROWS_OF_A_PARTITION, resume)
        return datasets.write_dataset(dataset, wishes, url=url)
    found = factory_of(loader, factory)
    source = Source(found, read_overrides(found, overrides), one_by_one)
    name = f"{found.__module__}:{found.__qualname__}"
    wanted = Run(name, number, seed_value, chunk, json.dumps(sorted(overrides)), 0 if first is None else first)
    with contextlib.closing(open_database(found, url, make_tables=tables)) as database:
        with _telling(database, found):
            begun = _begun(database, wanted, resume=resume, anew=anew, fixed=first is not None)
        with own_numbers(begun.run.first):
            record, seconds = _run(source, database, begun)
    made = record.done - begun.done
    if as_json:
        show_json({"factory": name, "made": made, "there": record.done, "number": number, "seconds": seconds})
    else:
        console().print(_told(found, begun, made, seconds))
    return 0


def open_database(factory: FactoryClass, url: str, *, make_tables: bool) -> Database:
    """Return the database that rows are written to.

    Args:
        factory: The factory.
        url: Where it is; empty for what its session or settings say.
        make_tables: Whether missing tables are made.

    Raises:
        MistakeError: There is none, or it cannot be reached.
    """
    back_end = back_end_of(factory)
    if not back_end:
        raise MistakeError(
            f"seed: {factory.__name__} does not save with SQLAlchemy or Django. To write files, use typedfactory generate."
        )
    # Loaded for a factory of its library, which is there.
    module = importlib.import_module(f"typedfactory.cli.seed.{back_end}")
    opened: Database = module.open_database(factory, url, make_tables=make_tables)
    return opened


def _begun(database: Database, wanted: Run, *, resume: bool, anew: bool, fixed: bool) -> Record:
    """Return where to go on: at the first row, or behind those of an interrupted run.

    Raises:
        MistakeError: Another run was interrupted, or it is not said what to do with this one.
    """
    before = database.record(wanted.factory)
    if before is not None and resume:
        other = _difference(attrs.evolve(wanted, first=wanted.first if fixed else before.run.first), before.run)
        if other:
            raise MistakeError(f"{wanted.factory}: the last run had {other}. Give the same, or leave out --resume.")
        return before
    if before is not None and before.is_interrupted and not anew:
        raise MistakeError(
            f"{wanted.factory}: a run was interrupted, {before.done:,} of {before.run.number:,} rows are there. "
            f"Go on with --resume, or begin a new one with --anew."
        )
    if before is not None and not fixed:
        # Nobody knows what the interrupted run took; it cannot be more than its rows would have, times what each needs.
        least = before.next if not before.is_interrupted else before.run.first + FAR * before.run.number
        wanted = attrs.evolve(wanted, first=least)
    database.begin(wanted)
    return Record(wanted, 0, wanted.first)


#: So many numbers of one sequence the objects of one row of an interrupted run are thought to take at most.
FAR = 100


def _difference(wanted: Run, before: Run) -> str:
    for option, name in (("-n", "number"), ("--seed", "seed"), ("--chunk", "chunk"), ("--first", "first")):
        if getattr(wanted, name) != getattr(before, name):
            return f"{option} {getattr(before, name)}"
    return "" if wanted.given == before.given else f"the values {' '.join(json.loads(before.given)) or '(none)'}"


def _run(source: Source, database: Database, begun: Record) -> tuple[Record, float]:
    """Make what is missing, and return how far it is, and how long it took."""
    record = begun
    with contextlib.closing(Waiting("Counting on", begun.done)) as waiting:
        for size in catch_up(source, begun):
            waiting.advance(size)
    start = time.perf_counter()
    with contextlib.closing(Waiting("Seeding", begun.run.number - begun.done)) as waiting:
        try:
            with _telling(database, source.factory):
                for after in make(source, database, begun):
                    waiting.advance(after.done - record.done)
                    record = after
        except BaseException:
            waiting.close()
            record = _noted(database, record)
            if record.done:
                complain(f"{record.done:,} of {record.run.number:,} rows are there. Go on with --resume.")
            raise
    return record, time.perf_counter() - start


def _noted(database: Database, known: Record) -> Record:
    """Return how far the ledger says that a run is: a chunk may be written that nobody here has heard of.

    Args:
        database: Where the ledger is.
        known: How far the run is as far as is known here, which counts where the database does not answer.
    """
    with contextlib.suppress(*database.errors):
        return database.record(known.run.factory) or known
    return known


@contextlib.contextmanager
def _telling(database: Database, factory: FactoryClass) -> Iterator[None]:
    """Tell in one line what goes wrong between the factory and its database."""
    try:
        yield
    except (FactoryError, MistakeError):
        raise
    except database.errors as error:
        text = " ".join(str(getattr(error, "orig", None) or error).split())
        raise MistakeError(f"{factory.__name__}: the database says: {text}") from error
    except Exception as error:
        raise MistakeError(f"{factory.__name__}: {in_one_line(error, factory.__name__)}") from error


def _told(factory: FactoryClass, begun: Record, made: int, seconds: float) -> str:
    model = getattr(factory._meta.model, "__name__", factory.__name__)
    if not made:
        return f"Nothing is left to do: {begun.done:,} of {begun.run.number:,} rows of {model} are there."
    rate = f"{made / seconds:,.0f}" if seconds else "many"
    before = f", {begun.done:,} were there" if begun.done else ""
    return f"{made:,} rows of {model} in {seconds:.1f} s ({rate}/s){before}."
