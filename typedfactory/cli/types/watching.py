"""Doing something again whenever a file of the user's changes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from typedfactory.cli.frame.targets import folders_to_files, path_of

#: Seconds between two looks.
PAUSE = 0.5


def changes(targets: Sequence[str], pause: float = PAUSE) -> Iterator[None]:
    """Give a turn at once, and another one whenever a Python file at the targets was changed, added or taken away.

    Args:
        targets: Files, folders, and modules of the current folder.
        pause: Seconds between two looks.
    """
    seen: dict[Path, int] | None = None
    while True:
        now = {
            file: file.stat().st_mtime_ns
            for target in targets
            for file in folders_to_files(path_of(target) or Path.cwd())
            if file.is_file()
        }
        if now != seen:
            seen = now
            yield
        else:
            time.sleep(pause)


def run_again(arguments: Sequence[str]) -> int:
    """Run a command in a process of its own, which imports the files as they are now; return its status.

    Args:
        arguments: The command line, without the program.
    """
    return subprocess.run([sys.executable, "-m", "typedfactory", *arguments], check=False).returncode  # noqa: S603 - ourselves
