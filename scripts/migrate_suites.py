"""Run the tests of published projects before and after ``typedfactory migrate --write``.

Takes source distributions that ship tests and use one of the libraries that `migrate` knows. Each is copied; one copy is
migrated. Both run in one environment, in turn. Prints what passes before and after, which tests differ, how many files
change and how many places are left to look at, and whether a second run changes anything.

    python -m scripts.migrate_suites [NAME …] [--typed]

Without a name, all of scripts/migrate_suites.toml are fetched and run.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from scripts.check_all import ROOT
from scripts.moved_suites import FAILED, PASSED, Suite, differing, environment_for, fetch, read_suite, run_tests

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

COPIES = Path(tempfile.gettempdir()) / "typedfactory-migrate-suites"


@attrs.frozen
class Migration:
    """A project that is migrated.

    Attributes:
        suite: Its tests.
        library: The library that it comes from.
        paths: What is migrated, within the project.
        differs: Tests that are known to differ, with the reason; `migrate` lists each of these places.
    """

    suite: Suite
    library: str
    paths: tuple[str, ...]
    differs: Mapping[str, str]


def listed(names: list[str]) -> Iterator[Migration]:
    """Yield the projects of scripts/migrate_suites.toml that can be fetched.

    Args:
        names: Those that are asked for; all if none is named.
    """
    text = (ROOT / "scripts" / "migrate_suites.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)["suite"]
    for row in rows:
        if names and not any(name in row["requirement"] for name in names):
            continue
        source = fetch(row["requirement"])
        if source is None:
            print(f"{row['requirement']}: could not be fetched.")
            continue
        yield Migration(read_suite(row, source), row["library"], tuple(row.get("paths", ["."])), row.get("differs", {}))


def migrate(copy: Path, migration: Migration, *options: str) -> dict[str, Any]:
    """Run ``typedfactory migrate`` in a copy, and return what it says as JSON.

    Args:
        copy: The copy.
        migration: What is migrated.
        *options: Options of the command.
    """
    command = [sys.executable, "-m", "typedfactory", "migrate", *migration.paths, "--json", *options]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    if not done.stdout:
        raise SystemExit(f"{migration.suite.name}: {done.stderr}")
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def compare(migration: Migration, options: tuple[str, ...]) -> bool:
    """Run a project's tests before and after, print what they come to, and say whether as many pass."""
    suite = migration.suite
    python = environment_for(suite)
    if python is None:
        print(f"{suite.name}: its environment could not be made.")
        return False
    work = COPIES / suite.name
    shutil.rmtree(work, ignore_errors=True)
    for name in ("before", "after"):
        shutil.copytree(suite.source, work / name, symlinks=True)
        for path, content in suite.files.items():
            (work / name / path).parent.mkdir(parents=True, exist_ok=True)
            (work / name / path).write_text(content, encoding="utf-8")
    said = migrate(work / "after", migration, "--write", *options)
    (work / "changes.diff").write_text("".join(each["diff"] for each in said["files"]), encoding="utf-8")
    again = migrate(work / "after", migration, *options)
    before = run_tests(suite, work / "before", python, ours=False)
    after = run_tests(suite, work / "after", python, ours=True)
    print(
        f"{suite.name:34} {migration.library:18} {before.count(PASSED):6} {before.count(FAILED):5} {after.count(PASSED):6} "
        f"{after.count(FAILED):5} {len(said['files']):6} {len(said['findings']):7}",
        flush=True,
    )
    differ = differing(before, after)
    for name in differ:
        print(f"    differs: {name}{f': {reason}' if (reason := migration.differs.get(name)) else ''}")
    for each in again["files"]:
        print(f"    a second run changes {each['path']}")
    for each in said["unreadable"]:
        print(f"    {each['path']}: {each['error']}")
    if not before.count(PASSED):
        print(f"    nothing passes before: see {work / 'before.log'}")
    return bool(before.count(PASSED)) and set(differ) <= migration.differs.keys() and not again["files"]


def main() -> int:
    """Run the suites that are named, or all; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.migrate_suites", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("names", nargs="*", help="parts of the names of those to run")
    parser.add_argument("--typed", action="store_true", help="with type arguments, too")
    asked = parser.parse_args()
    print(f"{'':34} {'':18} {'before':>12} {'after':>12} {'':6} {'places':>7}")
    print(f"{'':34} {'from':18} {'pass':>6} {'fail':>5} {'pass':>6} {'fail':>5} {'files':>6} {'to see':>7}")
    good = [compare(each, ("--typed",) if asked.typed else ()) for each in listed(asked.names)]
    return 0 if good and all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
