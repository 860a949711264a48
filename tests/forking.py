"""Work in a forked process."""

from __future__ import annotations

import ast
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest

#: For tests that need such processes.
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


def fork() -> int:
    """Fork, also where a thread of an earlier test is still about to end: no child waits for one."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"This process \(pid=\d+\) is multi-threaded", DeprecationWarning)
        return os.fork()


def in_child(work: Callable[[], Any]) -> Any:
    """Return what a function gives in a process that is forked for it: something whose ``repr`` can be read again."""
    with NamedTemporaryFile() as file:
        child = fork()
        if child == 0:
            try:
                Path(file.name).write_text(repr(work()))
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        return ast.literal_eval(Path(file.name).read_text())
