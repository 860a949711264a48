"""The table of what is done for the first time, at most 80 columns wide."""

from __future__ import annotations

from collections.abc import Iterator

from bench.cold import memory, processes
from bench.cold.rows import ROWS, Row
from bench.cold.timing import TURNS, time_row
from bench.libraries import FACTORY_BOY, OURS, POLYFACTORY

LEGEND = """\
cold: done for the first time, each turn with classes of its own; the best turn.
µs of the processor for one piece; ratio: the peer's time / ours."""

_SHORT = {FACTORY_BOY: "factory_boy", POLYFACTORY: "polyfactory"}


def lines(*, quick: bool) -> Iterator[tuple[str, bool]]:
    """Measure, and yield each line as it comes, with whether its target was met.

    Args:
        quick: Whether to spend a few seconds only.
    """
    yield f"{'cold (µs)':18}{'typedfactory':>13}{'peer':>9}  {'':12}{'ratio':>6}{'target':>8}   met", True
    for row in ROWS:
        yield line(row, time_row(row, 2 if quick else TURNS))
    yield process_line(processes.time_processes(3 if quick else 15))
    yield memory_line(memory.measure_defined())
    shapes = memory.measure_shapes()
    yield f"2,000 shapes of one factory: {shapes / 1024:,.0f} KiB, {shapes / 2000:,.0f} bytes a shape", True
    yield LEGEND, True


def line(row: Row, seconds: dict[str, float]) -> tuple[str, bool]:
    """Return the line of one row, and whether its target was met.

    Args:
        row: The row.
        seconds: Contender → seconds for one piece.
    """
    ours, peer = seconds[OURS], seconds[row.peer]
    met = peer / ours >= row.least
    return (
        f"{row.name:18}{ours * 1e6:>13,.1f}{peer * 1e6:>9,.1f}  {_SHORT[row.peer]:12}{peer / ours:>6.2f}"
        f"{f'≥{row.least:g}':>8}   {'yes' if met else 'NO'}"
    ), met


def process_line(seconds: dict[str, float]) -> tuple[str, bool]:
    """Return the line about whole processes, and whether the target was met.

    Args:
        seconds: Contender → seconds beyond those of an empty program.
    """
    ratio = seconds[FACTORY_BOY] / seconds[OURS]
    met = ratio >= processes.LEAST
    return (
        f"{'whole process (ms)':18}{seconds[OURS] * 1e3:>13,.1f}{seconds[FACTORY_BOY] * 1e3:>9,.1f}  "
        f"{_SHORT[FACTORY_BOY]:12}{ratio:>6.2f}{f'≥{processes.LEAST:g}':>8}   {'yes' if met else 'NO'}"
    ), met


def memory_line(taken: int) -> tuple[str, bool]:
    """Return the line about the memory of a factory that is only defined, and whether the target was met.

    Args:
        taken: Bytes.
    """
    met = taken <= memory.MOST_DEFINED
    limit = memory.MOST_DEFINED / 1024
    return f"a class defined, never called: {taken / 1024:.1f} KiB (≤{limit:.0f}: {'yes' if met else 'NO'})", met
