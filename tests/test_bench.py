"""The speed table compares like with like; how fast anything is, no test says."""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("polyfactory", reason="the bench extra is not installed")

from bench import __main__ as command
from bench import models
from bench.cases import (
    AUTOMATIC,
    CASES,
    FIFTEEN_TIMES,
    WITHIN_THREE,
    Case,
    Target,
    UnequalContendersError,
    check_equal,
    shown,
)
from bench.imports import ImportTime, time_imports
from bench.libraries import BY_HAND, FACTORY_BOY, LIBRARIES, OURS, POLYFACTORY
from bench.memory import MOST, QUICK_SIZE, Memory, measure_memory
from bench.table import LEGEND, count_missed, header, import_lines, memory_line, row
from bench.timing import Effort, Timings, time_all

PAIRS = [pytest.param(case, name, id=f"{case.name}-{name}") for case in CASES for name in case.contenders]
GLANCE = Effort(rounds=2, spells=1, seconds=0.0)


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Take back that a benchmark hides what exists from garbage collection."""
    yield
    gc.unfreeze()


@pytest.mark.parametrize(("case", "contender"), PAIRS)
def test_every_contender_makes_what_typedfactory_makes(case: Case, contender: str) -> None:
    assert shown(case, contender) == shown(case, OURS)


def test_every_case_has_us_and_a_peer() -> None:
    assert [case.name for case in CASES if OURS not in case.contenders or len(case.contenders) == 1] == []


def test_targets_name_contenders_of_their_case() -> None:
    assert [case.name for case in CASES if not {target.peer for target in case.targets} <= set(case.contenders)] == []


def test_contenders_that_make_something_else_are_not_compared() -> None:
    case = Case("odd", {OURS: lambda: 1, BY_HAND: lambda: 2})
    with pytest.raises(UnequalContendersError) as caught:
        check_equal(case)
    assert str(caught.value) == "odd: typedfactory makes 1, but by hand makes 2."


def test_random_values_are_compared_by_type() -> None:
    check_equal(Case("odd", {OURS: lambda: [1], BY_HAND: lambda: [2]}, is_random=True))
    with pytest.raises(UnequalContendersError):
        check_equal(Case("odd", {OURS: lambda: [1], BY_HAND: lambda: ["2"]}, is_random=True))


def test_random_models_are_compared_field_by_field() -> None:
    event, reading = shown_kinds("automatic"), shown_kinds("msgspec-struct")
    invoice = shown_kinds("pydantic-nested")
    assert (event[0], list(event[1])) == (models.Event, [field.name for field in dataclasses.fields(models.Event)])
    assert len(event[1]) == 7
    assert reading[1]["marks"] == [str]
    item = (models.Item, {"code": str, "amount": int})
    assert invoice[1]["buyer"] == (models.Buyer, {"name": str, "age": int})
    assert invoice[1]["items"] == [item, item]


def shown_kinds(name: str) -> Any:
    """Return what a random case makes, by types."""
    return shown(next(case for case in CASES if case.name == name), OURS)


def test_automatic_cases_are_held_to_polyfactory_and_to_code_by_hand() -> None:
    assert [case.name for case in CASES if case.targets == AUTOMATIC] == [
        "automatic",
        "automatic-batch",
        "pydantic-nested",
        "msgspec-struct",
    ]
    assert [(target.peer, target.least) for target in AUTOMATIC] == [(POLYFACTORY, 25), (BY_HAND, 0.25)]


def test_contenders_run_in_every_round() -> None:
    timings = time_all({OURS: list, BY_HAND: dict}, GLANCE)
    assert {name: len(times) for name, times in timings.rounds.items()} == {OURS: 2, BY_HAND: 2}


def test_rounds_begin_with_another_contender_each() -> None:
    ran: list[str] = []
    time_all({"a": lambda: ran.append("a"), "b": lambda: ran.append("b")}, Effort(rounds=3, spells=1, seconds=0.0))
    calibration = ["a", "b"]
    assert ran == [*calibration, "a", "b", "b", "a", "a", "b"]


def test_ratio_is_the_median_of_the_rounds() -> None:
    assert Timings({OURS: (1.0, 2.0, 9.0), BY_HAND: (3.0, 4.0, 9.0)}).ratio(BY_HAND) == 2.0


def test_row_shows_times_ratios_and_targets() -> None:
    case = Case("flat", {}, (FIFTEEN_TIMES, WITHIN_THREE))
    timings = Timings({OURS: (1e-6, 2e-6), FACTORY_BOY: (30e-6, 60e-6), BY_HAND: (0.5e-6, 1e-6)})
    assert row(case, timings) == ("flat                1.00    30.0       -    0.50  30.0     -  2.00  f≥15 h≤3 yes")


def test_row_marks_a_missed_target() -> None:
    case = Case("flat", {}, (FIFTEEN_TIMES, Target(POLYFACTORY, 25)))
    timings = Timings({OURS: (1e-6,), FACTORY_BOY: (14e-6,), POLYFACTORY: (1234e-6,)})
    assert row(case, timings) == ("flat                1.00    14.0   1,234       -  14.0 1,234     -  f≥15! p≥25 NO")


def test_table_fits_into_80_columns() -> None:
    case = max(CASES, key=lambda case: len(case.name))
    timings = Timings(dict.fromkeys(LIBRARIES, (12345e-6,)))
    memory = memory_line(Memory(100_000, {OURS: 10**8, BY_HAND: 10**8}))
    lines = [*header().splitlines(), row(case, timings), *LEGEND.splitlines(), memory]
    assert max(map(len, lines)) <= 80


def test_automatic_batch_takes_the_memory_of_its_objects() -> None:
    memory = measure_memory(1000)
    assert list(memory.peak) == [OURS, BY_HAND]
    # Hundreds of bytes for each object, so that the batch counts and not what is around it.
    assert 200_000 < memory.peak[BY_HAND] < 1_000_000
    assert memory.ratio <= MOST


def test_memory_line_says_whether_the_batch_is_too_large() -> None:
    assert memory_line(Memory(100_000, {OURS: 52_500_000, BY_HAND: 50_000_000})) == (
        "MB of 100,000 automatic objects: typedfactory 52.5, by hand 50.0 (h≤1.05: yes)"
    )
    assert memory_line(Memory(10_000, {OURS: 53_000_000, BY_HAND: 50_000_000})) == (
        "MB of 10,000 automatic objects: typedfactory 53.0, by hand 50.0 (h≤1.05: NO)"
    )


def test_importing_is_timed_for_all_libraries() -> None:
    imports = time_imports(times=1)
    assert list(imports) == [OURS, FACTORY_BOY, POLYFACTORY]
    assert all(found.seconds > 0 for found in imports.values())


def test_importing_us_loads_no_optional_library() -> None:
    imports = time_imports(times=1)
    assert imports[OURS].unwanted == ()
    assert "faker" in imports[FACTORY_BOY].unwanted


def test_import_lines_say_what_was_missed() -> None:
    imports = {OURS: ImportTime(OURS, 0.061, ("faker",))}
    assert list(import_lines(imports)) == [
        "ms to import: typedfactory 61",
        "  typedfactory in under 60 ms: NO",
        "  typedfactory loads neither Faker, pydantic nor an ORM: NO, it loads faker",
    ]
    assert count_missed(imports) == 2


@pytest.fixture
def missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put one case in place of all, whose target nobody can meet."""
    case = Case("flat", {OURS: int, BY_HAND: int}, (Target(BY_HAND, 1e9),))
    monkeypatch.setattr(command, "CASES", (case,))
    monkeypatch.setattr(command, "QUICK", GLANCE)


@pytest.mark.usefixtures("missed")
def test_missed_target_fails_only_if_strict(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--quick", "--only", "flat"]) == 0
    assert command.main(["--quick", "--only", "flat", "--strict"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "Targets missed: 1."


def test_too_much_memory_is_a_missed_target(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "measure_memory", lambda size: Memory(size, {OURS: 2 * 10**6, BY_HAND: 10**6}))
    assert command.main(["--quick", "--only", "memory", "--strict"]) == 1
    assert capsys.readouterr().out.splitlines()[-3:] == [
        f"MB of {QUICK_SIZE:,} automatic objects: typedfactory 2.0, by hand 1.0 (h≤1.05: NO)",
        "",
        "Targets missed: 1.",
    ]


def test_unknown_case_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--only", "flatt"])
    assert "argument --only: invalid choice: 'flatt'" in capsys.readouterr().err
