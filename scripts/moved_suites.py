"""Run the tests of published projects with factory_boy and, moved over, with typedfactory: ``make moved-suites``.

Takes unpacked source distributions that ship tests and use factory_boy. Each is copied; in one copy the imports are
rewritten as the migration guide says (`scripts.moving`). Both run in one environment, in turn. Prints what passes with
each, which tests differ, and how long they take.

    python -m scripts.moved_suites PROJECT [PROJECT …] [--install REQUIREMENT …] [--pytest ARGUMENTS] [--runs N] [--profile]

With ``--profile`` the runs are sampled (`scripts.sampling`), and what is shown of time is the processor's that each library
takes itself, what it imports included: factory_boy imports Faker.
Without a project, those of scripts/moved_suites.toml are fetched and run.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import attrs

from scripts.check_all import ROOT, run
from scripts.moving import move_tree

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

#: Where environments and sources are kept.
HOME = ROOT / ".venvs" / "moved"
#: Where the copies run: outside of this project, whose settings of pytest are not theirs.
COPIES = Path(tempfile.gettempdir()) / "typedfactory-moved-suites"
#: What a test may have come to, from JUnit's names.
PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"


@attrs.frozen
class Suite:
    """A project whose tests are run.

    Attributes:
        name: What it is called in the table.
        source: Its unpacked source distribution.
        install: What its tests need, as arguments of ``pip install``.
        arguments: Arguments of pytest, the tests among them.
        environment: Environment variables of the tests.
        files: What the distribution leaves out and the tests need: path → content.
    """

    name: str
    source: Path
    install: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = attrs.Factory(dict)
    files: Mapping[str, str] = attrs.Factory(dict)


@attrs.frozen
class Outcome:
    """What a run came to.

    Attributes:
        results: Test → ``"passed"``, ``"failed"`` or ``"skipped"``.
        seconds: How long pytest took, collection included; sampled, what the factory library took of it itself.
    """

    results: Mapping[str, str]
    seconds: float

    def count(self, result: str) -> int:
        """Return how many tests came to a result."""
        return sum(each == result for each in self.results.values())


def environment_for(suite: Suite) -> Path | None:
    """Return the Python of an environment with the project, what its tests need, and both libraries."""
    folder = HOME / "environments" / suite.name
    executable = folder / "bin" / "python"
    wanted = (str(suite.source), *suite.install, "factory_boy>=3.3.3", "pytest>=8.3")
    stamp = folder / ".installed"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == "\n".join(wanted):
        return executable
    shutil.rmtree(folder, ignore_errors=True)
    pip = (str(executable), "-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check")
    made = run(sys.executable, "-m", "venv", str(folder)) and run(*pip, *wanted) and run(*pip, "--editable", str(ROOT))
    if not made:
        return None
    stamp.write_text("\n".join(wanted), encoding="utf-8")
    return executable


def run_tests(suite: Suite, copy: Path, python: Path, *, ours: bool, sampled: bool = False) -> Outcome:
    """Run the tests of a copy of a project; what pytest prints is kept beside the copy.

    Args:
        suite: The project.
        copy: The copy.
        python: The interpreter.
        ours: Whether typedfactory's pytest plugin takes part, as in a project that has moved.
        sampled: Whether a sampling profiler looks on.
    """
    samples = copy.with_name(f"{copy.name}.json")
    library = "typedfactory" if ours else "factory"
    profiler = (str(ROOT / "scripts" / "sampling.py"), str(samples), library) if sampled else ("-m",)
    report = copy.with_name(f"{copy.name}.xml")
    plugin = () if ours else ("-p", "no:typedfactory")
    command = [
        str(python),
        *profiler,
        "pytest",
        *plugin,
        "-p",
        "no:cacheprovider",
        f"--junitxml={report}",
        *suite.arguments,
    ]
    environment = {**os.environ, **suite.environment, "PYTHONPATH": os.pathsep.join((str(copy), str(copy / "src")))}
    report.unlink(missing_ok=True)
    start = time.monotonic()
    with copy.with_name(f"{copy.name}.log").open("w", encoding="utf-8") as log:
        subprocess.run(command, cwd=copy, env=environment, stdout=log, stderr=subprocess.STDOUT, check=False)
    seconds = time.monotonic() - start
    if sampled:
        sampled_seconds = json.loads(samples.read_text(encoding="utf-8"))
        seconds = sampled_seconds["own"][library] + sampled_seconds["imported"][library]
    return Outcome(read_report(report) if report.exists() else {}, seconds)


def read_report(path: Path) -> dict[str, str]:
    """Return test → result from a report in JUnit's format."""
    results: dict[str, str] = {}
    for case in ET.parse(path).iter("testcase"):  # noqa: S314 - pytest wrote it
        name = f"{case.get('classname')}::{case.get('name')}"
        wrong = case.find("failure") is not None or case.find("error") is not None
        skipped = case.find("skipped") is not None
        results[name] = FAILED if wrong else SKIPPED if skipped else PASSED
    return results


