"""``typedfactory types``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from typedfactory.cli.frame.loading import Loader
from typedfactory.cli.frame.mistakes import ImportFailedError, MistakeError
from typedfactory.cli.frame.options import DjangoSettings, PythonPath, prepared_loader
from typedfactory.cli.frame.output import console
from typedfactory.cli.frame.running import complain
from typedfactory.cli.frame.targets import folders_to_files, modules_at, path_of
from typedfactory.cli.types.watching import changes, run_again
from typedfactory.typing import Outcome, stub_files, write_stubs

EXAMPLE = "Example: typedfactory types tests/ --out typings"

#: What is no success.
_WRONG = frozenset({Outcome.STALE, Outcome.FOREIGN})


def types(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Folders, files, or modules (app.factories).", show_default=False),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="Write there, instead of beside the modules.", show_default=False),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; the status is 1 where a file is missing or stale.")
    ] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Write again whenever a Python file there changes.")] = False,
    depth: Annotated[int, typer.Option("--depth", min=0, help="How many factories deep paths go through.")] = 2,
    pythonpath: PythonPath = [],  # noqa: B006 - typer reads it, nobody changes it
    django_settings: DjangoSettings = "",
) -> int:
    """Write stub files of factories: what calls take, for checkers and editors without a plugin."""
    if watch:
        given = [*(f"--pythonpath={each}" for each in pythonpath), f"--django-settings={django_settings}"]
        given += [f"--depth={depth}", *([f"--out={out}"] if out else []), *(["--check"] if check else [])]
        return _watched(paths, [*given, *paths])
    loader = prepared_loader(pythonpath, django_settings)
    broken: list[ImportFailedError] = []
    modules = [module for path in paths for module in imported(loader, path, broken)]
    if not modules and not broken:
        raise MistakeError(f"{' '.join(paths)}: no factory is defined there.")
    outcomes = list(write_stubs(stub_files(modules, depth, out), check=check))
    for file, outcome in outcomes:
        if outcome is not Outcome.SAME:
            console().print(f"{_shown(file.path)}: {outcome.value}", soft_wrap=True)
    for each in broken:
        complain(str(each))
    return 1 if broken or any(outcome in _WRONG for _, outcome in outcomes) else 0


def imported(loader: Loader, target: str, broken: list[ImportFailedError]) -> Iterator[ModuleType]:
    """Import what a target is: of a folder, the files that mention typedfactory.

    Args:
        loader: What imports.
        target: What the user named.
        broken: Where those are put that raise.
    """
    path = path_of(target)
    files = [] if path is None else folders_to_files(path)
    named = [str(file) for file in files if file == path or mentions(file)] if path is not None else [target]
    for each in named:
        for module in modules_at(loader, each):
            if isinstance(module, ImportFailedError):
                broken.append(module)
            else:
                yield module


def mentions(file: Path) -> bool:
    """Say whether a file has to do with factories, or had."""
    return "typedfactory" in file.read_text(encoding="utf-8", errors="replace") or file.with_suffix(".pyi").is_file()


def _watched(paths: Sequence[str], arguments: Sequence[str]) -> int:
    for path in paths:
        # What is not there is told before anything is waited for.
        path_of(path)
    for _ in changes(paths):
        run_again(["types", *arguments])
    return 0


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
