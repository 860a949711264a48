"""Values as cells: texts, numbers, truth values, bytes and None; what holds several is JSON."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from typedfactory.cli.frame.plain import plain

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: What is written as it is.
SINGLE: frozenset[type] = frozenset({str, int, float, bool, type(None)})


def by_columns(
    rows: Iterable[Sequence[UserValue]], width: int, as_they_are: Collection[type] = SINGLE
) -> list[Sequence[UserValue]]:
    """Turn rows into columns of cells.

    Args:
        rows: The rows.
        width: How many columns there are.
        as_they_are: The types that the format can write.
    """
    columns: list[Sequence[UserValue]] = list(zip(*rows, strict=True))
    return [in_cells(each, as_they_are) for each in columns] or [() for _ in range(width)]


def in_cells(values: Sequence[UserValue], as_they_are: Collection[type]) -> Sequence[UserValue]:
    """Turn the values of a column into cells; most need nothing.

    Args:
        values: The values.
        as_they_are: The types that the format can write.
    """
    if set(map(type, values)).issubset(as_they_are):
        return values
    return [value if type(value) in as_they_are else cell(value) for value in values]


def cell(value: UserValue) -> UserValue:
    """Return a value as one cell.

    Args:
        value: The value.

    Example:
        >>> import datetime
        >>> cell(datetime.date(2024, 2, 29)), cell(["a", 1])
        ('2024-02-29', '["a", 1]')
    """
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    data = plain(value)
    return json.dumps(data, ensure_ascii=False) if isinstance(data, (dict, list)) else data
