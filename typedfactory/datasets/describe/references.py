"""Picks as the numbers of the rows that they refer to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from typedfactory.datasets.describe.picks import Pick
from typedfactory.datasets.drawing.bijection import Bijection
from typedfactory.datasets.drawing.keys import derive_key
from typedfactory.datasets.drawing.weights import weighted, zipf
from typedfactory.datasets.planning.codes import (
    Codes,
    Dealt,
    OneOfChildren,
    OneOfDealt,
    ParentOf,
    Uniform,
    Weighted,
)
from typedfactory.errors import DatasetError, did_you_mean

if TYPE_CHECKING:
    from typedfactory.datasets.describe.table import Table


@attrs.frozen
class Reference:
    """What a column of a table refers to.

    Attributes:
        table: The other table.
        codes: Its rows.
    """

    table: Table
    codes: Codes


def picked(where: str, key: int, rows: int, pick: Pick, known: Mapping[str, Reference]) -> Codes:
    """Return the rows that a `Pick` refers to.

    Args:
        where: ``"OrderFactory.user"``, for messages.
        key: The key of the column's stream.
        rows: How many rows the table has in which it stands.
        pick: The pick.
        known: The references of that table that are known already.

    Raises:
        DatasetError: There is nothing to pick from, or not enough.
    """
    count = pick.table.count
    if not count:
        raise DatasetError(f"{where}: there is nothing to pick, {pick.table.name} has no rows. Give it a size.")
    if pick.same is not None:
        return _of_the_same(where, key, pick, pick.same, known)
    if pick.weights is not None:
        if len(pick.weights) != count or min(pick.weights) < 0 or not any(pick.weights):
            raise DatasetError(
                f"{where}: there are {len(pick.weights):,} weights for {count:,} rows of {pick.table.name}. "
                f"Give each row one, none below 0 and not all of them 0."
            )
        return Weighted(key, weighted(pick.weights))
    if pick.by == "zipf":
        # The order keeps the rows that are picked often from standing side by side.
        return Weighted(key, zipf(count, pick.exponent), Bijection(derive_key(key, "order"), count))
    each = 1 if pick.by == "once" else pick.each
    if each is None:
        return Uniform(key, count)
    if rows > count * each:
        times = "once" if each == 1 else f"{each} times"
        raise DatasetError(
            f"{where}: {rows:,} rows cannot pick each of {count:,} rows of {pick.table.name} at most {times}. "
            f"Make fewer rows, or more of {pick.table.name}."
        )
    return Dealt(Bijection(derive_key(key, "order"), count * each), each)


def _of_the_same(where: str, key: int, pick: Pick, same: str, known: Mapping[str, Reference]) -> Codes:
    here, there = known.get(same), pick.table.references.get(same)
    for table, found in (("this table", here), (pick.table.name, there)):
        if found is None:
            names = known if table == "this table" else pick.table.references
            raise DatasetError(
                f"{where}: {table} has no reference {same!r} for same={same!r}. {did_you_mean(same, list(names))}"
            )
    if here is None or there is None or here.table is not there.table:
        raise DatasetError(
            f"{where}: {same!r} refers to {here and here.table.name} here and to {there and there.table.name} in "
            f"{pick.table.name}. Both must refer to the same table."
        )
    if isinstance(there.codes, ParentOf):
        if not there.codes.blocks.fewest:
            raise DatasetError(
                f"{where}: some rows of {here.table.name} have no {pick.table.name} to pick from. "
                f"Give {pick.table.name} a size of at least 1 per row."
            )
        return OneOfChildren(key, here.codes, there.codes.blocks)
    if isinstance(there.codes, Dealt) and pick.table.count == here.table.count * there.codes.each:
        return OneOfDealt(key, here.codes, there.codes)
    raise DatasetError(
        f"{where}: which rows of {pick.table.name} refer to the same {same} cannot be computed from a number. "
        f"Make {pick.table.name} with per={here.table.name}, or its {same} a Pick with each=… that deals out all rows."
    )
