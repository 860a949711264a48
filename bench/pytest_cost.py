"""What the pytest plugin costs a suite of tests: ``python -m bench.pytest_cost``.

A suite without factories is collected, and run, with the plugin and without it in turn; what counts is the time of the
processor, and the median of the rounds. The difference is smaller than what disturbs a machine, so that it is counted,
too: in instructions, by valgrind, on two sizes of the suite, whose difference is what tests cost and what is left is what
the start of a run costs. A suite with factories cannot be run without the plugin; of it, a profile says how long the
plugin's own functions take.
"""

from __future__ import annotations

import argparse
import os
import pstats
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path

import attrs

from bench.counting import count_instructions, is_countable
from bench.processor import time_python

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = "typedfactory.pytest_plugin"
#: That of its entry point.
NAME = "typedfactory"

#: Tests and files of the suite without factories, and of the one with them.
TESTS, FILES = 2000, 40
QUICK_TESTS = 200
FACTORY_TESTS = 300
#: The sizes of which instructions are counted.
COUNTED = (200, 400)
#: The most that the plugin may add to a suite without factories.
MOST = 0.01

_TEST = """
def test_{number}():
    assert len("{number}") == {length}
"""
_FACTORIES = """
import dataclasses
import typedfactory as factory
from typedfactory.pytest_plugin import register

@dataclasses.dataclass
class Author:
    name: str
    age: int

@dataclasses.dataclass
class Book:
    title: str
    author: Author
    pages: int = 100

@register
class AuthorFactory(factory.Factory[Author]):
    name = factory.Sequence(lambda n: f"Author {n}")
    age = 30

@register
class BookFactory(factory.Factory[Book]):
    title = factory.Faker("sentence")
    author = factory.SubFactory(AuthorFactory)
"""
_FACTORY_TEST = """
def test_{number}(book, author_factory):
    assert book.author.age == 30
    assert author_factory.build(age={number}).age == {number}
"""


@attrs.frozen
class Cost:
    """What the plugin costs one way of running pytest.

    Attributes:
        name: What is done.
        with_plugin: Seconds with the plugin, one number a round.
        without: Seconds without, in the same rounds.
    """

    name: str
    with_plugin: tuple[float, ...]
    without: tuple[float, ...]

    @property
    def added(self) -> float:
        """Seconds that the plugin adds: the median of the rounds."""
        return statistics.median(ours - bare for ours, bare in zip(self.with_plugin, self.without, strict=True))

    @property
    def share(self) -> float:
        """The same as a part of the run without it."""
        return self.added / statistics.median(self.without)


@attrs.frozen
class Counted:
    """Instructions of a whole run, by the size of the suite, with the plugin and without."""

    sizes: tuple[int, int]
    with_plugin: tuple[int, int]
    without: tuple[int, int]

    @property
    def per_test(self) -> float:
        """The part that the plugin adds to a test."""
        ours, bare = self._of_test(self.with_plugin), self._of_test(self.without)
        return (ours - bare) / bare

    @property
    def share(self) -> float:
        """The part that it adds to a suite of `TESTS` tests."""
        ours, bare = self._of_suite(self.with_plugin), self._of_suite(self.without)
        return (ours - bare) / bare

    def _of_test(self, counts: tuple[int, int]) -> float:
        return (counts[1] - counts[0]) / (self.sizes[1] - self.sizes[0])

    def _of_suite(self, counts: tuple[int, int]) -> float:
        return counts[0] + self._of_test(counts) * (TESTS - self.sizes[0])


def write_plain(root: Path, tests: int, files: int) -> None:
    """Write a suite without factories."""
    for file in range(files):
        numbers = range(file, tests, files)
        text = "".join(_TEST.format(number=number, length=len(str(number))) for number in numbers)
        (root / f"test_{file}.py").write_text(text, encoding="utf-8")


def write_with_factories(root: Path, tests: int, files: int) -> None:
    """Write a suite with factories and their fixtures."""
    (root / "conftest.py").write_text(_FACTORIES, encoding="utf-8")
    for file in range(files):
        text = "".join(_FACTORY_TEST.format(number=number) for number in range(file, tests, files))
        (root / f"test_{file}.py").write_text(text, encoding="utf-8")


def command(*options: str, plugin: bool) -> list[str]:
    """Return how pytest is called, with our plugin or without, and no other that happens to be installed."""
    installed = {entry.name for entry in metadata.entry_points(group="pytest11")}
    unwanted = sorted({"cacheprovider", *installed} - ({NAME} if plugin else set()))
    return ["-m", "pytest", "-q", *(f"-pno:{name}" for name in unwanted), *options]


