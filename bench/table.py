"""The speed table, at most 80 columns wide."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from bench.cases import Case, Target
from bench.imports import LIMIT, ImportTime
from bench.libraries import BY_HAND, FACTORY_BOY, LIBRARIES, OURS, POLYFACTORY
from bench.memory import MOST, Memory
from bench.timing import Timings
from bench.type_checking import Checking

#: Contender → its letter in the ratios and targets.
LETTERS = {OURS: "t", FACTORY_BOY: "f", POLYFACTORY: "p", BY_HAND: "h"}
#: Contender → the two lines above its column.
TITLES = {OURS: ("typed", "factory"), FACTORY_BOY: ("factory", "boy"), POLYFACTORY: ("poly", "factory")}
ABSENT = "-"

LEGEND = f"""\
t: {OURS}, f: {FACTORY_BOY}, p: {POLYFACTORY}, h: by hand.
µs/call: the best round. Ratios: the median of the rounds, in each of which all
contenders run in turn. f≥15 asks for f/t ≥ 15, h≤3 for t/h ≤ 3; "!": missed.
batch, automatic-batch, shared: 100 objects a call. automatic, pydantic-,
msgspec-: no field is declared. new-keywords: each call overrides fields that
were not overridden together before."""


def header() -> str:
    """Return the first lines of the table."""
    above, below = zip(*(TITLES.get(name, ("by", "hand")) for name in LIBRARIES), strict=True)
    first = " " * 16 + "".join(f"{word:>8}" for word in above) + "      ratios"
    second = f"{'case (µs/call)':16}" + "".join(f"{word:>8}" for word in below) + "   f/t   p/t   t/h"
    return f"{first}\n{second}  target   met"


def row(case: Case, timings: Timings) -> str:
    """Return the line of one case."""
    times = "".join(f"{_micros(timings, name):>8}" for name in LIBRARIES)
    ratios = "".join(f"{_ratio(timings, name):>6}" for name in (FACTORY_BOY, POLYFACTORY, BY_HAND))
    line = f"{case.name:16}{times}{ratios}"
    if not case.targets:
        return line
    targets = " ".join(describe(target, timings) for target in case.targets)
    return f"{line}  {targets:8} {'yes' if all(met(target, timings) for target in case.targets) else 'NO'}"


def _micros(timings: Timings, contender: str) -> str:
    return number(timings.best(contender) * 1e6) if contender in timings.rounds else ABSENT


def _ratio(timings: Timings, peer: str) -> str:
    if peer not in timings.rounds:
        return ABSENT
    ratio = timings.ratio(peer)
    return number(1 / ratio if peer == BY_HAND else ratio)


def number(value: float) -> str:
    """Return a number with about three digits that count."""
    places = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{places}f}"


def describe(target: Target, timings: Timings) -> str:
    """Return a target as the ratios of the table read, marked if it was missed."""
    ours_first = target.peer == BY_HAND
    bound = f"≤{1 / target.least:.2g}" if ours_first else f"≥{target.least:.2g}"
    return f"{LETTERS[target.peer]}{bound}{'' if met(target, timings) else '!'}"


def met(target: Target, timings: Timings) -> bool:
    """Say whether a target was met."""
    return timings.ratio(target.peer) >= target.least


def import_lines(imports: dict[str, ImportTime]) -> Iterator[str]:
    """Yield the lines about importing."""
    yield "ms to import: " + ", ".join(f"{name} {found.seconds * 1e3:.0f}" for name, found in imports.items())
    ours = imports[OURS]
    yield f"  {OURS} in under {LIMIT * 1e3:.0f} ms: {'yes' if ours.seconds < LIMIT else 'NO'}"
    loaded = ", ".join(ours.unwanted)
    yield f"  {OURS} loads neither Faker, pydantic nor an ORM: {f'NO, it loads {loaded}' if loaded else 'yes'}"


def memory_line(found: Memory) -> str:
    """Return the line about the memory that a batch takes."""
    shown = ", ".join(f"{name} {peak / 1e6:.1f}" for name, peak in found.peak.items())
    verdict = "yes" if found.ratio <= MOST else "NO"
    return f"MB of {found.size:,} automatic objects: {shown} (h≤{MOST}: {verdict})"


def checking_line(found: Checking) -> str:
    """Return the line about a way of running mypy."""
    ours, bare = statistics.median(found.with_plugin), statistics.median(found.without)
    line = f"mypy, {found.run.name:17}{ours:6.2f} s with the plugin, {bare:6.2f} s without: {found.ratio:.2f}"
    return line if found.run.most is None else f"{line} (≤{found.run.most}: {'yes' if found.met else 'NO'})"


def count_missed(imports: dict[str, ImportTime]) -> int:
    """Return how many of the targets about importing were missed."""
    return (imports[OURS].seconds >= LIMIT) + bool(imports[OURS].unwanted)
