"""What `make test` runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from scripts.check import PROGRAMS, ROOT


def test_the_parts_in_which_the_tests_run_are_all_of_them() -> None:
    assert all((ROOT / path).exists() for path in PROGRAMS)
    rest = [f"--ignore={path}" for path in PROGRAMS]
    assert collected() == sorted([*collected(*PROGRAMS), *collected(*rest)])


def collected(*arguments: str) -> list[str]:
    """Return the files in which pytest finds tests."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-q", *arguments]
    lines = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.splitlines()
    return sorted(line.partition(": ")[0] for line in lines if ": " in line and Path(line.partition(": ")[0]).suffix)
