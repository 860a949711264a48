"""Progress is shown on a terminal, once work has taken a second; tables fit narrow ones."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from typedfactory.cli.frame import waiting
from typedfactory.cli.frame.output import show_table


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    shown = io.StringIO()
    monkeypatch.setattr(waiting, "error_console", lambda: Console(file=shown, force_terminal=True, width=80))
    return shown


def test_work_of_less_than_a_second_shows_nothing(terminal: io.StringIO) -> None:
    assert list(waiting.watched(range(3), "Counting", 3)) == [0, 1, 2]
    assert terminal.getvalue() == ""


def test_longer_work_shows_what_is_done_and_at_which_rate(
    terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0.0)
    assert sum(waiting.watched(range(2000), "Counting", 2000)) == 1999000
    assert "Counting" in terminal.getvalue()
    assert "2,000" in terminal.getvalue()


def test_where_there_is_no_terminal_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(waiting, "error_console", lambda: Console(file=shown, width=80))
    monkeypatch.setattr(waiting, "PATIENCE", 0.0)
    assert list(waiting.watched([1], "Counting")) == [1]
    assert shown.getvalue() == ""


def test_a_table_is_shown_row_by_row_where_it_is_narrow() -> None:
    shown = io.StringIO()
    show_table(Console(file=shown, width=40), ("Name", "Error", "Place"), [("lamp", "dark", ""), ("sofa", "", "x:1")])
    assert shown.getvalue() == "lamp\n  Error: dark\nsofa\n  Place: x:1\n"
