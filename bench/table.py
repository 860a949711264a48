"""The speed table, at most 80 columns wide."""

from __future__ import annotations

from collections.abc import Iterator

from bench.cases import Case, Target
from bench.imports import LIMIT, ImportTime
from bench.libraries import BY_HAND, FACTORY_BOY, LIBRARIES, OURS, POLYFACTORY
from bench.timing import Timings

#: Contender → its letter in the target column.
LETTERS = {FACTORY_BOY: "f", POLYFACTORY: "p", BY_HAND: "h"}
ABSENT = "-"

LEGEND = f"""\
µs per call: the best round. Ratios: the median of the rounds, in each of which all contenders ran.
f/t: {FACTORY_BOY} / {OURS}; p/t: {POLYFACTORY} / {OURS}; t/h: {OURS} / {BY_HAND}.
new-keywords: each call overrides a set of fields that was not overridden before."""


def header() -> str:
    """Return the first lines of the table."""
    units = f"{'':17}{'µs per call':^40}".rstrip()
    names = f"{'case':17}" + "".join(f"{_short(name):>10}" for name in LIBRARIES)
    return f"{units}\n{names}{'f/t':>7}{'p/t':>7}{'t/h':>6}  target"


def _short(name: str) -> str:
    return {OURS: "typedfac.", FACTORY_BOY: "fact._boy", POLYFACTORY: "polyfact."}.get(name, name)


def row(case: Case, timings: Timings) -> str:
    """Return the line of one case."""
    times = "".join(f"{_micros(timings, name):>10}" for name in LIBRARIES)
    return (
        f"{case.name:17}{times}{_ratio(timings, FACTORY_BOY):>7}{_ratio(timings, POLYFACTORY):>7}"
        f"{_ratio(timings, BY_HAND):>6}  {verdicts(case, timings)}"
    ).rstrip()


def _micros(timings: Timings, contender: str) -> str:
    return number(timings.best(contender) * 1e6) if contender in timings.rounds else ABSENT


def _ratio(timings: Timings, peer: str) -> str:
    if peer not in timings.rounds:
        return ABSENT
    ratio = timings.ratio(peer)
    return number(1 / ratio if peer == BY_HAND else ratio)


def number(value: float) -> str:
    """Return a number with as many places as tell something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def verdicts(case: Case, timings: Timings) -> str:
    """Return what a case must show, and whether it does."""
    return " ".join(f"{describe(target)} {'ok' if met(target, timings) else 'MISSED'}" for target in case.targets)


def describe(target: Target) -> str:
    """Return a target as the table's ratios read."""
    if target.peer == BY_HAND:
        return f"t/h≤{1 / target.least:.3g}"
    return f"{LETTERS[target.peer]}/t≥{target.least:.2g}"


def met(target: Target, timings: Timings) -> bool:
    """Say whether a target was met."""
    return timings.ratio(target.peer) >= target.least


def import_lines(imports: dict[str, ImportTime]) -> Iterator[str]:
    """Yield the lines about importing."""
    yield "ms to import: " + ", ".join(f"{name} {found.seconds * 1e3:.0f}" for name, found in imports.items())
    ours = imports[OURS]
    yield f"  {OURS} in under {LIMIT * 1e3:.0f} ms: {'ok' if ours.seconds < LIMIT else 'MISSED'}"
    loaded = ", ".join(ours.unwanted)
    yield f"  {OURS} loads neither Faker, pydantic nor an ORM: {f'MISSED ({loaded})' if loaded else 'ok'}"


def imports_met(imports: dict[str, ImportTime]) -> bool:
    """Say whether importing is quick and brings nothing along."""
    return imports[OURS].seconds < LIMIT and not imports[OURS].unwanted
