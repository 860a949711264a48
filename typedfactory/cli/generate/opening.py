"""Files that are there whole or not at all: written under another name, and renamed at the end."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

#: The standard output, as it is named on the command line.
STANDARD = "-"


@contextlib.contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """Open a file for writing; nothing is left of it where the block does not end well.

    Args:
        path: The file; ``-`` is the standard output.
    """
    if path == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if not Path(path).is_file() and Path(path).exists():
        # A pipe, /dev/null: nothing that could be renamed.
        with Path(path).open("wb") as file:
            yield file
        return
    part = Path(f"{path}.part")
    try:
        with part.open("wb") as file:
            yield file
        os.replace(part, path)  # noqa: PTH105 - atomic, and says so
    finally:
        part.unlink(missing_ok=True)
