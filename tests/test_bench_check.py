"""Comparing speed with what was recorded: what counts as fallen, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("polyfactory", reason="the bench extra is not installed")

from bench import check, counted
from bench.cases import CASES
from bench.check import RECORDED, Compared, compare, measure_all, measures, report
from bench.cold.rows import ROWS
from bench.counting import is_countable


@pytest.mark.parametrize(("now", "fell"), [(10.0, False), (12.0, False), (8.0, False), (7.99, True), (0.0, True)])
def test_a_row_fell_if_less_than_four_fifths_are_left(now: float, fell: bool) -> None:
    assert Compared("flat", 10.0, now).fell is fell


def test_a_new_row_did_not_fall() -> None:
    (row,) = compare({}, {"flat": 3.0})
    assert (row.fell, row.line) == (False, "flat                               -      3.00  new")


def test_a_row_that_is_no_longer_measured_fell() -> None:
    (row,) = compare({"flat": 3.0}, {})
    assert (row.fell, row.line) == (True, "flat                            3.00         -  GONE")
    assert row.complaint == ("flat: recorded, but not measured. Bring the row back, or record anew with --record.")


def test_lines_say_by_how_much_a_ratio_changed() -> None:
    rows = compare({"flat": 10.0, "nested": 10.0, "batch": 10.0}, {"batch": 11.0, "flat": 9.0, "nested": 5.0})
    assert [row.line for row in rows] == [
        "batch                          10.00     11.00  +10%",
        "flat                           10.00      9.00  -10%",
        "nested                         10.00      5.00  -50% FELL",
    ]


def test_the_table_fits_into_80_columns() -> None:
    lines = [Compared(name, 12345.678, 1.0).line for name in measures()]
    assert max(map(len, lines)) <= 80


def test_one_line_is_said_for_each_row_that_fell(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(compare({"a": 10.0, "b": 10.0, "c": 10.0}, {"a": 1.0, "b": 9.0, "c": 2.0})) == 1
    assert capsys.readouterr().out.splitlines() == [
        "a: fell from 10.00 to 1.00. Find out what got slower.",
        "c: fell from 10.00 to 2.00. Find out what got slower.",
    ]
    assert report(compare({"a": 10.0}, {"a": 10.0})) == 0
    assert capsys.readouterr().out == ""


def in_turn(*ratios: float) -> Callable[[], float]:
    """Return a measurement that gives one ratio after the other."""
    return iter(ratios).__next__


@pytest.mark.parametrize(
    ("ratios", "ratio"), [((9.0, 1.0), 9.0), ((5.0, 9.0), 9.0), ((5.0, 4.0), 5.0)], ids=["held", "disturbed", "fell"]
)
def test_a_row_that_fell_is_measured_once_more(ratios: tuple[float, float], ratio: float) -> None:
    assert list(measure_all({"flat": in_turn(*ratios)}, {"flat": 10.0})) == [("flat", ratio)]


@pytest.fixture
def two_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put two rows in place of all, on a machine that counts instructions."""
    monkeypatch.setattr(check, "measures", lambda: {"a": lambda: 10.0, "b": lambda: 2.0})
    monkeypatch.setattr(check, "is_countable", lambda: True)


@pytest.mark.usefixtures("two_rows")
def test_what_is_recorded_is_compared_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "recorded.json"
    assert check.main(["--record"], path) == 0
    assert json.loads(path.read_text(encoding="utf-8")) == {"a": 10.0, "b": 2.0}
    assert check.main([], path) == 0
    path.write_text('{"a": 20.0, "b": 2.0}', encoding="utf-8")
    assert check.main([], path) == 1
    assert capsys.readouterr().out.splitlines()[-4:] == [
        "peer / typedfactory         recorded       now",
        "a                              20.00     10.00  -50% FELL",
        "b                               2.00      2.00  +0%",
        "a: fell from 20.00 to 10.00. Find out what got slower.",
    ]


@pytest.mark.usefixtures("two_rows")
def test_one_row_is_recorded_beside_the_others(tmp_path: Path) -> None:
    path = tmp_path / "recorded.json"
    path.write_text('{"a": 20.0, "b": 1.0}', encoding="utf-8")
    assert check.main(["--only", "a", "--record"], path) == 0
    assert json.loads(path.read_text(encoding="utf-8")) == {"a": 10.0, "b": 1.0}


@pytest.mark.usefixtures("two_rows")
def test_what_cannot_be_counted_here_is_said_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "is_countable", lambda: False)
    path = tmp_path / "recorded.json"
    path.write_text('{"a": 10.0, "b": 2.0, "a, counted": 3.0}', encoding="utf-8")
    assert check.main([], path) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Instructions are not counted: valgrind is not installed."


def test_every_row_of_the_table_is_recorded() -> None:
    names = [
        *(case.name for case in CASES),
        *(row.name for row in ROWS),
        *(f"{name}, counted" for name in counted.ROWS),
    ]
    assert sorted(json.loads(RECORDED.read_text(encoding="utf-8"))) == sorted(names)
    assert list(measures()) == [name for name in names if is_countable() or not name.endswith(check.INSTRUCTIONS)]


@pytest.mark.parametrize("library", ["typedfactory", "factory_boy"])
@pytest.mark.parametrize("row", counted.ROWS)
def test_counted_rows_do_as_many_pieces_as_they_are_told(row: str, library: str) -> None:
    works = counted.ROWS[row][0](library, 3)
    assert len(works) == 3
    first, second = works[0](), works[1]()
    assert first is not second
