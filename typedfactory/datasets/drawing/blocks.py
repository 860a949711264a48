"""How many children each parent has, so that the numbers of all children follow on each other and none is looked up.

The parents stand in blocks. In each block the same numbers of children are dealt out, in an order of its own. So every full
block has as many children as the next, and the parent of any row is found by looking at one block.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Sequence


@attrs.frozen(eq=False, slots=False)
class Blocks:
    """The numbers of children of a table's rows.

    Attributes:
        key: Whose stream deals them out.
        sizes: The numbers that each block deals out.
        parents: How many parents there are.
    """

    key: int
    sizes: tuple[int, ...]
    parents: int

    @functools.cached_property
    def width(self) -> int:
        """How many parents a block has."""
        return len(self.sizes)

    @functools.cached_property
    def children(self) -> int:
        """How many children a full block has."""
        return sum(self.sizes)

    @property
    def fewest(self) -> int:
        """The fewest children that a parent has."""
        return min(self.sizes)

    def total(self, last: Sequence[int]) -> int:
        """Return how many children there are.

        Args:
            last: The numbers of children in the last block, which may not be full.
        """
        full, rest = divmod(self.parents, self.width)
        return full * self.children + sum(last[:rest])
