"""Objects in a list of each row."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from typedfactory.datasets.describe.picks import PerRow, Pick
from typedfactory.datasets.describe.references import picked
from typedfactory.datasets.drawing.keys import derive_key, word_of
from typedfactory.datasets.drawing.scalars import SCALARS
from typedfactory.datasets.making.objects import with_body
from typedfactory.declarations import Sequence

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues


class ListMaker:
    """Makes the objects of a list.

    Args:
        name: The field.
        wanted: What is in it.
        key: The key of the table's streams.
    """

    def __init__(self, name: str, wanted: PerRow, key: int) -> None:
        self._wanted, self._key = wanted, derive_key(key, "list", name)
        self._first = wanted.factory._setup_next_sequence()

    @functools.cached_property
    def _factory(self) -> FactoryClass:
        body: UserValues = {
            name: self._picker(name, value) if isinstance(value, Pick) else value
            for name, value in self._wanted.values.items()
        }
        return with_body(self._wanted.factory, body)

    def _picker(self, name: str, pick: Pick) -> Sequence[UserValue]:
        where = f"{self._wanted.factory.__name__}.{name}"
        codes = picked(where, derive_key(self._key, "pick", name), 0, pick, {})
        field, first = pick.field or pick.table.key_of(), self._first
        return Sequence(lambda number: pick.table.referred_values(field, [codes.of(SCALARS, number - first)])[0])

    def make(self, row: int) -> list[UserValue]:
        """Make the objects of a row.

        Args:
            row: The number of the row.
        """
        low, high = self._wanted.low, self._wanted.high
        count = low + SCALARS.below(word_of(self._key, row), high - low + 1)
        start = self._first + row * high
        return [self._factory.build(__sequence=start + place) for place in range(count)]
