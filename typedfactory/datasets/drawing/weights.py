"""Distributions that are not uniform: numbers in buckets, drawn by whole-number thresholds that round the same everywhere."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence

import attrs

from typedfactory.datasets.drawing.kernel import Kernel, Series
from typedfactory.datasets.drawing.keys import EXACT, V, word_of

#: So many of the first ranks of Zipf's law have buckets of their own.
_ALONE = 1024
#: Beyond, so many buckets make up each doubling.
_IN_A_DOUBLING = 64


@attrs.frozen(eq=False)
class Buckets:
    """Numbers drawn by weight: first a bucket, then one of the numbers in it.

    Attributes:
        bounds: The threshold of each bucket, of 2**53.
        starts: The first number of each bucket.
        widths: How many numbers each bucket has.
    """

    bounds: Series
    starts: Series
    widths: Series

    def draw(self, kernel: Kernel[V], key: int, rows: V, lane: int = 0) -> V:
        """Return a number for each row.

        Args:
            kernel: For one row or for many.
            key: Whose stream.
            rows: The rows.
            lane: The first of two words that are used.
        """
        bucket = kernel.place_in(self.bounds, word_of(key, rows, lane) >> (64 - EXACT))
        within = kernel.below(word_of(key, rows, lane + 1), kernel.item_of(self.widths, bucket))
        return kernel.item_of(self.starts, bucket) + within

    def shares(self, ranges: int) -> list[tuple[int, float]]:
        """Return how often numbers below some edges are drawn, and not below the edge before.

        Args:
            ranges: About how many edges there are to be.
        """
        ends = [start + width for start, width in zip(self.starts.numbers, self.widths.numbers, strict=True)]
        bounds = [*self.bounds.numbers, 2**EXACT]
        found: list[tuple[int, float]] = []
        before = 0
        for end, bound in zip(ends, bounds, strict=True):
            if bound - before >= 2**EXACT / ranges or end == ends[-1]:
                found.append((end, (bound - before) / 2**EXACT))
                before = bound
        return found


def _thresholds(weights: Iterable[float]) -> Series:
    """Return the upper thresholds of all weights but the last, rounded so far that machines agree about them."""
    sums = list(itertools.accumulate(weights))
    # The last bits of a power differ between machines; these are none of them.
    return Series([round(round(each / sums[-1], 12) * 2**EXACT) for each in sums[:-1]])


def weighted(weights: Sequence[float]) -> Buckets:
    """Return how numbers are drawn of which each has a weight of its own.

    Args:
        weights: The weight of 0, of 1, ….
    """
    return Buckets(_thresholds(weights), Series(range(len(weights))), Series([1] * len(weights)))


def zipf(count: int, exponent: float) -> Buckets:
    """Return how ranks are drawn by Zipf's law: rank r, from 1 on, as often as ``r ** -exponent`` says.

    The first thousand ranks are exact; the others are drawn evenly within buckets whose ends differ by a sixty-fourth.

    Args:
        count: How many ranks there are.
        exponent: How steep the law is.
    """
    starts = list(range(min(count, _ALONE)))
    edge = _ALONE
    while edge < count:
        starts.append(edge)
        edge = max(edge + 1, math.floor(edge * (1 + 1 / _IN_A_DOUBLING)))
    ends = [*starts[1:], count]
    weights = [_weight(start, end, exponent) for start, end in zip(starts, ends, strict=True)]
    return Buckets(
        _thresholds(weights),
        Series(starts),
        Series([end - start for start, end in zip(starts, ends, strict=True)]),
    )


def _weight(start: int, end: int, exponent: float) -> float:
    """Return the weight of the ranks from ``start + 1`` to ``end`` together."""
    if end - start == 1:
        return float(end**-exponent)
    low, high = start + 0.5, end + 0.5
    if exponent == 1:
        return math.log(high / low)
    return float((high ** (1 - exponent) - low ** (1 - exponent)) / (1 - exponent))
