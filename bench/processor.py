"""How long programs keep the processor busy, which other processes disturb least."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


def time_python(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> float:
    """Run Python; return how many seconds of the processor it took.

    Args:
        arguments: What Python is called with.
        folder: Where it is called.
        environment: With which environment.

    Raises:
        RuntimeError: The program failed.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *arguments], cwd=folder, env=dict(environment), check=False, capture_output=True, text=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
