"""Values of fields that are known before their rows are made: one by one, or for many rows beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


class Feed:
    """Gives the values of a field.

    Args:
        function: Row → value.
        first: The number of the factory's first object.
    """

    def __init__(self, function: Callable[[int], UserValue], first: int) -> None:
        self._function, self._first = function, first
        self._known: dict[int, UserValue] = {}

    def know(self, rows: Iterable[int], values: Iterable[UserValue]) -> None:
        """Take values for rows that are about to be made, in the place of others.

        Args:
            rows: The rows.
            values: The values.
        """
        self._known = dict(zip(rows, values, strict=True))

    def take(self, number: int) -> UserValue:
        """Return the value of a row.

        Args:
            number: The number of its object.
        """
        row = number - self._first
        # Another thread may be told of other rows meanwhile.
        known = self._known
        return known[row] if row in known else self._function(row)
