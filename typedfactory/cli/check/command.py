"""``typedfactory check``."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import attrs
import typer

from typedfactory.checking.report import CheckFailure, CheckReport, counted
from typedfactory.checking.running import Plan, reported, run
from typedfactory.cli.check.junit import write_junit
from typedfactory.cli.frame.finding import Found, find
from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.frame.options import DjangoSettings, Json, PythonPath, prepared_loader
from typedfactory.cli.frame.output import console, show_json, show_table
from typedfactory.cli.frame.waiting import watched

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass

EXAMPLE = "Example: typedfactory check tests/ app.factories:UserFactory --junit report.xml"


def check(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Folders, files, modules (app.factories) or factories (app.factories:UserFactory). "
            "Without any, those of the setting paths.",
            show_default=False,
        ),
    ] = [],  # noqa: B006 - typer reads it, nobody changes it
    traits: Annotated[bool, typer.Option(help="Try each trait and each pair of traits, too.")] = True,
    create: Annotated[
        bool, typer.Option("--create", help="Save the objects, each in a transaction that is rolled back.")
    ] = False,
    url: Annotated[
        str,
        typer.Option(
            "--url",
            metavar="URL",
            help="Save SQLAlchemy's objects there, such as sqlite://, and make the tables; implies --create.",
            show_default=False,
        ),
    ] = "",
    test_database: Annotated[
        bool, typer.Option("--test-database", help="Make Django's test databases first, as pytest does.")
    ] = False,
    junit: Annotated[
        Path | None,
        typer.Option("--junit", metavar="FILE", help="Write a report for build servers.", show_default=False),
    ] = None,
    as_json: Json = False,
    pythonpath: PythonPath = [],  # noqa: B006 - as above
    django_settings: DjangoSettings = "",
) -> int:
    """Make an object of each factory, of each trait and of each pair of traits, and tell what fails.

    The status is 0 if all could be made, 1 if not, 2 if something named is not there.
    """
    loader = prepared_loader(pythonpath, django_settings)
    targets = paths or list(loader.settings.paths)
    if not targets:
        raise MistakeError(
            "check: name a folder, a file or a module, as in: typedfactory check tests/. "
            "Or set paths in [tool.typedfactory] of pyproject.toml."
        )
    if not paths:
        targets = [
            str(loader.settings.root / each) if (loader.settings.root / each).exists() else each for each in targets
        ]
    found = find(loader, targets)
    plan = Plan(tuple(found.factories), traits, create or bool(url), url)
    with databases_for(test_database):
        report = check_found(found, plan)
    if junit is not None:
        write_junit(junit, [name_of(each) for each in plan.factories], report.failures)
    if as_json:
        show_json({"ok": report.ok, **attrs.asdict(report)})
    else:
        show(report, found)
    return 0 if report.ok else 1


def check_found(found: Found, plan: Plan) -> CheckReport:
    """Make what is to be made, and put modules that could not be imported before what failed.

    Args:
        found: What there is.
        plan: What is to be made of it.
    """
    report = reported(plan, watched(run(plan), "Checking"))
    imports = [CheckFailure(each.module, (), "import", each.error, each.place) for each in found.broken]
    return attrs.evolve(report, failures=(*imports, *report.failures))


def databases_for(wanted: bool) -> contextlib.AbstractContextManager[None]:
    """Return a block in which Django has databases.

    Args:
        wanted: Whether to make test databases for it.

    Raises:
        MistakeError: They are wanted, and there are no settings for Django.
    """
    if not wanted:
        return contextlib.nullcontext()
    if "typedfactory.cli.frame.django" not in sys.modules:
        raise MistakeError("--test-database: there are no settings for Django. Name them with --django-settings.")
    made: contextlib.AbstractContextManager[None] = sys.modules["typedfactory.cli.frame.django"].made_databases()
    return made


def show(report: CheckReport, found: Found) -> None:
    """Show a report.

    Args:
        report: The report.
        found: What was checked.
    """
    out = console()
    if report.failures:
        rows = [(each.factory, ", ".join(each.traits), each.error, each.place) for each in report.failures]
        show_table(out, ("Factory", "Traits", "Error", "Place"), rows)
        out.print()
    if found.broken:
        out.print(f"{counted(len(found.broken), 'module', 'modules')} could not be imported.")
    out.print(report.verdict)


def name_of(factory: FactoryClass) -> str:
    """Return a factory's name, with its module."""
    return f"{factory.__module__}.{factory.__qualname__}"