def environment() -> dict[str, str]:
    """Return the environment of such a run."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "PYTHONDONTWRITE"))}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}


def time_plain(tests: int, rounds: int) -> Iterator[Cost]:
    """Collect and run a suite without factories, again and again, with the plugin and without in turn.

    Args:
        tests: How many tests it has.
        rounds: How often each is timed.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_plain(root, tests, FILES)
        for name, options in (("collected", ["--collect-only"]), ("run", [])):
            times: dict[bool, list[float]] = {True: [], False: []}
            for each in range(rounds + 1):
                for plugin in sorted(times, reverse=each % 2 == 0):
                    taken = time_python(command(*options, plugin=plugin), root, environment())
                    # The first round may have to write bytecode.
                    times[plugin].extend([taken] if each else [])
            yield Cost(name, tuple(times[True]), tuple(times[False]))


def count_plain() -> Counted:
    """Count the instructions of runs of suites without factories."""
    counts: dict[bool, list[int]] = {True: [], False: []}
    for size in COUNTED:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write_plain(root, size, FILES)
            for plugin, found in counts.items():
                time_python(command(plugin=plugin), root, environment())
                found.append(count_instructions(command(plugin=plugin), root, environment()))
    return Counted(COUNTED, (counts[True][0], counts[True][1]), (counts[False][0], counts[False][1]))


def profile_own(*, factories: bool, tests: int) -> tuple[float, float]:
    """Return the seconds a test that the plugin's own functions take, and all functions of the library; by a profile.

    Args:
        factories: Whether the suite has some.
        tests: How many tests it has.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (write_with_factories if factories else write_plain)(root, tests, max(1, tests * FILES // TESTS))
        output = root / "profile"
        time_python(command(plugin=True), root, environment())
        time_python(["-m", "cProfile", "-o", str(output), *command(plugin=True)], root, environment())
        found = pstats.Stats(str(output)).stats  # type: ignore[attr-defined]  # typeshed does not name it
    package = str(ROOT / "typedfactory") + os.sep
    own = {True: 0.0, False: 0.0}
    for (file, _line, name), (_, _, seconds, _, _) in found.items():
        # Modules are imported once a run, whatever its size.
        if file.startswith(package) and name != "<module>":
            own[file.startswith(package + "pytest_plugin")] += seconds
    return own[True] / tests, (own[True] + own[False]) / tests


def time_import() -> float:
    """Return the seconds that importing the plugin takes where pytest is imported already: the least of several."""
    code = f"import pytest, time; start = time.perf_counter(); import {PLUGIN}; print(time.perf_counter() - start)"
    arguments = [sys.executable, "-c", code]
    return min(
        float(subprocess.run(arguments, env=environment(), check=True, capture_output=True, text=True).stdout)  # noqa: S603 - ours
        for _ in range(15)
    )


def lines(*, quick: bool = False, count: bool = False) -> Iterator[str]:
    """Measure, and yield the lines of the table.

    Args:
        quick: Whether to spend little time.
        count: Whether to count instructions, which takes minutes.
    """
    tests, rounds = (QUICK_TESTS, 3) if quick else (TESTS, 11)
    yield f"The pytest plugin in a suite of {tests:,} tests without factories:"
    for cost in time_plain(tests, rounds):
        bare = statistics.median(cost.without)
        yield (
            f"  {cost.name:10}{bare * 1e3:7.0f} ms without it, {cost.added * 1e3:+6.1f} ms with it "
            f"({cost.share:+.1%}), {cost.added / tests * 1e6:+5.1f} µs a test"
        )
    if count and is_countable():
        counted = count_plain()
        yield (
            f"  counted   {counted.share:+.2%} of the instructions of {TESTS:,} tests, {counted.per_test:+.2%} of one's "
            f"(≤{MOST:.0%}: {'yes' if counted.share <= MOST else 'NO'})"
        )
    elif count:
        yield "  counted   not here: valgrind is not installed"
    yield f"  imported  in {time_import() * 1e3:.1f} ms, once a run"
    own, whole = profile_own(factories=False, tests=tests)
    yield f"  profiled  {own * 1e6:.1f} µs a test in the plugin, {whole * 1e6:.1f} µs in the library (profile on)"
    own, whole = profile_own(factories=True, tests=FACTORY_TESTS)
    yield f"The same with {FACTORY_TESTS} tests that use registered fixtures:"
    yield f"  profiled  {own * 1e6:.1f} µs a test in the plugin, {whole * 1e6:.1f} µs in the library (profile on)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.pytest_cost", description="Measure the pytest plugin's cost."
    )
    parser.add_argument("--quick", action="store_true", help="spend a few seconds only; the numbers are rough")
    parser.add_argument("--count", action="store_true", help="count instructions with valgrind, too (minutes)")
    options = parser.parse_args(arguments)
    for line in lines(quick=options.quick, count=options.count):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
