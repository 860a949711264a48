"""``typedfactory new``."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from typedfactory.checking.report import counted
from typedfactory.cli.frame.loading import Loader
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
    ] = [],  # noqa: B006 - typer reads it, nobody changes it
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="The file, or - for the terminal.")
    ] = "-",
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    update: Annotated[
        str,
        typer.Option(
            "--update",
            metavar="FILE",
            help="Add to this file what is missing in it, and touch nothing else.",
            show_default=False,
        ),
    ] = "",
    url: Annotated[
        str,
        typer.Option(
            "--url", metavar="URL", help="Write models for the tables of this database first.", show_default=False
        ),
    ] = "",
    models: Annotated[
        str, typer.Option("--models", metavar="FILE", help="Where the models of --url are written.")
    ] = "models.py",
    pythonpath: PythonPath = [],  # noqa: B006 - as above
    django_settings: DjangoSettings = "",
) -> int:
    """Write factories for all models of a module, or of a database: explicit, typed, formatted.

    The status is 0 if the library can fill every field, 1 if some are left to you.
    """
    check_options(modules, output, update, url)
    keep(output, force=force)
    loader = prepared_loader(pythonpath, django_settings)
    loaded = list(load(loader, modules))
    if url:
        keep(models, force=force)
        loaded.append(models_of_database(loader, url, models))
    found = dict.fromkeys(model for module in loaded for model in models_in(module))
    if not found:
        raise MistakeError(f"{' '.join([*modules, url]).strip()}: no model is defined there.")
    drafts = in_order([draft(each, found) for each in found])
    if update:
        add_missing(Path(update), drafts)
    else:
        write(output, written(drafts, list(dict.fromkeys(each.__module__ for each in found))))
    return tell(drafts)


def check_options(modules: list[str], output: str, update: str, url: str) -> None:
    """Refuse options that do not go together.

    Args:
        modules: The modules that are named.
        output: The file to write.
        update: The file to add to.
        url: The database.

    Raises:
        MistakeError: They do not.
    """
    if not modules and not url:
        raise MistakeError(
            "new: name a module with models, as in: typedfactory new app.models. Or a database: --url URL."
        )
    if update and output != "-":
        raise MistakeError("new: --update adds to a file, and -o writes one. Say one of the two.")
    if update and not Path(update).is_file():
        raise MistakeError(f"{update}: there is no such file. Write it with: -o {update}")


def keep(file: str, *, force: bool) -> None:
    """Refuse to write over a file.

    Args:
        file: The file; - is none.
        force: Whether it may be written over.

    Raises:
        MistakeError: It is there, and may not.
    """
    if file != "-" and Path(file).exists() and not force:
        raise MistakeError(f"{file}: is there already. Name another file, or write over it with --force.")


def load(loader: Loader, modules: Iterable[str]) -> Iterable[ModuleType]:
    """Import modules with models.

    Args:
        loader: What imports.
        modules: What the user named.

    Raises:
        ImportFailedError: One of them raised.
    """
    for target in modules:
        for module in modules_at(loader, target):
            if isinstance(module, ImportFailedError):
                raise module
            yield module


def models_of_database(loader: Loader, url: str, file: str) -> ModuleType:
    """Write models for the tables of a database, and import them.

    Args:
        loader: What imports.
        url: Where the database is.
        file: Where the models go.

    Raises:
        MistakeError: SQLAlchemy is not installed, or the database cannot be read.
    """
    if importlib.util.find_spec("sqlalchemy") is None:
        raise MistakeError("--url needs SQLAlchemy, which is not installed. Install it with: pip install SQLAlchemy")
    # Loaded only where it is asked for.
    write(file, importlib.import_module("typedfactory.cli.new.sqlalchemy").models_of(url))
    return loader.file(Path(file))


def write(file: str, text: str) -> None:
    """Write a file, or to the standard output.

    Args:
        file: The file, or - for the standard output.
        text: What is written.
    """
    if file == "-":
        sys.stdout.write(text)
        return
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    Path(file).write_text(text, encoding="utf-8")


def add_missing(file: Path, drafts: list[Draft]) -> None:
    """Add to a file of factories what is missing in it, and say what that was.

    Args:
        file: The file.
        drafts: What factories of all models would be.

    Raises:
        MistakeError: The file is no Python.
    """
    if importlib.util.find_spec("libcst") is None:
        raise MistakeError(
            "--update needs libcst, which is not installed. Install it with: pip install 'typedfactory[cli]'"
        )
    # Late: libcst is slow to load.
    from typedfactory.cli.new.updating import updated  # noqa: PLC0415 - as said above

    text = file.read_bytes().decode("utf-8")
    try:
        compile(text, str(file), "exec", dont_inherit=True)
    except SyntaxError as error:
        raise MistakeError(f"{file}:{error.lineno}: is no Python: {error.msg}.") from error
    result = updated(text, drafts)
    file.write_bytes(result.text.encode("utf-8"))
    out = error_console()
    added = [*result.factories, *result.fields, *result.traits]
    numbers = [
        counted(len(result.factories), "factory", "factories"),
        counted(len(result.fields), "field", "fields"),
        counted(len(result.traits), "trait", "traits"),
    ]
    out.print(f"Added to {file}: {', '.join(numbers)}." if added else f"{file}: nothing is missing.", soft_wrap=True)
    for name in added:
        out.print(f"+ {name}", soft_wrap=True)


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
    ways: list[str] = [field.how for each in drafts for field in each.fields]
    kinds = {"realistic": "by name", "type": "by type", "factory": "by another factory", "hand": "left to you"}
    parts = [f"{ways.count(way)} {words} ({share(ways.count(way), len(ways))})" for way, words in kinds.items()]
    head = f"{counted(len(drafts), 'factory', 'factories')}, {counted(len(ways), 'field', 'fields')}"
    out.print(f"{head}: {', '.join(parts)}.", soft_wrap=True)
    for each in drafts:
        for field in each.fields:
            if field.how == "hand":
                out.print(f"{each.name}.{field.name}: {field.code}", soft_wrap=True)
    return 1 if "hand" in ways else 0


def share(part: int, whole: int) -> str:
    """Return a share in per cent.

    Args:
        part: How many of them.
        whole: How many there are.

    Example:
        >>> share(1, 3), share(0, 0)
        ('33 %', '0 %')
    """
    return f"{round(100 * part / whole) if whole else 0} %"
