"""A column whose values are known without the rest of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from typedfactory.datasets.drawing.scalars import SCALARS
from typedfactory.datasets.planning.codes import Codes
from typedfactory.datasets.planning.meanings import Meaning

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


@attrs.frozen
class Column:
    """Numbers and what they mean.

    Attributes:
        codes: The numbers.
        meaning: What they mean.
    """

    codes: Codes
    meaning: Meaning

    def value(self, row: int) -> UserValue:
        """Return the value in a row.

        Args:
            row: The row.
        """
        return self.meaning.one(self.codes.of(SCALARS, row))

    def values(self, rows: Sequence[int]) -> list[UserValue]:
        """Return the values in rows.

        Args:
            rows: The rows.
        """
        return self.meaning.many([self.codes.of(SCALARS, row) for row in rows])