def differing(theirs: Outcome, ours: Outcome) -> list[str]:
    """Return the tests that pass with factory_boy and do not with typedfactory."""
    return [name for name, result in theirs.results.items() if result == PASSED and ours.results.get(name) != PASSED]


def compare(suite: Suite, runs: int, *, sampled: bool = False) -> bool:
    """Run a project's tests with both libraries, print what they come to, and say whether typedfactory passes as many."""
    python = environment_for(suite)
    if python is None:
        print(f"{suite.name}: its environment could not be made.")
        return False
    work = COPIES / suite.name
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    shutil.copytree(suite.source, work / "factory_boy", symlinks=True)
    move_tree(suite.source, work / "typedfactory")
    for copy in ("factory_boy", "typedfactory"):
        for path, content in suite.files.items():
            (work / copy / path).parent.mkdir(parents=True, exist_ok=True)
            (work / copy / path).write_text(content, encoding="utf-8")
    theirs: list[Outcome] = []
    ours: list[Outcome] = []
    for _ in range(runs):
        theirs.append(run_tests(suite, work / "factory_boy", python, ours=False, sampled=sampled))
        ours.append(run_tests(suite, work / "typedfactory", python, ours=True, sampled=sampled))
    report(suite, theirs, ours, work)
    return bool(theirs[-1].count(PASSED)) and not differing(theirs[-1], ours[-1])


def report(suite: Suite, theirs: list[Outcome], ours: list[Outcome], work: Path) -> None:
    """Print the row of a project, and the tests that differ."""
    first, second = theirs[-1], ours[-1]
    seconds = [statistics.median(each.seconds for each in outcomes) for outcomes in (theirs, ours)]
    print(
        f"{suite.name:28} {first.count(PASSED):6} {first.count(FAILED):6} {second.count(PASSED):6} "
        f"{second.count(FAILED):6} {seconds[0]:8.2f} {seconds[1]:8.2f} {seconds[1] / seconds[0]:6.2f}",
        flush=True,
    )
    for name in differing(first, second):
        print(f"    differs: {name}")
    if not first.count(PASSED):
        print(f"    nothing passes with factory_boy: see {work / 'factory_boy.log'}")


def fetch(requirement: str) -> Path | None:
    """Return the folder of a source distribution from the package index, fetched once."""
    folder = HOME / "sources" / re.sub(r"\W+", "-", requirement)
    if not folder.exists():
        with tempfile.TemporaryDirectory() as temporary:
            command = (
                sys.executable,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--quiet",
                "--no-deps",
                "--no-binary",
                ":all:",
            )
            if not run(*command, "--dest", temporary, requirement):
                return None
            (archive,) = Path(temporary).iterdir()
            with tarfile.open(archive) as tar:
                tar.extractall(folder, filter="data")
    (inside,) = folder.iterdir()
    return inside


def read_suite(row: Mapping[str, Any], source: Path) -> Suite:
    """Return the suite that a row of a list of suites describes.

    Args:
        row: The row.
        source: The unpacked source distribution.
    """
    return Suite(
        source.name,
        source,
        tuple(row.get("install", ())),
        tuple(shlex.split(row.get("pytest", ""))),
        row.get("environment", {}),
        row.get("files", {}),
    )


def listed() -> Iterable[Suite]:
    """Yield the suites of scripts/moved_suites.toml that can be fetched."""
    text = (ROOT / "scripts" / "moved_suites.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)["suite"]
    for row in rows:
        source = fetch(row["requirement"])
        if source is None:
            print(f"{row['requirement']}: could not be fetched.")
            continue
        yield read_suite(row, source)


def main() -> int:
    """Run the suites that are named, or those that are listed; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.moved_suites", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("projects", nargs="*", type=Path, help="unpacked source distributions")
    parser.add_argument("--install", nargs="*", default=[], help="what their tests need")
    parser.add_argument("--pytest", default="", help="arguments of pytest, the tests among them")
    parser.add_argument("--runs", type=int, default=1, help="how often each is run; the median time is shown")
    parser.add_argument("--profile", action="store_true", help="show the time that each library takes itself")
    asked = parser.parse_args()
    arguments = tuple(shlex.split(asked.pytest))
    suites = [Suite(path.name, path.resolve(), tuple(asked.install), arguments) for path in asked.projects]
    print(f"{'':28} {'factory_boy':>13} {'typedfactory':>13} {'seconds':>17} {'ratio':>6}")
    print(f"{'':28} {'pass':>6} {'fail':>6} {'pass':>6} {'fail':>6} {'theirs':>8} {'ours':>8}")
    good = [compare(suite, asked.runs, sampled=asked.profile) for suite in suites or listed()]
    return 0 if good and all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
