"""``typedfactory migrate``."""

from __future__ import annotations

import difflib
import importlib.util
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from typedfactory.checking.report import counted
from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.frame.options import Json
from typedfactory.cli.frame.output import console, error_console, show_json, show_table
from typedfactory.cli.frame.running import FOUND, MISTAKEN, OK
from typedfactory.cli.frame.waiting import watched

if TYPE_CHECKING:
    from typedfactory.cli.migrate.files import Change, Unreadable
    from typedfactory.cli.migrate.findings import Finding

EXAMPLE = "Example: typedfactory migrate tests/ --diff"


def migrate(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files and folders.", show_default=False)],
    diff: Annotated[bool, typer.Option("--diff", help="Print the changes, for reading or for patch.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Change the files.")] = False,
    typed: Annotated[
        bool,
        typer.Option(
            "--typed", help="Give factories of factory_boy's language their type argument, Factory[User]; they fill."
        ),
    ] = False,
    as_json: Json = False,
) -> int:
    """Move a suite from factory_boy, pytest-factoryboy, polyfactory or model_bakery, and list what to look at.

    Without --write nothing is written. Name all of a project's folders together: factories are looked up across files. The
    status is 0 if nothing is left to look at, 1 if something is, 2 if a file cannot be read.
    """
    if importlib.util.find_spec("libcst") is None:
        raise MistakeError(
            "migrate needs libcst, which is not installed. Install it with: pip install 'typedfactory[cli]'"
        )
    # Late: reading and writing Python is needed by this command only, and libcst is slow to load.
    from typedfactory.cli.migrate import files, requirements  # noqa: PLC0415 - as said above
    from typedfactory.cli.migrate.steps import Plan  # noqa: PLC0415 - as above

    found = files.files_of(paths)
    if not found:
        raise MistakeError(f"{' '.join(paths)}: there is no Python file.")
    read = [files.read(path) for path in found]
    unreadable = [each for each in read if isinstance(each, files.Unreadable)]
    sources = [each for each in read if isinstance(each, files.Source)]
    changes = list(watched(files.moved(sources, Plan(typed)), "Moving", len(sources)))
    declared = requirements.declared(paths) if any(each.changed for each in changes) else []
    if write:
        for each in changes:
            if each.changed:
                files.write(each)
    findings = [*(each for change in changes for each in change.findings), *declared]
    if as_json:
        show_json(
            {
                "written": write,
                "files": [_as_data(each) for each in changes if each.changed],
                "findings": [{"path": each.path, "line": each.line, "why": each.why} for each in findings],
                "unreadable": [{"path": str(each.path), "error": each.error} for each in unreadable],
            }
        )
    else:
        if diff:
            sys.stdout.write("".join(map(diff_of, changes)))
        show(changes, findings, unreadable, written=write, shown=diff)
    return MISTAKEN if unreadable else FOUND if findings else OK


def _as_data(change: Change) -> dict[str, object]:
    return {"path": str(change.source.path), "diff": diff_of(change)}


def diff_of(change: Change) -> str:
    """Return what changes in a file, as `patch` takes it; empty where nothing does.

    Args:
        change: What becomes of the file.
    """
    name = change.source.path.as_posix()
    old, new = (text.splitlines(keepends=True) for text in (change.source.text, change.text))
    lines = difflib.unified_diff(old, new, f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def show(
    changes: Sequence[Change],
    findings: Sequence[Finding],
    unreadable: Sequence[Unreadable],
    *,
    written: bool,
    shown: bool,
) -> None:
    """Show what becomes of the files, and what to look at.

    Args:
        changes: What becomes of the files.
        findings: What to look at.
        unreadable: Files that are left alone.
        written: Whether the files were changed.
        shown: Whether the changes have been printed; then the rest goes to the standard error.
    """
    out = error_console() if shown else console()
    changed = sum(each.changed for each in changes)
    head = f"{changed} of {counted(len(changes), 'file', 'files')} {'changed' if written else 'would change'}."
    advice = "" if written or shown or not changed else " Nothing is written: --diff shows it, --write does it."
    out.print(f"{head}{advice}", soft_wrap=True)
    if findings:
        out.print(f"{counted(len(findings), 'place', 'places')} to look at:", soft_wrap=True)
        out.print()
        show_table(out, ("Place", "Why"), [(each.place, each.why) for each in findings])
    for file in unreadable:
        error_console().print(f"typedfactory: {file.path}: {file.error.rstrip('.')}.", soft_wrap=True)
