"""The comparison of what type checkers find: its programs are correct, and the page says what it gives."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("polyfactory", reason="the bench extra is not installed")

from bench import static_checking
from bench.static_checking import CONTESTANTS, MISTAKES, Contestant, check, news

PAGE = (Path(__file__).parents[1] / "docs" / "comparison.md").read_text(encoding="utf-8")
BY_NAME = {contestant.name: contestant for contestant in CONTESTANTS}


@pytest.mark.parametrize("contestant", CONTESTANTS[:3], ids=lambda contestant: contestant.name)
def test_the_correct_program_runs(contestant: Contestant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models.py").write_text(static_checking.MODELS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "models", raising=False)
    exec(compile(contestant.correct, f"<{contestant.name}>", "exec"), {"__name__": "program"})  # noqa: S102 - it is ours
    monkeypatch.delitem(sys.modules, "models")


def test_each_library_makes_every_mistake() -> None:
    assert [len(contestant.mistakes) for contestant in CONTESTANTS] == [len(MISTAKES)] * len(CONTESTANTS)


def test_the_plugin_finds_every_mistake_and_gives_no_alarm(tmp_path: Path) -> None:
    found = check(BY_NAME["typedfactory, plugin"], tmp_path / "project")
    assert found.pop("correct") == []
    assert [name for name, messages in found.items() if not messages] == []


def test_what_mypy_says_of_correct_code_too_is_no_find() -> None:
    assert news(["an alarm", "a find"], ["an alarm"]) == ["a find"]


def test_a_mistake_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    contestant = Contestant("nobody", "x = 1\n", (("y", "z"),))
    with pytest.raises(LookupError, match="nobody: 'y' does not occur"):
        check(contestant, tmp_path)


def test_the_page_lists_the_mistakes() -> None:
    assert [mistake for mistake in MISTAKES if f"| {mistake} |" not in PAGE] == []
