"""What commands show: text and tables on the terminal, JSON for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

#: The width of what goes into a file or a pipe, unless COLUMNS says another.
WIDTH_OF_FILES = 100
#: Below this width a table is shown row by row.
NARROW = 72


def console() -> Console:
    """Return what writes to the standard output: in colour on a terminal only."""
    return _console(stderr=False)


def error_console() -> Console:
    """Return what writes to the standard error."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    columns = os.environ.get("COLUMNS", "")
    width = None if stream.isatty() or columns.isdigit() else WIDTH_OF_FILES
    return Console(stderr=stderr, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def show_table(out: Console, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Show a table; row by row where the terminal is narrow.

    Args:
        out: Where to.
        columns: The titles.
        rows: The cells; empty ones are left out where it is narrow.
    """
    if out.width < NARROW:
        for row in rows:
            for number, (title, cell) in enumerate(zip(columns, row, strict=True)):
                if cell:
                    text = Text(cell, style="bold") if number == 0 else Text(f"  {title}: {cell}")
                    out.print(text, overflow="fold")
        return
    table = Table(*columns, box=box.SIMPLE, pad_edge=False, show_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    for row in rows:
        table.add_row(*map(Text, row))
    out.print(table)


def show_json(data: object) -> None:
    """Print data as JSON.

    Args:
        data: Dicts, lists, texts, numbers.
    """
    sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
