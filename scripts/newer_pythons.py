"""Run all tests on Pythons that are newer than the machine: those of Debian's next release, in a root of its own.

``python -m scripts.newer_pythons`` makes the root in ``.venvs/forky`` and keeps it; ``make test-all`` calls this for the
versions that the machine lacks. It needs Linux, the user root, debootstrap, and a Debian mirror among apt's sources. Where
one of these is missing it says so, and its exit code is 77.

The tests run on a copy of the checkout. The machine's databases are reached as ever: the network is the machine's.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scripts.debian_root import CannotRunError, DebianRoot, ask_for_means, settings

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ("3.14", "3.15")
#: The exit code that says "not run"; by habit, what test runners take for "skipped".
CANNOT = 77
INTERRUPTED = 128 + signal.SIGINT
FORKY = DebianRoot(
    ROOT / ".venvs" / "forky",
    "forky",
    ("ca-certificates", *(name for each in VERSIONS for name in (f"python{each}", f"python{each}-venv"))),
)
#: Where things are in the root.
CHECKOUT, VENVS = Path("/src"), Path("/venvs")
MADE_FROM = (ROOT / "pyproject.toml", ROOT / "typedfactory" / "__about__.py")
#: What is installed: the first that can be. The tools of ``dev`` may come to a new Python later than the libraries do.
EXTRAS = ("dev", "all,test")
#: The tests that need the tools of ``dev``.
NEED_DEV = ("tests/typing",)
#: Packages of a build without the global lock; Debian's names for it have changed.
FREE_THREADED = re.compile(r"python3\.\d+(t|-nogil|-freethreaded|-free-threading)")
COUNTS = re.compile(r"\d+ (?:passed|failed|errors?|skipped|xfailed|xpassed|deselected)\b")


class Result(NamedTuple):
    """What the tests came to on one Python."""

    name: str
    passed: bool
    counts: str


class Room(NamedTuple):
    """The root with the checkout in it, ready to run commands.

    Attributes:
        root: The root.
        shared: Folders of the machine that are seen there.
        environment: The environment of the commands.
    """

    root: DebianRoot
    shared: tuple[Path, ...]
    environment: Mapping[str, str]

    def run(self, *command: str) -> bool:
        """Run a command in the copy of the checkout with its output shown; say whether it succeeded."""
        entering = self.root.entering(*command, shared=self.shared, directory=str(CHECKOUT))
        return subprocess.run(entering, check=False, env=self.environment).returncode == 0

    def read(self, *command: str) -> list[str]:
        """Return the lines that a command prints."""
        entering = self.root.entering(*command, shared=self.shared)
        done = subprocess.run(entering, check=False, env=self.environment, stdout=subprocess.PIPE, text=True)
        return done.stdout.splitlines()

    def tally(self, *command: str) -> tuple[bool, str]:
        """Run pytest with its output shown; say whether it succeeded, and what it counted."""
        entering = self.root.entering(*command, shared=self.shared, directory=str(CHECKOUT))
        last = ""
        with subprocess.Popen(entering, env=self.environment, stdout=subprocess.PIPE, text=True) as process:
            try:
                for line in process.stdout or ():
                    print(line, end="", flush=True)
                    last = line if COUNTS.search(line) and re.search(r" in [\d.]+s", line) else last
            finally:
                # After an exception, Ctrl-C too; a process that has ended is past killing.
                process.kill()
        return process.wait() == 0, ", ".join(COUNTS.findall(last)) or "nothing counted"


def copy_checkout(source: Path, target: Path) -> None:
    """Copy what belongs to the project, anew: tests write beside themselves, and are not to do so here."""
    ignored = [line.rstrip("/").rpartition("/")[2] for line in (source / ".gitignore").read_text("utf-8").splitlines()]
    shutil.rmtree(target, ignore_errors=True)
    patterns = [pattern for pattern in ignored if pattern and not pattern.startswith("#")]
    shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns(".git", *patterns))


def install(room: Room, command: str) -> str | None:
    """Make an environment of a Python in the root and fill it, if need be.

    Args:
        room: Where.
        command: The Python's command there.

    Returns:
        The extras that are in it; None if none of them could be installed.
    """
    inside = VENVS / command
    stamp = room.root.inside(inside) / ".installed"
    if stamp.exists() and all(stamp.stat().st_mtime > source.stat().st_mtime for source in MADE_FROM):
        return stamp.read_text(encoding="utf-8")
    shutil.rmtree(room.root.inside(inside), ignore_errors=True)
    for extras in EXTRAS:
        print(f"Installing typedfactory[{extras}] for {command}", flush=True)
        pip = (f"{inside}/bin/python", "-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check")
        if room.run(command, "-m", "venv", str(inside)) and room.run(*pip, "--editable", f".[{extras}]"):
            stamp.write_text(extras, encoding="utf-8")
            return extras
    return None


def check_python(room: Room, command: str, tests: Sequence[str] = ()) -> Result:
    """Run all tests, or those that are named, on one Python of the root; all tests are followed by the tutorial."""
    print(f"\n--- {command}, in {room.root.folder} ---", flush=True)
    extras = install(room, command)
    if extras is None:
        return Result(command, passed=False, counts="not installed")
    python = f"{VENVS}/{command}/bin/python"
    left_out = [f"--ignore={path}" for path in NEED_DEV if extras != EXTRAS[0]]
    passed, counts = room.tally(python, "-m", "pytest", "--quiet", *left_out, *tests)
    if left_out:
        counts += f" (without {', '.join(NEED_DEV)}: their tools could not be installed)"
    if not tests and not room.run(python, "-m", "scripts.try_tutorial"):
        return Result(command, passed=False, counts=f"{counts}; the tutorial failed")
    return Result(command, passed, counts)


def free_threaded(room: Room) -> list[str]:
    """Install the builds without the global lock that the release has; return their commands."""
    packages = [name for name in room.read("apt-cache", "pkgnames", "python3") if FREE_THREADED.fullmatch(name)]
    if not packages or not room.run("apt-get", "install", "--yes", "--quiet", *packages):
        return []
    files = room.read("dpkg", "--listfiles", *packages)
    return [Path(name).name for name in files if re.fullmatch(r"/usr/bin/python3\.\d+(t|-nogil)", name)]


def check(versions: Iterable[str] = VERSIONS, tests: Sequence[str] = (), **environment: str) -> list[Result]:
    """Run the tests on Pythons of forky, and on its builds without the global lock if there are any.

    Args:
        versions: Which; some of `VERSIONS`.
        tests: Arguments of pytest that choose tests; all are run without.
        **environment: Variables for the tests.

    Raises:
        CannotRunError: If this machine cannot have such a root; says why.
    """
    ask_for_means()
    FORKY.make()
    room = Room(FORKY, FORKY.carry_in(), {**settings(os.environ), **environment})
    copy_checkout(ROOT, FORKY.inside(CHECKOUT))
    results = [check_python(room, f"python{version}", tests) for version in versions]
    free = free_threaded(room)
    if not free:
        print(f"\nNo build without the global lock in {FORKY.release}: not tested.", flush=True)
    return [*results, *(check_python(room, command, tests) for command in free)]


def main(arguments: Sequence[str]) -> int:
    """Run the tests on the versions that are named, or on all; return the exit code."""
    parser = argparse.ArgumentParser(description="Run all tests on Pythons that are newer than this machine.")
    parser.add_argument("versions", nargs="*", help=f"which: {', '.join(VERSIONS)}; both if none is named")
    parser.add_argument("--tests", nargs="+", default=[], metavar="PATH", help="only these tests, and no tutorial")
    options = parser.parse_args(arguments)
    unknown = [version for version in options.versions if version not in VERSIONS]
    if unknown:
        parser.error(f"{', '.join(unknown)}: not in {FORKY.release}. It has {', '.join(VERSIONS)}.")
    # So that what runs in the root ends with this, as it does after Ctrl-C.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        results = check(options.versions or VERSIONS, options.tests)
    except CannotRunError as error:
        print(f"Cannot test on newer Pythons here: {error}")
        return CANNOT
    except KeyboardInterrupt:
        print("\nInterrupted. Nothing stays mounted, nothing runs on.")
        return INTERRUPTED
    print()
    for result in results:
        print(f"  {'passed' if result.passed else 'FAILED'}  {result.name}: {result.counts}")
    return 0 if all(result.passed for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
