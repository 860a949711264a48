"""``--factory-profile`` and ``--factory-report``: what the factories of a run make, for which test, and because of whom."""

from __future__ import annotations

import contextvars
import time
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import attrs
import pytest

from typedfactory.ground.making.watching import begin_watching, end_watching

if TYPE_CHECKING:
    from typedfactory.ground.context import Call, Resolver
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.options import FactoryOptions

#: How many tests are listed, and how many causes of a factory.
_TESTS, _CAUSES = 20, 3
#: Where a report keeps what its test made; plain data, for pytest-xdist sends it on.
_ATTRIBUTE = "typedfactory_made"
_ARROW = " → "


@attrs.define
class Made:
    """What was made in one way: by one factory, because of the same others.

    Attributes:
        objects: How many objects.
        rows: How many of them were saved.
        seconds: How long it took, without what was nested.
    """

    objects: int = 0
    rows: int = 0
    seconds: float = 0.0

    def add(self, objects: int, rows: int, seconds: float) -> None:
        """Add what was made later."""
        self.objects += objects
        self.rows += rows
        self.seconds += seconds


@attrs.define
class Frame:
    """An object that is being made.

    Attributes:
        path: The factories around it, and its own.
        inner: How long nested objects took.
    """

    path: tuple[str, ...]
    inner: float = 0.0


@attrs.define
class Ledger:
    """What was made since the last time that somebody asked: the path of factories → how much."""

    made: dict[tuple[str, ...], Made] = attrs.Factory(dict)
    _current: contextvars.ContextVar[Frame | None] = attrs.field(
        factory=lambda: contextvars.ContextVar("typedfactory_profile", default=None)
    )

    def watch(self, meta: FactoryOptions, strategy: str, call: Call) -> Call:
        """Return a way of making objects that writes down what it makes."""
        name = meta.factory.__name__
        saves = int(strategy == "create" and hasattr(meta.factory, "_look_saved"))

        def make(kw: Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
            outer = self._current.get()
            frame = Frame((*(() if outer is None else outer.path), name))
            token = self._current.set(frame)
            start = time.perf_counter()
            try:
                made = call(kw, parent, number)
            finally:
                elapsed = time.perf_counter() - start
                self._current.reset(token)
                if outer is not None:
                    outer.inner += elapsed
            self.made.setdefault(frame.path, Made()).add(1, saves, elapsed - frame.inner)
            return made

        return make

    def take(self) -> list[tuple[str, int, int, float]]:
        """Return what was made as plain data, and begin again."""
        taken = [(_ARROW.join(path), each.objects, each.rows, each.seconds) for path, each in self.made.items()]
        self.made = {}
        return taken


@attrs.define(eq=False)
class ProfilePlugin:
    """Watches what factories make, and tells of it at the end.

    Attributes:
        shows_all: Whether the profile is shown.
        limit: More rows than so many of one test are reported; None reports none.
    """

    shows_all: bool
    limit: int | None
    _ledger: Ledger = attrs.Factory(Ledger)
    _by_test: dict[str, dict[str, Made]] = attrs.Factory(dict)

    def __attrs_post_init__(self) -> None:
        begin_watching(self._ledger.watch)

    def pytest_unconfigure(self) -> None:
        """Watch no longer."""
        end_watching(self._ledger.watch)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Give the report what was made since the last one: in the setup, the call or the teardown of a test."""
        report = yield
        setattr(report, _ATTRIBUTE, self._ledger.take())
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Sum up by test; with pytest-xdist, in the process that shows results."""
        for path, objects, rows, seconds in getattr(report, _ATTRIBUTE, ()):
            made = self._by_test.setdefault(report.nodeid, {})
            made.setdefault(path, Made()).add(objects, rows, seconds)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show what was made."""
        if self.shows_all:
            terminalreporter.section("factory profile")
            for line in self._profile():
                terminalreporter.write_line(line)
        if self.limit is not None:
            terminalreporter.section("factory report")
            for line in self._report(self.limit):
                terminalreporter.write_line(line)

    def _profile(self) -> Iterator[str]:
        paths: dict[str, Made] = {}
        for made in self._by_test.values():
            for path, each in made.items():
                paths.setdefault(path, Made()).add(each.objects, each.rows, each.seconds)
        if not paths:
            yield "no factory made anything"
            return
        yield from _table(("factory", "objects", "rows", "ms", "caused by"), _by_factory(paths))
        yield ""
        totals = {test: _total(made.values()) for test, made in self._by_test.items()}
        slowest = sorted(totals, key=lambda test: -totals[test].seconds)
        rows = [(test, *_cells(totals[test])) for test in slowest[:_TESTS]]
        yield from _table(("test", "objects", "rows", "ms"), [*rows, ("in all", *_cells(_total(totals.values())))])
        if len(slowest) > _TESTS:
            yield f"({len(slowest) - _TESTS} other tests took less)"

    def _report(self, limit: int) -> Iterator[str]:
        totals = {test: _total(made.values()).rows for test, made in self._by_test.items()}
        over = sorted((test for test, rows in totals.items() if rows > limit), key=lambda test: -totals[test])
        if not over:
            yield f"no test makes more than {limit} rows"
        for test in over:
            counted: Counter[str] = Counter()
            for path, each in self._by_test[test].items():
                counted[path.rpartition(_ARROW)[2]] += each.rows
            made = ", ".join(f"{name} {rows}" for name, rows in counted.most_common() if rows)
            yield f"{test}: {totals[test]} rows, more than {limit} ({made})"


def _by_factory(paths: Mapping[str, Made]) -> list[tuple[str, ...]]:
    """Return a line for each factory, those with the most rows and objects first."""
    totals: dict[str, Made] = {}
    causes: dict[str, Counter[str]] = {}
    for path, each in paths.items():
        around, _, name = path.rpartition(_ARROW)
        totals.setdefault(name, Made()).add(each.objects, each.rows, each.seconds)
        if around:
            causes.setdefault(name, Counter())[around] += each.objects
    order = sorted(totals, key=lambda name: (-totals[name].rows, -totals[name].objects, name))
    return [(name, *_cells(totals[name]), _said(causes.get(name, Counter()))) for name in order]


def _said(causes: Counter[str]) -> str:
    found = [f"{around} {count}" for around, count in causes.most_common(_CAUSES)]
    more = len(causes) - _CAUSES
    return ", ".join([*found, *([f"{more} more"] if more > 0 else [])])


def _total(made: Iterable[Made]) -> Made:
    total = Made()
    for each in made:
        total.add(each.objects, each.rows, each.seconds)
    return total


def _cells(made: Made) -> tuple[str, str, str]:
    return str(made.objects), str(made.rows), f"{made.seconds * 1000:.1f}"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a table; numbers stand to the right."""
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        cells = [
            cell.rjust(width) if 0 < column <= 3 else cell.ljust(width)  # noqa: PLR2004 - the columns of numbers
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
