"""What the pytest plugin costs: the suites that it is measured with, and what the numbers mean."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("polyfactory", reason="the bench extra is not installed")

from bench.pytest_cost import Cost, Counted, command, environment, write_plain, write_with_factories


@pytest.mark.parametrize("plugin", [True, False])
def test_the_suite_without_factories_runs_with_the_plugin_and_without(tmp_path: Path, plugin: bool) -> None:
    write_plain(tmp_path, tests=6, files=2)
    output = run(tmp_path, plugin=plugin)
    assert "6 passed" in output
    assert sorted(path.name for path in tmp_path.glob("test_*.py")) == ["test_0.py", "test_1.py"]


def test_the_suite_with_factories_uses_registered_fixtures(tmp_path: Path) -> None:
    write_with_factories(tmp_path, tests=4, files=2)
    assert "4 passed" in run(tmp_path, plugin=True)


def run(folder: Path, *, plugin: bool) -> str:
    """Run a suite as it is measured, and return what pytest says."""
    arguments = [sys.executable, *command("-v", plugin=plugin)]
    done = subprocess.run(arguments, cwd=folder, env=environment(), check=True, capture_output=True, text=True)
    assert ("typedfactory: seed" in done.stdout) is plugin
    return done.stdout


def test_what_the_plugin_adds_is_the_median_of_the_rounds() -> None:
    cost = Cost("run", with_plugin=(1.5, 2.0, 9.0), without=(1.0, 1.0, 1.0))
    assert (cost.added, cost.share) == (1.0, 1.0)


def test_instructions_of_a_test_are_told_from_those_of_a_start() -> None:
    counted = Counted((200, 400), with_plugin=(1000 + 200 * 11, 1000 + 400 * 11), without=(500 + 2000, 500 + 4000))
    assert counted.per_test == pytest.approx(0.1)
    assert counted.share == pytest.approx((500 + 2000) / (500 + 20_000))
