"""The arithmetic of draws for one row."""

from __future__ import annotations

import functools
import itertools
from bisect import bisect_right
from collections.abc import Callable

from typedfactory.datasets.drawing.blocks import Blocks
from typedfactory.datasets.drawing.kernel import Kernel, Series
from typedfactory.datasets.drawing.keys import word_of

_FRACTION = 2.0**-53


class Scalars(Kernel[int]):
    """Numbers one by one, in plain Python."""

    def below(self, words: int, count: int) -> int:
        """Return a number below a count."""
        return int((words >> 11) * _FRACTION * count)

    def place_in(self, bounds: Series, words: int) -> int:
        """Return how many of the bounds are not above a number."""
        return bisect_right(bounds.numbers, words)

    def item_of(self, series: Series, places: int) -> int:
        """Return the number at a place."""
        return series.numbers[places]

    def walk(self, step: Callable[[int], int], numbers: int, limit: int) -> int:
        """Apply a function until the result is below the limit."""
        numbers = step(numbers)
        while numbers >= limit:
            numbers = step(numbers)
        return numbers

    def parents_of(self, blocks: Blocks, rows: int) -> tuple[int, int]:
        """Return the parent of a row, and its place among the children."""
        block, place = divmod(rows, blocks.children)
        ends = ends_of(blocks, block)
        parent = bisect_right(ends, place)
        return block * blocks.width + parent, place - (ends[parent - 1] if parent else 0)

    def children_of(self, blocks: Blocks, parents: int) -> tuple[int, int]:
        """Return the first child of a parent, and how many there are."""
        block, parent = divmod(parents, blocks.width)
        ends = ends_of(blocks, block)
        before = ends[parent - 1] if parent else 0
        return block * blocks.children + before, ends[parent] - before


@functools.lru_cache(maxsize=4096)
def ends_of(blocks: Blocks, block: int) -> tuple[int, ...]:
    """Return, for each parent of a block, how many children it and those before it have.

    Args:
        blocks: The blocks.
        block: Which.
    """
    return tuple(itertools.accumulate(sizes_of(blocks, block)))


def sizes_of(blocks: Blocks, block: int) -> list[int]:
    """Return the numbers of children of the parents of a block.

    Args:
        blocks: The blocks.
        block: Which.
    """
    first = block * blocks.width
    order = sorted(range(blocks.width), key=lambda place: word_of(blocks.key, first + place))
    dealt = [0] * blocks.width
    for size, place in zip(blocks.sizes, order, strict=True):
        dealt[place] = size
    return dealt


def count_children(blocks: Blocks) -> int:
    """Return how many children all parents have together.

    Args:
        blocks: How many each has.

    Example:
        >>> count_children(Blocks(1, (0, 1, 2), 6))
        6
    """
    full, rest = divmod(blocks.parents, blocks.width)
    return blocks.total(sizes_of(blocks, full) if rest else [])


SCALARS = Scalars()
