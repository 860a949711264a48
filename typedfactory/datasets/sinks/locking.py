"""A file that one run holds, so that no other writes into the same place."""

from __future__ import annotations

import contextlib
import importlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

try:
    _fcntl: UserValue = importlib.import_module("fcntl")
except ModuleNotFoundError:
    _fcntl = None


class Lock:
    """A lock that ends with the process that holds it, however that ends; without ``fcntl``, with `release` only.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def acquire(self) -> bool:
        """Take it; say whether nobody else holds it."""
        flags = os.O_RDWR | os.O_CREAT | (0 if _fcntl else os.O_EXCL)
        try:
            handle = os.open(self._path, flags, 0o644)
        except FileExistsError:
            return False
        if _fcntl is not None:
            try:
                _fcntl.flock(handle, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
            except OSError:
                os.close(handle)
                return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Give it up."""
        if self._handle is not None:
            # While it is held, so that nobody takes a file that is about to go.
            with contextlib.suppress(FileNotFoundError):
                self._path.unlink()
            os.close(self._handle)
            self._handle = None
