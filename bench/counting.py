"""Counting the instructions that a program executes, with valgrind: the same number again and again, however busy the machine is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_TOTAL = re.compile(r"^(?:summary|totals): (\d+)", re.MULTILINE)


class NotCountedError(Exception):
    """The program failed, or valgrind did not count."""


def is_countable() -> bool:
    """Say whether instructions can be counted here."""
    return shutil.which("valgrind") is not None


def count_instructions(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
    """Return how many instructions a run of Python executes.

    Args:
        arguments: What Python is called with.
        folder: Where it is called.
        environment: With which environment.

    Raises:
        NotCountedError: The program failed, or valgrind did not count.
    """
    with tempfile.NamedTemporaryFile() as output:
        valgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={output.name}", sys.executable]
        done = subprocess.run(  # noqa: S603 - our own program
            [*valgrind, *arguments], cwd=folder, env=dict(environment), check=False, capture_output=True, text=True
        )
        total = _TOTAL.search(Path(output.name).read_text(encoding="utf-8"))
    if done.returncode or total is None:
        raise NotCountedError(f"valgrind returned {done.returncode}.\n{done.stdout}{done.stderr}")
    return int(total[1])
