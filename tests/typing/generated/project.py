"""A project with models, factories and uses of them, whose stub files are written, and checkers run on it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
BIN = Path(sys.executable).parent
SOURCES = {"models": "shop_models", "factories": "shop_factories", "uses": "uses"}

#: Checker → its command; what it checks follows.
CHECKERS: dict[str, Sequence[str]] = {
    "mypy": ["mypy", "--strict", "--follow-imports=silent", "--cache-dir=.cache"],
    "pyright": ["pyright", "--pythonpath", sys.executable],
    "basedpyright": ["basedpyright", "--level=error", "--pythonpath", sys.executable],
    "ty": [
        "ty",
        "check",
        "--no-progress",
        "--error-on-warning",
        "--output-format=concise",
        f"--python={sys.prefix}",
        "--extra-search-path=typings",
        f"--extra-search-path={ROOT}",
    ],
    "pyrefly": [
        "pyrefly",
        "check",
        "--output-format=min-text",
        f"--python-interpreter-path={sys.executable}",
        "--search-path=typings",
        "--search-path=.",
        f"--search-path={ROOT}",
    ],
}
_ERROR = re.compile(r"\buses\.py:(\d+)")
_NO_ERROR = re.compile(r"note:|warning", re.IGNORECASE)


def write_project(folder: Path) -> None:
    """Write the modules of the project.

    Args:
        folder: Where to.
    """
    for source, module in SOURCES.items():
        text = (HERE / "cases" / f"{source}.txt").read_text(encoding="utf-8")
        (folder / f"{module}.py").write_text(text, encoding="utf-8")
    (folder / "pyrightconfig.json").write_text(json.dumps({"extraPaths": [str(ROOT)]}), encoding="utf-8")


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the project.

    Args:
        folder: The project.
        command: The command.
    """
    paths = os.pathsep.join([str(ROOT), str(folder / "typings")])
    env = {**os.environ, "PYTHONPATH": str(ROOT), "MYPYPATH": paths}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def write_types(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Write the stub files of the project's factories.

    Args:
        folder: The project.
        options: More options of the command.
    """
    return run(folder, sys.executable, "-m", "typedfactory.typing", "shop_factories.py", "--out", "typings", *options)


def wrong_lines() -> set[int]:
    """Return the lines of the uses that are marked as wrong."""
    text = (HERE / "cases" / "uses.txt").read_text(encoding="utf-8")
    return {number for number, line in enumerate(text.splitlines(), 1) if line.endswith("# wrong")}


def found_lines(folder: Path, command: Sequence[str]) -> set[int]:
    """Return the lines of the uses that a checker finds something in.

    Args:
        folder: The project.
        command: What runs the checker.
    """
    result = run(folder, str(BIN / command[0]), *command[1:], "uses.py")
    lines = [line for line in (result.stdout + result.stderr).splitlines() if not _NO_ERROR.search(line)]
    return {int(match[1]) for line in lines for match in _ERROR.finditer(line)}
