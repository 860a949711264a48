"""Tests on Pythons that are newer than the machine: what is said where they cannot run, and what is counted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts import newer_pythons
from scripts.debian_root import CannotRunError
from scripts.newer_pythons import CANNOT, FORKY, FREE_THREADED, INTERRUPTED, Result, Room, copy_checkout, main


def refuse(*_: object, **__: object) -> Any:
    message = "no network."
    raise CannotRunError(message)


def interrupt(*_: object, **__: object) -> Any:
    raise KeyboardInterrupt


def results(*each: Result) -> Any:
    return lambda *_, **__: list(each)


PASSED = Result("python3.14", passed=True, counts="3 passed")
FAILED = Result("python3.15", passed=False, counts="1 failed, 2 passed")


def test_where_it_cannot_run_it_says_so_and_has_an_exit_code_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(newer_pythons, "check", refuse)
    assert main([]) == CANNOT == 77
    assert capsys.readouterr().out == "Cannot test on newer Pythons here: no network.\n"


def test_ctrl_c_is_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(newer_pythons, "check", interrupt)
    assert main([]) == INTERRUPTED == 130
    assert capsys.readouterr().out == "\nInterrupted. Nothing stays mounted, nothing runs on.\n"


def test_counts_are_printed_for_each(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(newer_pythons, "check", results(PASSED, FAILED))
    assert main([]) == 1
    assert capsys.readouterr().out == "\n  passed  python3.14: 3 passed\n  FAILED  python3.15: 1 failed, 2 passed\n"
    monkeypatch.setattr(newer_pythons, "check", results(PASSED))
    assert main(["3.14"]) == 0


def test_a_version_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["3.99"])
    assert "3.99: not in forky. It has 3.14, 3.15." in capsys.readouterr().err


def test_only_the_project_is_copied(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    for name in (".git/config", ".venv/bin/python", "docs/_build/page", "docs/page", "code.py", "old.pyc"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).touch()
    (source / ".gitignore").write_text("# Built\n*.py[cod]\n.venv/\ndocs/_build/\n", encoding="utf-8")
    target.mkdir()
    (target / "left over").touch()
    copy_checkout(source, target)
    copied = sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file())
    assert copied == [".gitignore", "code.py", "docs/page"]


@pytest.mark.parametrize(
    ("output", "code", "counted"),
    [
        ("....\\n4 passed in 0.10s\\n", 0, (True, "4 passed")),
        ("1 failed, 2 passed, 3 skipped in 70.10s (0:01:10)\\n", 1, (False, "1 failed, 2 passed, 3 skipped")),
        ("1 passed in 0.1s\\n2 errors in 3.00s\\nseed of the run: 1\\n", 2, (False, "2 errors")),
        ("broken\\n", 3, (False, "nothing counted")),
    ],
)
def test_the_last_line_of_pytest_is_what_counts(
    output: str, code: int, counted: tuple[bool, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(FORKY), "entering", lambda _self, *command, **_: list(command))
    room = Room(FORKY, (), {"PATH": "/usr/bin:/bin"})
    assert room.tally("sh", "-c", f"printf '{output}'; exit {code}") == counted


@pytest.mark.parametrize("name", ["python3.14-nogil", "python3.15t"])
def test_builds_without_the_global_lock_are_known_by_name(name: str) -> None:
    assert FREE_THREADED.fullmatch(name)


@pytest.mark.parametrize("name", ["python3.14", "python3.14-dev", "python3-nogil-tools"])
def test_other_packages_are_none(name: str) -> None:
    assert not FREE_THREADED.fullmatch(name)


def test_the_script_can_be_asked_for_help() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.newer_pythons", "--help"],
        cwd=newer_pythons.ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "3.14, 3.15" in done.stdout
