"""Go through the tutorial as a new user: write its files, type its commands, and compare what is shown.

``python -m scripts.try_tutorial [page]`` does so in an empty folder, in a fresh environment, with the wheel of the tree in
place of ``../typedfactory``. It ends at the first difference and names the line of the page. ``--show`` prints what is
shown, whether it differs or not.

Not compared are times, versions, the folder, and the seeds that runs choose. A run whose seed the page repeats later
(``--factory-seed=…``) is given that seed, so that it shows what the page shows.
"""

from __future__ import annotations

import difflib
import doctest
import os
import re
import sys
import tempfile
import time
from pathlib import Path

from scripts.pages import Command, File, PageError, Statement, Step, read_page
from scripts.smoke_wheel import ROOT, build_wheel
from scripts.terminal import Terminal

PAGE = ROOT / "docs" / "tutorial.md"
#: What the page calls the source tree, and the folder that all of it happens in.
TREE, HOME = "../typedfactory", "/home/you"
#: What would make tools look elsewhere, or show something else.
_REMOVED = ("PYTHON", "PYTEST", "VIRTUAL_ENV", "MYPY", "FORCE_COLOR", "CI", "BUILD_NUMBER", "TYPEDFACTORY")
_SEED = re.compile(r"--factory-seed=(\d+)")


class Differs(Exception):  # noqa: N818 - it is a finding, no mistake of the script
    """The page says something else than what happens."""


class Reader:
    """Somebody who does what a page says.

    Args:
        folder: An empty folder.
        wheel: What is installed.
        seeds: The seeds that the page repeats.
        loud: Whether all that is shown is printed.
    """

    def __init__(self, folder: Path, wheel: Path, seeds: set[str], *, loud: bool = False) -> None:
        self.folder = folder
        self.here = folder
        self.wheel = wheel
        self.seeds = seeds
        self.loud = loud
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_REMOVED)}
        # Whatever else is in the path of this process, its environment above all, must not stand in for what is missing.
        self.terminal = Terminal(folder, {**kept, "PATH": os.defpath, "COLUMNS": "80", "PYTHONUTF8": "1"})
        self.terminal.run(f'python3() {{ "{Path(sys.executable).resolve()}" "$@"; }}')

    def follow(self, step: Step) -> None:
        """Do one step.

        Raises:
            Differs: What is shown is not what the page shows.
        """
        if isinstance(step, File):
            path = self.here / step.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                step.write_into(path.read_text(encoding="utf-8") if path.exists() else ""), encoding="utf-8"
            )
            return
        if isinstance(step, Statement) is not self.terminal.in_python:
            place = "is the Python prompt" if self.terminal.in_python else "is no Python prompt, but the shell"
            raise PageError(f"line {step.line}: where this is typed {place}.")
        shown = self.terminal.enter(step.text) if isinstance(step, Statement) else self.run(step)
        if self.loud:
            print(f"{'>>>' if isinstance(step, Statement) else '$'} {step.text.rstrip()}\n{shown}", end="")
        compare(step, shown.replace(str(self.folder), HOME))

    def run(self, command: Command) -> str:
        """Type a command; return what it shows."""
        text = command.text.replace(TREE, str(self.wheel))
        seed = next((seed for seed in self.seeds if seed in command.shown and seed not in text), None)
        if seed is not None:
            text = f"PYTEST_ADDOPTS=--factory-seed={seed} {text}"
        shown, code = self.terminal.run(text)
        if text.startswith("cd "):
            self.here /= text.removeprefix("cd ")
        if text.startswith("pip ") and code == 0:
            # What pip has to say about itself and how it is configured is none of the page's.
            return command.shown
        return shown


def compare(step: Command | Statement, shown: str) -> None:
    """Compare what is shown with what the page shows.

    Raises:
        Differs: They are not the same.
    """
    expected, got = normalised(step.shown), normalised(shown)
    if not doctest.OutputChecker().check_output(expected, got, doctest.ELLIPSIS):
        lines = difflib.unified_diff(
            _filled(expected.splitlines(), got.splitlines()),
            got.splitlines(),
            "the page",
            "what is shown",
            lineterm="",
            n=99,
        )
        raise Differs(f"line {step.line}: {step.text.splitlines()[0]}\n" + "\n".join(lines))


def normalised(text: str) -> str:
    """Return what a command shows without what differs from run to run, and from machine to machine.

    Example:
        >>> print(normalised("==== 2 passed in 0.31s ===="))
        === 2 passed in 0.00s ===
    """
    return "".join(_normalised_line(line.rstrip()) + "\n" for line in text.splitlines())


def _normalised_line(line: str) -> str:
    if line.startswith("platform "):
        return re.sub(r"(Python |-)\d[\w.+-]*", r"\1N", re.sub(r"^platform \w+", "platform linux", line))
    if line.startswith("plugins: "):
        return "plugins: " + ", ".join(sorted(re.findall(r"([\w.-]+?)-\d", line)))
    line = re.sub(r"\bin \d+\.\d+s", "in 0.00s", line)
    line = re.sub(r"\b(seed(?: of the run:)?[ =])\d+", r"\1N", line)
    return re.sub(r"([=_-])\1{2,}", r"\1\1\1", line)


def _filled(expected: list[str], got: list[str]) -> list[str]:
    """Return the lines of a page with the dots filled in where a shown line fits, to keep them out of the difference."""
    filled = []
    for line in expected:
        pattern = re.compile(".*".join(map(re.escape, line.split("..."))))
        match = next((each for each in got if pattern.fullmatch(each)), None) if line.strip(" .") else None
        filled.append(line if match is None else match)
    return filled


def try_page(page: Path, *, loud: bool = False) -> int:
    """Follow a page from top to bottom in a temporary folder; return how many steps it has.

    Args:
        page: The page.
        loud: Whether all that is shown is printed.

    Raises:
        PageError: A block cannot be followed.
        Differs: Something else is shown than the page shows.
    """
    steps = read_page(page.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="typedfactory-") as name:
        folder = Path(name).resolve()
        (folder / "wheel").mkdir()
        (folder / "empty").mkdir()
        typed = " ".join(step.text for step in steps if isinstance(step, Command))
        reader = Reader(folder / "empty", build_wheel(folder / "wheel"), set(_SEED.findall(typed)), loud=loud)
        try:
            for step in steps:
                reader.follow(step)
        finally:
            reader.terminal.close()
    return len(steps)


def main() -> int:
    """Try the page; return the exit code."""
    named = [Path(each) for each in sys.argv[1:] if not each.startswith("--")]
    page = named[0] if named else PAGE
    start = time.monotonic()
    try:
        steps = try_page(page, loud="--show" in sys.argv)
    except (Differs, PageError) as found:
        print(f"{page}, {found}", file=sys.stderr)
        return 1
    print(f"{page.name}: all {steps} steps go as the page says ({time.monotonic() - start:.0f} s).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
