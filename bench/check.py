"""Compare how fast everything is with what was recorded: ``python -m bench.check``.

What is recorded are ratios, a peer's time to ours, because those of one machine hold on another one better than times
do. A ratio that fell is measured once more before it counts. Four rows are counted in instructions, too, which come out
the same however busy the machine is.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from bench.cases import CASES, Case
from bench.cold.rows import ROWS, Row
from bench.cold.timing import time_row
from bench.counted import ROWS as COUNTED
from bench.counted import count_row
from bench.counting import is_countable
from bench.libraries import BY_HAND, FACTORY_BOY, OURS, POLYFACTORY
from bench.timing import THOROUGH, time_all

RECORDED = Path(__file__).with_name("recorded.json")
#: The least part of a recorded ratio that is left when nothing got worse.
LEAST = 0.8
#: What the names of counted rows end with.
INSTRUCTIONS = ", counted"
#: Whom ours is compared with: the first that a case has.
_PEERS = (FACTORY_BOY, POLYFACTORY, BY_HAND)


@attrs.frozen
class Compared:
    """A ratio beside the recorded one.

    Attributes:
        name: The row.
        recorded: The recorded ratio; None for a new row.
        measured: The ratio now; None for a row that is gone.
    """

    name: str
    recorded: float | None
    measured: float | None

    @property
    def fell(self) -> bool:
        """Whether it is a fifth below the recorded one, or missing."""
        if self.recorded is None:
            return False
        return self.measured is None or self.measured < LEAST * self.recorded

    @property
    def line(self) -> str:
        """The line of the table."""
        if self.recorded is None or self.measured is None:
            verdict = "new" if self.recorded is None else "GONE"
        else:
            verdict = f"{self.measured / self.recorded - 1:+.0%}{' FELL' if self.fell else ''}"
        return f"{self.name:26}{_shown(self.recorded):>10}{_shown(self.measured):>10}  {verdict}"

    @property
    def complaint(self) -> str:
        """What is said of a row that fell."""
        if self.measured is None:
            return f"{self.name}: recorded, but not measured. Bring the row back, or record anew with --record."
        return f"{self.name}: fell from {_shown(self.recorded)} to {_shown(self.measured)}. Find out what got slower."


def _shown(ratio: float | None) -> str:
    return "-" if ratio is None else f"{ratio:.2f}"


def compare(recorded: Mapping[str, float], measured: Mapping[str, float]) -> list[Compared]:
    """Return all rows, those that are measured first.

    Args:
        recorded: Row → ratio, as recorded.
        measured: Row → ratio, now.
    """
    names = dict.fromkeys([*measured, *recorded])
    return [Compared(name, recorded.get(name), measured.get(name)) for name in names]


def measures() -> dict[str, Callable[[], float]]:
    """Return row → what measures its ratio, the peer's time to ours."""
    found: dict[str, Callable[[], float]] = {case.name: _measure_case(case) for case in CASES}
    found.update((row.name, _measure_row(row)) for row in ROWS)
    if is_countable():
        found.update((name + INSTRUCTIONS, _count(name)) for name in COUNTED)
    return found


def _measure_case(case: Case) -> Callable[[], float]:
    peer = next(each for each in _PEERS if each in case.contenders)
    contenders = {name: case.contenders[name] for name in (OURS, peer)}
    return lambda: time_all(contenders, THOROUGH).ratio(peer)


def _measure_row(row: Row) -> Callable[[], float]:
    def measure() -> float:
        seconds = time_row(row)
        return seconds[row.peer] / seconds[OURS]

    return measure


def _count(name: str) -> Callable[[], float]:
    return lambda: count_row(name, FACTORY_BOY) / count_row(name, OURS)


def measure_all(ways: Mapping[str, Callable[[], float]], recorded: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Measure rows, each that fell twice, and yield their ratios as they come.

    Args:
        ways: Row → what measures it.
        recorded: Row → ratio, as recorded.
    """
    gc.collect()
    gc.freeze()
    for name, measure in ways.items():
        ratio = measure()
        if Compared(name, recorded.get(name), ratio).fell:
            ratio = max(ratio, measure())
        yield name, ratio


def main(arguments: Sequence[str] | None = None, path: Path = RECORDED) -> int:
    """Measure and compare, or record; return the exit code."""
    options = parser().parse_args(arguments)
    recorded: dict[str, float] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    wanted = {name: way for name, way in measures().items() if not options.only or name in options.only}
    print(f"{'peer / typedfactory':26}{'recorded':>10}{'now':>10}")
    measured: dict[str, float] = {}
    for name, ratio in measure_all(wanted, {} if options.record else recorded):
        measured[name] = ratio
        print(Compared(name, recorded.get(name), ratio).line, flush=True)
    if options.record:
        kept = {**recorded, **measured} if options.only else measured
        path.write_text(json.dumps({name: round(kept[name], 3) for name in kept}, indent=2) + "\n", encoding="utf-8")
        return 0
    asked = {name: ratio for name, ratio in recorded.items() if not options.only or name in options.only}
    return report(compare(_countable(asked), measured))


def _countable(recorded: Mapping[str, float]) -> dict[str, float]:
    """Return what is recorded without what cannot be counted here."""
    counting = is_countable()
    if not counting:
        print("Instructions are not counted: valgrind is not installed.")
    return {name: ratio for name, ratio in recorded.items() if counting or not name.endswith(INSTRUCTIONS)}


def report(rows: Sequence[Compared]) -> int:
    """Say what fell; return the exit code."""
    fallen = [row for row in rows if row.fell]
    for row in fallen:
        print(row.complaint)
    return 1 if fallen else 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="python -m bench.check", description="Compare speed with what was recorded.")
    made.add_argument("--only", action="append", metavar="ROW", choices=list(measures()), help="measure this row only")
    made.add_argument("--record", action="store_true", help="write what is measured into bench/recorded.json")
    return made


if __name__ == "__main__":
    sys.exit(main())
