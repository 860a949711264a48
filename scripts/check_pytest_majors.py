"""Run the tests of the pytest plugin, and those of the examples, with the major version of pytest before the newest one.

``make test`` makes the environment and calls this; the newest version is in ``.venv``, where all tests run.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venvs" / "pytest-8" / "bin" / "python"
TESTS = ("tests/pytest_plugin", "tests/examples")


def major(version: str) -> int:
    """Return the first number of a version."""
    return int(version.partition(".")[0])


def main() -> int:
    """Run the tests; return the exit code."""
    if not PYTHON.exists():
        print(f"{PYTHON.relative_to(ROOT)} is not there. Run: make .venvs/pytest-8/.installed")
        return 1
    code = "from importlib import metadata; print(metadata.version('pytest'))"
    older = subprocess.run([str(PYTHON), "-c", code], check=True, capture_output=True, text=True).stdout.strip()
    newest = metadata.version("pytest")
    print(f"pytest {older} here, {newest} in .venv", flush=True)
    if major(older) + 1 != major(newest):
        print("These are not two major versions in a row. Set the bounds of pytest in the Makefile.")
        return 1
    return subprocess.run([str(PYTHON), "-m", "pytest", "--quiet", *TESTS], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
