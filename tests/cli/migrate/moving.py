"""What becomes of one module, for tests."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import NamedTuple

from typedfactory.cli.migrate import files
from typedfactory.cli.migrate.steps import Plan


class Result(NamedTuple):
    """The new text of a module, and what a person must look at: line and reason."""

    text: str
    findings: list[tuple[int, str]]


def moved(text: str, *, typed: bool = False) -> Result:
    """Return what becomes of a module; a second run must change nothing."""
    result = _moved(textwrap.dedent(text).lstrip("\n"), typed=typed)
    assert _moved(result.text, typed=typed).text == result.text
    return result


def _moved(text: str, *, typed: bool) -> Result:
    source = files.Source(Path("tests/factories.py"), text, "utf-8")
    (change,) = files.moved([source], Plan(typed))
    return Result(change.text, [(each.line, each.why) for each in change.findings])


def all_moved(texts: dict[str, str], *, typed: bool = False) -> dict[str, str]:
    """Return what becomes of several modules of one project: path → text."""
    sources = [files.Source(Path(path), textwrap.dedent(text).lstrip("\n"), "utf-8") for path, text in texts.items()]
    return {str(change.source.path): change.text for change in files.moved(sources, Plan(typed))}


def dedented(text: str) -> str:
    """Return a text of several lines as a module has it."""
    return textwrap.dedent(text).lstrip("\n")
