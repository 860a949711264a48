"""How often values come in a column."""

from __future__ import annotations

import datetime
import decimal
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from typedfactory.datasets.checking.report import Bar, Histogram

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: How many bars a histogram has at most.
_BARS = 20
#: How much of a value is shown.
_SHOWN = 24


def histogram_of(table: str, column: str, values: Sequence[UserValue]) -> Histogram:
    """Return how often values come: numbers and moments in ranges, all else by value.

    Args:
        table: The table.
        column: The column.
        values: Its values.
    """
    present = [value for value in values if value is not None]
    counts = Counter(map(_shown, present))
    missing = len(values) - len(present)
    kinds = set(map(type, present))
    if len(counts) > _BARS and len(kinds) == 1 and kinds <= _ORDERED:
        bars = _ranges(sorted(present))
    else:
        common = counts.most_common(_BARS)
        others = sum(counts.values()) - sum(count for _, count in common)
        bars = [Bar(label, count) for label, count in common]
        if others:
            bars.append(Bar(f"{len(counts) - _BARS:,} others", others, rest=True))
    return Histogram(table, column, tuple(bars), len(counts), missing)


_ORDERED: frozenset[type] = frozenset({int, float, decimal.Decimal, datetime.date, datetime.datetime})


def _ranges(values: list[UserValue]) -> list[Bar]:
    """Return bars of ranges of the same width."""
    low, high = values[0], values[-1]
    width = (high - low) / _BARS
    counts = [0] * _BARS
    for value in values:
        counts[min(_BARS - 1, int((value - low) / width))] += 1
    edges = [low + width * place for place in range(_BARS)]
    if isinstance(low, int):
        edges = [round(edge) for edge in edges]
    return [Bar(_shown(edge), count) for edge, count in zip(edges, counts, strict=True)]


def _shown(value: UserValue) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, decimal.Decimal):
        return f"{value:.2f}"
    text = value.isoformat(" ")[:16] if isinstance(value, datetime.datetime) else str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
