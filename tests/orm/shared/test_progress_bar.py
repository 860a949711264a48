"""A progress bar, with whichever library there is."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest
from typing_extensions import Self

from typedfactory.orm.shared.progress_bar import show_progress


class Bar:
    """Notes how far it was moved, like a bar of tqdm."""

    moved: list[int]

    def __init__(self, total: int, desc: str) -> None:
        type(self).moved = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def update(self, size: int) -> None:
        self.moved.append(size)


def test_rich_shows_it(capsys: Any) -> None:
    pytest.importorskip("rich")
    assert list(show_progress([2, 1], 3)) == [2, 1]
    assert "bulk_create" in capsys.readouterr().out


def test_tqdm_shows_it_where_rich_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rich.progress", None)
    monkeypatch.setitem(sys.modules, "tqdm", SimpleNamespace(tqdm=Bar))
    assert (list(show_progress([2, 1], 3)), Bar.moved) == ([2, 1], [2, 1])


def test_without_both_nothing_is_shown(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setitem(sys.modules, "rich.progress", None)
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert list(show_progress([2, 1], 3)) == [2, 1]
    assert capsys.readouterr().out == ""
