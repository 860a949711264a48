"""Timing what can be done only once: every turn has classes of its own, and the best of several turns counts.

Times are the processor's, which other processes disturb least.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

from bench.cold.rows import Row

#: How many turns each contender has.
TURNS = 7


def time_row(row: Row, turns: int = TURNS) -> dict[str, float]:
    """Return contender → seconds for one piece: the best of several turns, taken in turn.

    Args:
        row: What is done.
        turns: How often.
    """
    best = dict.fromkeys(row.contenders, float("inf"))
    order = list(row.contenders)
    for _ in range(turns):
        for name in order:
            best[name] = min(best[name], _spell(row.contenders[name]()) / row.pieces)
        order.reverse()
    return best


def _spell(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        made = work()
        taken = time.process_time() - start
    finally:
        gc.enable()
    del made
    return taken
