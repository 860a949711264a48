"""Run every check of the project, one after the other, and close with a verdict in plain words.

``make test`` calls this with the Python of ``.venv``. A check that fails does not keep the others from running, so
that one run tells everything there is to mend.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
#: A link that leads nowhere is a warning, too. All pages are read anew: only then are all warnings given.
SPHINX = ("--fail-on-warning", "--keep-going", "--fresh-env", "-b", "html")
TYPED = ("typedfactory", "tests", "examples", "scripts", "conftest.py")


class Check(NamedTuple):
    """A check: its name, and the command that fails when something is wrong."""

    name: str
    command: tuple[str, ...]


# pytest and what it covered come last, so that their summary stands right above the verdict. It is started under
# coverage, not with --cov: the package's own pytest plugin is imported before other plugins can look.
CHECKS = (
    Check("ruff check", (str(BIN / "ruff"), "check", "--output-format=concise", ".")),
    Check("ruff format", (str(BIN / "ruff"), "format", "--check", ".")),
    Check("typos", (str(BIN / "typos"),)),
    Check("mypy", (str(BIN / "mypy"), "--strict", *TYPED)),
    Check("import-linter", (str(BIN / "lint-imports"), "--no-logo")),
    Check("docs", (sys.executable, "-m", "sphinx", "-q", *SPHINX, "docs", "docs/_build/html")),
    Check("wheel", (sys.executable, "-m", "scripts.smoke_wheel")),
    Check("tutorial", (sys.executable, "-m", "scripts.try_tutorial")),
    Check("pytest 8", (sys.executable, "-m", "scripts.check_pytest_majors")),
    Check("pytest", (sys.executable, "-m", "coverage", "run", "-m", "pytest")),
    Check("coverage", (sys.executable, "-m", "coverage", "report")),
)


def run(check: Check) -> bool:
    """Run one check with its output shown under its name; say whether it passed."""
    print(f"\n--- {check.name} ---", flush=True)
    start = time.monotonic()
    passed = subprocess.run(check.command, cwd=ROOT, env=environment(), check=False).returncode == 0
    print(f"--- {check.name}: {'passed' if passed else 'FAILED'}, {time.monotonic() - start:.0f} s ---", flush=True)
    return passed


def environment() -> dict[str, str]:
    """Return the environment of the checks: the caller's, without what would make them look elsewhere."""
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}


def main() -> int:
    """Run all checks; return the exit code."""
    start = time.monotonic()
    failed = [check.name for check in CHECKS if not run(check)]
    seconds = time.monotonic() - start
    if failed:
        print(f"\nFAILED: {', '.join(failed)} ({len(failed)} of {len(CHECKS)} checks, {seconds:.0f} s). See above.")
        return 1
    print(f"\nEverything passed: {', '.join(check.name for check in CHECKS)} ({seconds:.0f} s).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
