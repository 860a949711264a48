"""The arithmetic of draws for many rows at once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from typedfactory.datasets.drawing.blocks import Blocks
from typedfactory.datasets.drawing.kernel import Kernel, Series
from typedfactory.datasets.drawing.keys import Numbers, word_of

Words: TypeAlias = NDArray[np.uint64]

_FRACTION = 2.0**-53
#: The kinds of numbers in a `Series` that are kept as arrays.
_SERIES_KEPT = 256


class Arrays(Kernel[Numbers]):
    """Numbers of many rows, with NumPy; each operation rounds as Python's own does."""

    def below(self, words: Numbers, count: int | Numbers) -> Numbers:
        """Return numbers below a count."""
        fractions = (array(words) >> np.uint64(11)).astype(np.float64)
        fractions *= _FRACTION
        fractions *= count if isinstance(count, int) else array(count)
        return numbers(fractions.astype(np.uint64))

    def place_in(self, bounds: Series, words: Numbers) -> Numbers:
        """Return how many of the bounds are not above each number."""
        return numbers(np.searchsorted(_kept(bounds), array(words), side="right").astype(np.uint64))

    def item_of(self, series: Series, places: Numbers) -> Numbers:
        """Return the numbers at some places."""
        return numbers(_kept(series)[array(places)])

    def walk(self, step: Callable[[Numbers], Numbers], numbers: Numbers, limit: int) -> Numbers:
        """Apply a function until all results are below the limit."""
        stepped = step(numbers)
        found = array(stepped)
        above = np.flatnonzero(found >= np.uint64(limit))
        while len(above):
            moved = array(step(cast("Numbers", found[above])))
            found[above] = moved
            above = above[moved >= np.uint64(limit)]
        return stepped

    def parents_of(self, blocks: Blocks, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Return the parents of rows, and the place of each row among the children of its parent."""
        block, place = np.divmod(array(rows), np.uint64(blocks.children))
        known, index = _unique(block)
        ends, starts = _ends(blocks, known)
        base = index * np.uint64(blocks.children)
        flat = np.searchsorted((ends + _column(len(known), blocks.children)).ravel(), base + place, side="right")
        within = flat.astype(np.uint64) - index * np.uint64(blocks.width)
        return numbers(block * np.uint64(blocks.width) + within), numbers(place - starts.ravel()[flat])

    def children_of(self, blocks: Blocks, parents: Numbers) -> tuple[Numbers, Numbers]:
        """Return the first child of parents, and how many there are."""
        block, within = np.divmod(array(parents), np.uint64(blocks.width))
        known, index = _unique(block)
        ends, starts = _ends(blocks, known)
        flat = index * np.uint64(blocks.width) + within
        first = starts.ravel()[flat]
        return numbers(block * np.uint64(blocks.children) + first), numbers(ends.ravel()[flat] - first)


def array(some: Numbers) -> Words:
    """Return numbers as the array that they are."""
    return cast("Words", some)


def numbers(some: Words) -> Numbers:
    """Return an array as numbers."""
    return cast("Numbers", some)


def _column(count: int, step: int) -> Words:
    starts: Words = np.arange(count, dtype=np.uint64) * np.uint64(step)
    return starts.reshape(-1, 1)


def _unique(block: Words) -> tuple[Words, Words]:
    """Return the different blocks, and which of them each is; neighbours, which most are, need no sorting."""
    if len(block) and block[0] <= block[-1] and bool(np.all(block[1:] >= block[:-1])):
        steps = np.empty(len(block), dtype=np.bool_)
        steps[0] = True
        np.not_equal(block[1:], block[:-1], out=steps[1:])
        return block[steps], (np.cumsum(steps) - 1).astype(np.uint64)
    known, index = np.unique(block, return_inverse=True)
    return known, index.astype(np.uint64)


def _ends(blocks: Blocks, known: Words) -> tuple[Words, Words]:
    """Return, for each parent of some blocks, where its children end and start in the block."""
    places = np.arange(blocks.width, dtype=np.uint64)
    words = word_of(blocks.key, numbers(known[:, np.newaxis] * np.uint64(blocks.width) + places))
    order = np.argsort(array(words), axis=1, kind="stable")
    dealt = np.empty(order.shape, dtype=np.uint64)
    np.put_along_axis(dealt, order, np.array(blocks.sizes, dtype=np.uint64)[np.newaxis, :], axis=1)
    ends = np.cumsum(dealt, axis=1, dtype=np.uint64)
    return ends, ends - dealt


@functools.lru_cache(maxsize=_SERIES_KEPT)
def _kept(series: Series) -> Words:
    kept: Words = np.array(series.numbers, dtype=np.uint64)
    return kept


def rows_between(start: int, stop: int) -> Numbers:
    """Return the numbers of rows that follow on each other.

    Args:
        start: The first.
        stop: The one after the last.
    """
    return numbers(np.arange(start, stop, dtype=np.uint64))


ARRAYS = Arrays()
