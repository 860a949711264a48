"""``python -m typedfactory.typing PATH… [--check] [--watch] [--depth N] [--out FOLDER]``."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from typedfactory.typing import Outcome, stub_files, write_stubs
from typedfactory.typing.loading import modules_at

#: Seconds between looks at the files.
_PAUSE = 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Write, or check, the stub files of the factories at paths; return the exit status.

    Args:
        arguments: What the command is given.
    """
    parser = argparse.ArgumentParser(
        prog="python -m typedfactory.typing", description="Write typed calls of factories."
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files, or folders of files")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is missing or stale")
    parser.add_argument("--watch", action="store_true", help="write again whenever a Python file there changes")
    parser.add_argument("--depth", type=int, default=2, help="how many factories deep paths go through (2)")
    parser.add_argument("--out", type=Path, help="the folder to write to; beside the modules without")
    options = parser.parse_args(arguments)
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        parser.error(f"{missing[0]}: there is no such file or folder.")
    if options.watch:
        return _watch(
            options.paths, ["--depth", str(options.depth), *(["--out", str(options.out)] if options.out else [])]
        )
    status = 0
    for file, outcome in write_stubs(
        stub_files(modules_at(options.paths), options.depth, options.out), check=options.check
    ):
        if outcome is not Outcome.SAME:
            print(f"{file.path}: {outcome.value}")  # noqa: T201 - what the command says
        if outcome in (Outcome.STALE, Outcome.FOREIGN):
            status = 1
    return status


def _watch(paths: Sequence[Path], options: Sequence[str]) -> int:
    """Run the command anew, in a process of its own, whenever a file has changed: until it is interrupted."""
    seen: dict[Path, int] = {}
    command = [sys.executable, "-m", "typedfactory.typing", *map(str, paths), *options]
    try:
        while True:
            now = {file: file.stat().st_mtime_ns for path in paths for file in _sources(path)}
            if now != seen:
                subprocess.run(command, check=False)  # noqa: S603 - this command, with the arguments that it was given
                seen = now
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        return 0


def _sources(path: Path) -> list[Path]:
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


if __name__ == "__main__":
    sys.exit(main())
