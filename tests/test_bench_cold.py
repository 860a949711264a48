"""The table of what is done for the first time: its lines, its targets, and that all contenders make the same."""

from __future__ import annotations

import dataclasses

import pytest

pytest.importorskip("polyfactory", reason="the bench extra is not installed")

from bench.cold import memory, profiling
from bench.cold.models import SHAPES, make_user_model
from bench.cold.rows import ROWS
from bench.cold.table import line, memory_line, process_line
from bench.cold.timing import time_row
from bench.libraries import FACTORY_BOY, OURS

BY_NAME = {row.name: row for row in ROWS}


@pytest.mark.parametrize("row", [row for row in ROWS if row.name != "cold-2000-shapes"], ids=lambda row: row.name)
def test_every_row_runs_with_every_contender(row: object) -> None:
    assert isinstance(row, type(ROWS[0]))
    assert all(seconds > 0 for seconds in time_row(row, 1).values())


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_both_libraries_make_the_same_of_a_shape(shape: dict[str, object]) -> None:
    from bench.cold import with_factory_boy, with_typedfactory

    user = make_user_model()
    made = [dataclasses.asdict(each.define(user).build(**shape)) for each in (with_typedfactory, with_factory_boy)]
    for each in made:
        # Whose sequence the addresses take is the libraries' affair.
        each["address"].pop("street", None)
    assert made[0] == made[1]


def test_a_line_says_whether_its_target_is_met() -> None:
    row = BY_NAME["cold-define"]
    assert line(row, {OURS: 50e-6, FACTORY_BOY: 55e-6}) == (
        "cold-define                50.0     55.0  factory_boy   1.10      ≥1   yes",
        True,
    )
    assert line(row, {OURS: 50e-6, FACTORY_BOY: 45e-6}) == (
        "cold-define                50.0     45.0  factory_boy   0.90      ≥1   NO",
        False,
    )


def test_whole_processes_have_a_line_of_their_own() -> None:
    assert process_line({OURS: 0.05, FACTORY_BOY: 0.2}) == (
        "whole process (ms)         50.0    200.0  factory_boy   4.00      ≥3   yes",
        True,
    )


def test_memory_has_a_limit() -> None:
    assert memory_line(12 * 1024) == ("a class defined, never called: 12.0 KiB (≤12: yes)", True)
    assert memory_line(13 * 1024) == ("a class defined, never called: 13.0 KiB (≤12: NO)", False)


def test_a_class_that_is_never_called_stays_below_the_limit() -> None:
    assert memory.measure_defined(50) <= memory.MOST_DEFINED


def test_profiles_name_rooms() -> None:
    found = profiling.shares(BY_NAME["cold-define"].contenders[OURS])
    assert sum(found.values()) == pytest.approx(1)
    assert profiling.line("x", {"plan/lean": 0.51, "adapters": 0.3, "re": 0.01}) == "x: plan/lean 51%, adapters 30%"
