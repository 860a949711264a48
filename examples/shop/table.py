"""Text that fits a terminal: tables and lists of fields, in plain ASCII so that every terminal shows them."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

_GAP = "  "


@attrs.frozen
class Column:
    """A column of a table.

    Attributes:
        title: Its heading.
        right: Whether its cells stand at the right edge.
        least: How many characters it may shrink to where space is short; None if it never shrinks.
        needs: How many characters a line must have for the column to be shown at all.
    """

    title: str
    right: bool = False
    least: int | None = None
    needs: int = 0


def fit(text: str, width: int) -> str:
    """Cut a text that is longer than ``width`` characters.

    Example:
        >>> fit("Christopher Robinson", 12)
        'Christoph...'
    """
    return text if len(text) <= width else text[: max(width - 3, 0)].rstrip() + "..."


def render_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> str:
    """Lay out a table.

    Args:
        columns: What stands in it.
        rows: One cell per column.
        width: How many characters a line may have. Columns that need more are left out; those with a ``least``
            shrink, the widest first.

    Example:
        >>> print(render_table([Column("name", least=6), Column("age", right=True)], [["Maximilian", "9"]], 13))
        name      age
        --------  ---
        Maxim...    9
    """
    shown = [place for place, column in enumerate(columns) if column.needs <= width]
    columns = [columns[place] for place in shown]
    cells = [[column.title for column in columns], *([row[place] for place in shown] for row in rows)]
    widths = _shrink(columns, [max(map(len, same_column)) for same_column in zip(*cells, strict=True)], width)
    lines = [_line(columns, row, widths) for row in cells]
    lines.insert(1, _GAP.join("-" * size for size in widths))
    return "\n".join(lines)


def render_fields(fields: Sequence[tuple[str, str]], width: int) -> str:
    """Lay out names and values, one pair a line, cut at ``width`` characters.

    Example:
        >>> print(render_fields([("name", "Ann"), ("city", "Perth")], 60))
        name  Ann
        city  Perth
    """
    label = max(len(name) for name, _ in fields)
    return "\n".join(f"{name:<{label}}{_GAP}{fit(value, width - label - len(_GAP))}" for name, value in fields)


def _shrink(columns: Sequence[Column], widths: list[int], width: int) -> list[int]:
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        able = [
            (size, place)
            for place, (column, size) in enumerate(zip(columns, widths, strict=True))
            if column.least is not None and size > column.least
        ]
        if not able:
            break
        widths[max(able)[1]] -= 1
    return widths


def _line(columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int]) -> str:
    placed = [
        f"{fit(cell, size):>{size}}" if column.right else f"{fit(cell, size):<{size}}"
        for column, cell, size in zip(columns, cells, widths, strict=True)
    ]
    return _GAP.join(placed).rstrip()
