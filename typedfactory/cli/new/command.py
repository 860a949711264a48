"""``typedfactory new``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from typedfactory.checking.report import counted
from typedfactory.cli.frame.mistakes import ImportFailedError, MistakeError
from typedfactory.cli.frame.options import DjangoSettings, PythonPath, prepared_loader
from typedfactory.cli.frame.output import error_console
from typedfactory.cli.frame.targets import modules_at
from typedfactory.cli.new.drafting import Draft, draft
from typedfactory.cli.new.models import models_in
from typedfactory.cli.new.writing import written

EXAMPLE = "Example: typedfactory new app.models -o tests/factories.py"


def new(
    modules: Annotated[
        list[str],
        typer.Argument(metavar="MODULE…", help="Modules or files with models: app.models.", show_default=False),
    ],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="The file, or - for the terminal.")
    ] = "-",
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    pythonpath: PythonPath = [],  # noqa: B006 - typer reads it, nobody changes it
    django_settings: DjangoSettings = "",
) -> int:
    """Write factories for all models of a module: explicit, typed, formatted.

    The status is 0 if the library can fill every field, 1 if some are left to you.
    """
    if output != "-" and Path(output).exists() and not force:
        raise MistakeError(f"{output}: is there already. Name another file, or write over it with --force.")
    loader = prepared_loader(pythonpath, django_settings)
    found: dict[type, None] = {}
    for target in modules:
        for module in modules_at(loader, target):
            if isinstance(module, ImportFailedError):
                raise module
            found.update(dict.fromkeys(models_in(module)))
    if not found:
        raise MistakeError(f"{' '.join(modules)}: no model is defined there.")
    drafts = in_order([draft(each, found) for each in found])
    text = written(drafts, list(dict.fromkeys(each.__module__ for each in found)))
    if output == "-":
        sys.stdout.write(text)
    else:
        Path(output).parent.mkdir(parents=True, exist_ok=True)
        Path(output).write_text(text, encoding="utf-8")
    return tell(drafts)


def in_order(drafts: list[Draft]) -> list[Draft]:
    """Put each factory behind those that it names.

    Args:
        drafts: The factories; none names itself through others.
    """
    by_model = {each.model: each for each in drafts}
    ordered: dict[type, Draft] = {}

    def put(each: Draft) -> None:
        if each.model not in ordered:
            for model in each.needs:
                put(by_model[model])
            ordered[each.model] = each

    for each in drafts:
        put(each)
    return list(ordered.values())


def tell(drafts: list[Draft]) -> int:
    """Say how the fields are filled, and which are left to the user; return the status.

    Args:
        drafts: The factories.
    """
    out = error_console()
    ways = [field.how for each in drafts for field in each.fields]
    parts = [
        f"{ways.count('realistic')} by name",
        f"{ways.count('type')} by type",
        f"{ways.count('factory')} by another factory",
        f"{ways.count('hand')} left to you",
    ]
    head = f"{counted(len(drafts), 'factory', 'factories')}, {counted(len(ways), 'field', 'fields')}"
    out.print(f"{head}: {', '.join(parts)}.", soft_wrap=True)
    for each in drafts:
        for field in each.fields:
            if field.how == "hand":
                out.print(f"{each.name}.{field.name}: {field.code}", soft_wrap=True)
    return 1 if "hand" in ways else 0
