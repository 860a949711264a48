"""How contestants take turns at making objects, and what is printed of their times."""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple

#: Ours, theirs, how many times ours theirs has to take at least (below 1: ours may take that much more).
Target = tuple[str, str, float]


class Arguments(NamedTuple):
    """What the command line says: the database, how many rounds, whether a missed target is a failure."""

    database: str
    rounds: int
    strict: bool


def read_arguments(rounds: int) -> Arguments:
    """Read ``[sqlite|postgres] [rounds] [--strict]``.

    Args:
        rounds: How many rounds there are if nothing is said.
    """
    given = [each for each in sys.argv[1:] if not each.startswith("--")]
    return Arguments(
        database=given[0] if given else "sqlite",
        rounds=int(given[1]) if len(given) > 1 else rounds,
        strict="--strict" in sys.argv,
    )


def measure(
    makers: Mapping[str, Callable[[], Any]],
    rounds: int,
    size: int,
    around: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> dict[str, list[float]]:
    """Let contestants take turns; a first round is not counted.

    Args:
        makers: Name → what makes the objects and returns how many.
        rounds: How many rounds count.
        size: How many objects each has to make.
        around: What is done before and after each turn, outside of the measured time.

    Returns:
        Name → seconds of each round.
    """
    times: dict[str, list[float]] = {name: [] for name in makers}
    order = list(makers)
    for turn in range(rounds + 1):
        for name in order:
            with around():
                # What one contestant leaves behind must not slow the next one down.
                gc.collect()
                gc.disable()
                start = time.perf_counter()
                assert makers[name]() == size
                taken = time.perf_counter() - start
                gc.enable()
            if turn:
                times[name].append(taken)
        order.append(order.pop(0))
    return times


def report(title: str, times: Mapping[str, list[float]], targets: Iterable[Target]) -> int:
    """Print the medians, and the medians of the ratios; return how many targets were missed."""
    print(title)
    for name, taken in times.items():
        print(f"  {name:28}{statistics.median(taken) * 1e3:10.1f} ms")
    missed = 0
    for ours, theirs, least in targets:
        ratio = statistics.median(one / other for one, other in zip(times[theirs], times[ours], strict=True))
        missed += ratio < least
        print(f"  {theirs} / {ours}: {ratio:.2f} (at least {least:.2f}) {'yes' if ratio >= least else 'NO'}")
    return missed
