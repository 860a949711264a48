"""Runs the tools of an example as its reader would: in its folder, with its settings, in a process of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
#: What would make the example's tools look elsewhere.
_OURS = {"PYTEST_ADDOPTS", "PYTEST_PLUGINS", "DJANGO_SETTINGS_MODULE", "PYTHONPATH"}


def run_tests(example: str, *arguments: str) -> str:
    """Run the tests of an example; fail with their output where they fail.

    Args:
        example: The name of its folder.
        *arguments: What pytest is told besides.

    Returns:
        The output.
    """
    result = run_tool(EXAMPLES / example, "pytest", "-p", "no:cacheprovider", *arguments)
    if result.returncode:
        pytest.fail(f"The tests of examples/{example}:\n{result.stdout}{result.stderr}", pytrace=False)
    return result.stdout


def find_mistakes(example: str, folder: Path, mistakes: str) -> dict[str, str]:
    """Check a copy of an example with mypy, with mistakes added to its factories.

    Args:
        example: The name of its folder.
        folder: Where the copy goes.
        mistakes: Lines of Python.

    Returns:
        Line of code → what mypy says of it: nothing but the mistakes, if the example itself has none.
    """
    copy = shutil.copytree(EXAMPLES / example, folder / example, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    with (copy / "tests" / "factories.py").open("a", encoding="utf-8") as factories:
        factories.write(mistakes)
    result = run_tool(copy, "mypy", "--no-error-summary", f"--cache-dir={folder / 'cache'}", ".")
    assert not result.stderr
    found: dict[str, str] = {}
    for line in result.stdout.splitlines():
        path, number, kind, message = line.split(":", 3)
        assert kind == " error", line
        found[(copy / path).read_text(encoding="utf-8").splitlines()[int(number) - 1]] = message.strip()
    return found


def run_tool(folder: Path, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a Python tool in a folder, without what is set for the tests that this is part of.

    Args:
        folder: Where it runs.
        module: What comes after ``python -m``.
        *arguments: What comes after that.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _OURS}
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
