"""A shell in an empty project; what a command imports is forgotten after the test."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Shell


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    """A shell in a project with nothing but an empty pyproject.toml."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    monkeypatch.setattr(sys, "path", list(sys.path))
    before = dict(sys.modules)
    (tmp_path / "pyproject.toml").touch()
    yield Shell(tmp_path, capsys)
    for name, module in list(sys.modules.items()):
        if name not in before and is_below(module, tmp_path):
            del sys.modules[name]


def is_below(module: object, folder: Path) -> bool:
    """Say whether a module is from below a folder; packages without a file of their own are, by their paths."""
    places = [getattr(module, "__file__", None), *list(getattr(module, "__path__", None) or ())]
    return any(str(place).startswith(str(folder)) for place in places)
