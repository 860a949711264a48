"""Many rows as objects: what is known of them beforehand is made for all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from typedfactory.datasets.drawing.numpy import ARRAYS, array, numbers

if TYPE_CHECKING:
    from typedfactory.datasets.describe.table import Table
    from typedfactory.ground.given import UserValue


def make_rows(table: Table, rows: Sequence[int]) -> list[UserValue]:
    """Make rows, and those that they refer to once each.

    Args:
        table: The table.
        rows: Which.
    """
    fields = table.fields
    codes = numbers(np.array(rows, dtype=np.uint64))
    try:
        for name, column in fields.columns.items():
            places = array(column.codes.of(ARRAYS, codes)).tolist()
            fields.feeds[name].know(rows, column.meaning.many(places))
        for name, reference in fields.objects.items():
            places = array(reference.codes.of(ARRAYS, codes))
            different, index = np.unique(places, return_inverse=True)
            referred = reference.table.rows(different.tolist())
            fields.feeds[name].know(rows, map(referred.__getitem__, index.tolist()))
        return table.maker.make(rows)
    finally:
        for feed in fields.feeds.values():
            feed.know((), ())
