"""How much memory a large batch takes beside the same objects made by hand."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from typing import Any

import attrs

from bench import by_hand, with_typedfactory
from bench.libraries import BY_HAND, OURS

#: How many objects are made; few enough to be made within seconds while every allocation is traced.
SIZE, QUICK_SIZE = 100_000, 10_000
#: The most that a batch may take, as a multiple of what is made by hand.
MOST = 1.05


@attrs.frozen
class Memory:
    """What a batch took.

    Attributes:
        size: How many objects.
        peak: Contender → the most bytes that were in use at any time while the batch was made, the batch included.
    """

    size: int
    peak: dict[str, int]

    @property
    def ratio(self) -> float:
        """How many times what the objects made by hand take."""
        return self.peak[OURS] / self.peak[BY_HAND]


def measure_memory(size: int) -> Memory:
    """Make a batch of models without declarations, by hand and automatically.

    Args:
        size: How many objects.
    """
    made: dict[str, Callable[[int], Any]] = {
        OURS: with_typedfactory.automatic_batch,
        BY_HAND: by_hand.automatic_batch,
    }
    return Memory(size, {name: _peak_of(make, size) for name, make in made.items()})


def _peak_of(make: Callable[[int], Any], size: int) -> int:
    # What is made once, on first use, is no part of a batch.
    make(1)
    gc.collect()
    tracemalloc.start()
    try:
        make(size)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
