"""Timing contenders against each other on a machine that does other things, too.

In each round every contender has its turn, each round beginning with another one. A turn is several short spells, of
which the quickest counts: what disturbs one spell leaves the others alone. What slows the machine down for longer than
a round slows all contenders; therefore ratios are taken within a round, and the median of the rounds is reported.
"""

from __future__ import annotations

import gc
import statistics
import timeit
from collections.abc import Callable, Mapping
from typing import Any

import attrs

from bench.libraries import OURS


@attrs.frozen
class Effort:
    """How much time is spent.

    Attributes:
        rounds: How many turns each contender has.
        spells: How often it is timed in a turn.
        seconds: For how long each time, about.
    """

    rounds: int
    spells: int
    seconds: float


THOROUGH = Effort(rounds=11, spells=7, seconds=0.005)
QUICK = Effort(rounds=3, spells=5, seconds=0.002)


@attrs.frozen
class Timings:
    """The times of one case.

    Attributes:
        rounds: Contender → seconds per call, one for each round.
    """

    rounds: Mapping[str, tuple[float, ...]]

    def best(self, contender: str) -> float:
        """Return the least number of seconds per call: the one that was disturbed least."""
        return min(self.rounds[contender])

    def ratio(self, peer: str) -> float:
        """Return how many times our time a peer takes: the median over the rounds."""
        pairs = zip(self.rounds[peer], self.rounds[OURS], strict=True)
        return statistics.median(theirs / ours for theirs, ours in pairs)


def time_all(contenders: Mapping[str, Callable[[], Any]], effort: Effort) -> Timings:
    """Time contenders in turn.

    Args:
        contenders: Contender → a call without arguments.
        effort: How much time is spent.
    """
    timers = {name: timeit.Timer(call) for name, call in contenders.items()}
    calls = {name: _calibrate(timer, effort.seconds) for name, timer in timers.items()}
    rounds: dict[str, list[float]] = {name: [] for name in timers}
    order = list(timers)
    for _ in range(effort.rounds):
        for name in order:
            # Timer runs without garbage collection; what one contender leaves behind must not slow the next one down.
            gc.collect()
            rounds[name].append(min(timers[name].repeat(effort.spells, calls[name])) / calls[name])
        order.append(order.pop(0))
    return Timings({name: tuple(times) for name, times in rounds.items()})


def _calibrate(timer: timeit.Timer, seconds: float) -> int:
    """Return how many calls take about so many seconds; what is made on first use is made here."""
    calls = 1
    while True:
        taken = timer.timeit(calls)
        if taken >= seconds / 4:
            return max(1, round(calls * seconds / taken))
        calls *= 4
