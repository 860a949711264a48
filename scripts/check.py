"""Run every check of the project, and close with a verdict in plain words.

``make test`` calls this with the Python of ``.venv``. A check that fails does not keep the others from running, so
that one run tells everything there is to mend. What takes long runs beside the tests: they keep one core busy.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
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


#: Tests that mostly wait for programs that they start: they run beside the others.
PROGRAMS = ("tests/examples", "tests/mypy", "tests/pytest_plugin")


def tested(*arguments: str) -> tuple[str, ...]:
    """Return the command that runs tests and notes what they cover.

    pytest is started under coverage, not with --cov: the package's own pytest plugin is imported before other plugins
    can look.
    """
    return (sys.executable, "-m", "coverage", "run", "--parallel-mode", "-m", "pytest", *arguments)


#: What takes seconds.
QUICK = (
    Check("ruff check", (str(BIN / "ruff"), "check", "--output-format=concise", ".")),
    Check("ruff format", (str(BIN / "ruff"), "format", "--check", ".")),
    Check("typos", (str(BIN / "typos"),)),
    Check("import-linter", (str(BIN / "lint-imports"), "--no-logo")),
    Check("coverage erase", (sys.executable, "-m", "coverage", "erase")),
)
#: What runs beside the tests, one after the other; its output is shown when they have ended.
BESIDE = (
    Check("pytest: programs", tested("--quiet", *PROGRAMS)),
    Check("mypy", (str(BIN / "mypy"), "--strict", *TYPED)),
    Check(
        "docs",
        (str(ROOT / ".venvs" / "docs" / "bin" / "python"), "-m", "sphinx", "-q", *SPHINX, "docs", "docs/_build/html"),
    ),
    Check("wheel", (sys.executable, "-m", "scripts.smoke_wheel")),
    Check("tutorial", (sys.executable, "-m", "scripts.try_tutorial")),
    Check("pytest 8", (sys.executable, "-m", "scripts.check_pytest_majors")),
)
TESTS = (Check("pytest", tested(*(f"--ignore={path}" for path in PROGRAMS))),)
#: What can be said when all tests have run.
LAST = (
    Check("coverage combine", (sys.executable, "-m", "coverage", "combine", "--quiet")),
    Check("coverage", (sys.executable, "-m", "coverage", "report")),
)
CHECKS = (*QUICK, *TESTS, *BESIDE, *LAST)


class Outcome(NamedTuple):
    """What a check came to: whether it passed, what it printed unless that was shown, and how long it took."""

    check: Check
    passed: bool
    output: str
    seconds: float


def run(check: Check, *, shown: bool) -> Outcome:
    """Run one check, with its output shown while it runs or kept."""
    start = time.monotonic()
    stream = None if shown else subprocess.PIPE
    done = subprocess.run(
        check.command, cwd=ROOT, env=environment(), check=False, text=True, stdout=stream, stderr=subprocess.STDOUT
    )
    return Outcome(check, done.returncode == 0, done.stdout or "", time.monotonic() - start)


def run_shown(check: Check) -> bool:
    """Run one check with its output shown under its name; say whether it passed."""
    print(f"\n--- {check.name} ---", flush=True)
    return conclude(run(check, shown=True))


def conclude(outcome: Outcome) -> bool:
    """Print how a check ended; say whether it passed."""
    verdict = "passed" if outcome.passed else "FAILED"
    print(f"--- {outcome.check.name}: {verdict}, {outcome.seconds:.0f} s ---", flush=True)
    return outcome.passed


def show(outcome: Outcome) -> bool:
    """Print what a check printed that ran beside others; say whether it passed."""
    print(f"\n--- {outcome.check.name} ---\n{outcome.output.rstrip()}", flush=True)
    return conclude(outcome)


def environment() -> dict[str, str]:
    """Return the environment of the checks: the caller's, without what would make them look elsewhere."""
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}


def main() -> int:
    """Run all checks; return the exit code."""
    start = time.monotonic()
    failed = [check.name for check in QUICK if not run_shown(check)]
    with ThreadPoolExecutor(max_workers=1) as pool:
        beside = pool.map(lambda check: run(check, shown=False), BESIDE)
        failed += [check.name for check in TESTS if not run_shown(check)]
        failed += [outcome.check.name for outcome in beside if not show(outcome)]
    failed += [check.name for check in LAST if not run_shown(check)]
    seconds = time.monotonic() - start
    if failed:
        print(f"\nFAILED: {', '.join(failed)} ({len(failed)} of {len(CHECKS)} checks, {seconds:.0f} s). See above.")
        return 1
    print(f"\nEverything passed: {', '.join(check.name for check in CHECKS)} ({seconds:.0f} s).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
