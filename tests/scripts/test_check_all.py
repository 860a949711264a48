"""What `make test-all` does about versions of Python that the machine lacks."""

from __future__ import annotations

from typing import Any

import pytest

from scripts import check_all, newer_pythons
from scripts.debian_root import CannotRunError
from scripts.newer_pythons import VERSIONS, Result

PASSED = Result("python3.14", passed=True, counts="3 passed")


def refuse(*_: object, **__: object) -> Any:
    message = "no network."
    raise CannotRunError(message)


def test_versions_that_the_machine_lacks_are_tested_where_they_can(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def note(versions: object, **_: object) -> list[Result]:
        asked.append(versions)
        return [PASSED]

    monkeypatch.setattr(newer_pythons, "check", note)
    missing = ["3.12", *VERSIONS]
    assert check_all.check_newer(missing) == {"python3.14 of Debian's forky: 3 passed": True}
    assert (asked, missing) == ([list(VERSIONS)], ["3.12"])


def test_where_they_cannot_it_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(newer_pythons, "check", refuse)
    missing = ["3.15"]
    assert check_all.check_newer(missing) == {}
    assert missing == ["3.15"]
    assert "Cannot test on newer Pythons here: no network." in capsys.readouterr().out


def test_what_the_machine_has_needs_no_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newer_pythons, "check", refuse)
    assert check_all.check_newer(["3.10"]) == {}
