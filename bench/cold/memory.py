"""How much memory is taken by factories that are only defined, and by many shapes of calls."""

from __future__ import annotations

import gc
import itertools
import tracemalloc
from collections.abc import Callable

from bench.cold import models, with_typedfactory

#: The most bytes of a factory class that was defined and never called.
MOST_DEFINED = 12 * 1024


def measure_defined(count: int = 200) -> int:
    """Return how many bytes a factory takes that is defined and never called.

    Args:
        count: How many are defined; each has a model of its own, which does not count.
    """
    users = [models.make_user_model() for _ in range(count)]
    with_typedfactory.define(models.make_user_model())
    kept: list[object] = []
    return _grown(lambda: kept.extend([with_typedfactory.define(user) for user in users])) // count


def measure_shapes(count: int = 2000) -> int:
    """Return how many bytes a factory keeps for calls in many shapes.

    Args:
        count: How many shapes.
    """
    factory = with_typedfactory.define_wide()
    factory.build()
    names = "abcdefghijkl"
    chosen = itertools.chain.from_iterable(itertools.combinations(names, size) for size in range(3, 10))
    shapes = [dict.fromkeys(shape, 1) for shape in itertools.islice(chosen, count)]

    def call() -> None:
        for shape in shapes:
            factory.build(**shape)

    return _grown(call)


def _grown(work: Callable[[], None]) -> int:
    """Return how many bytes are in use after some work that were not before."""
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        work()
        gc.collect()
        return tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
