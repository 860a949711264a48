"""Test on every supported Python, each extra by itself, and the lowest versions allowed.

``make test-all`` calls this. The environments are kept in ``.venvs/`` and made anew when ``pyproject.toml`` changes. Pythons
that are newer than the machine run in a root of Debian's next release, where the machine can have one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scripts import interpreters, newer_pythons
from scripts.debian_root import CannotRunError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venvs"
MADE_FROM = (ROOT / "pyproject.toml", ROOT / "typedfactory" / "__about__.py")
#: Extras that are tools of this project; the rest are for those who use it.
TOOLS = {"test", "dev", "bench", "corpora", "corpora-django", "corpora-sqlalchemy", "docs"}


def project() -> dict[str, Any]:
    """Return the ``[project]`` table of pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def run(*command: str, **environment: str) -> bool:
    """Run a command in the root of the project with its output shown; say whether it succeeded."""
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode == 0


def install(name: str, python: str, *what: str) -> Path | None:
    """Return the Python of the environment ``.venvs/name``, made and filled if need be; None if that fails.

    Args:
        name: The name of the environment.
        python: The interpreter to make it with.
        *what: Arguments of ``pip install``.
    """
    folder = HOME / name
    executable, stamp = folder / "bin" / "python", folder / ".installed"
    if stamp.exists() and all(stamp.stat().st_mtime > source.stat().st_mtime for source in MADE_FROM):
        return executable
    shutil.rmtree(folder, ignore_errors=True)
    pip = (str(executable), "-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check")
    if run(python, "-m", "venv", str(folder)) and run(*pip, *what):
        stamp.touch()
        return executable
    return None


def check_python(version: str, python: str) -> bool:
    """Run all tests on one version of Python, with the thorough Hypothesis profile, and go through the tutorial."""
    executable = install(version, python, "--editable", ".[dev]")
    if executable is None:
        return False
    tested = run(str(executable), "-m", "pytest", "--quiet", TYPEDFACTORY_HYPOTHESIS_PROFILE="thorough")
    return run(str(executable), "-m", "scripts.try_tutorial") and tested


def check_extra(name: str, extras: Mapping[str, list[str]], python: str) -> bool:
    """Install one extra alone and import the package together with the libraries that the extra names.

    Every library in the extras is imported by its distribution's name in lower case.
    """
    executable = install(f"extra-{name}", python, f".[{name}]")
    requirements = [line for lines in extras.values() for line in lines] if name == "all" else extras[name]
    # What only some Pythons need is left to the others.
    libraries = [library.lower() for library, _ in bounds([line for line in requirements if ";" not in line])]
    code = f"import {', '.join(['typedfactory', *libraries])}"
    return executable is not None and run(str(executable), "-I", "-W", "error", "-c", code)


def bounds(requirements: list[str]) -> Iterator[tuple[str, str]]:
    """Yield name and lower bound of each requirement that has one."""
    for requirement in requirements:
        match = re.match(r"([\w.-]+)(?:\[[^]]*\])?>=([\w.]+)", requirement)
        if match:
            yield match[1], match[2]


def check_lowest(extras: Mapping[str, list[str]], python: str) -> bool:
    """Run the tests with the lowest versions that the package and its extras allow.

    The type checkers need newer libraries than these, so the tests of the types stay out.
    """
    requirements = [*project()["dependencies"], *(line for lines in extras.values() for line in lines)]
    HOME.mkdir(exist_ok=True)
    constraints = HOME / "lowest.txt"
    constraints.write_text("".join(f"{name}=={bound}\n" for name, bound in bounds(requirements)), encoding="utf-8")
    executable = install("lowest", python, "--constraint", str(constraints), "--editable", ".[all,test]")
    return executable is not None and run(str(executable), "-m", "pytest", "--quiet", "--ignore=tests/typing")


def check_newer(missing: list[str]) -> dict[str, bool]:
    """Run all tests on those versions that the machine lacks, but a root of Debian's next release has.

    Args:
        missing: What the machine lacks. What was tested is taken out.
    """
    versions = [version for version in missing if version in newer_pythons.VERSIONS]
    if not versions:
        return {}
    print(f"\n--- newer Pythons: {', '.join(versions)} ---", flush=True)
    try:
        results = newer_pythons.check(versions, TYPEDFACTORY_HYPOTHESIS_PROFILE="thorough")
    except CannotRunError as error:
        print(f"Cannot test on newer Pythons here: {error}")
        return {}
    missing[:] = [version for version in missing if version not in versions]
    return {f"{each.name} of Debian's {newer_pythons.FORKY.release}: {each.counts}": each.passed for each in results}


def main() -> int:
    """Run everything; return the exit code."""
    start = time.monotonic()
    found = interpreters.find()
    pythons = {version: command for version, command in found.items() if command}
    missing = [version for version, command in found.items() if not command]
    extras = {name: lines for name, lines in project()["optional-dependencies"].items() if name not in TOOLS}
    oldest, newest = next(iter(pythons.values())), list(pythons.values())[-1]
    outcome: dict[str, bool] = {}
    for version, command in pythons.items():
        print(f"\n--- Python {version} ---", flush=True)
        outcome[f"Python {version}"] = check_python(version, command)
    outcome |= check_newer(missing)
    for name in extras:
        print(f"\n--- extra {name} ---", flush=True)
        outcome[f"extra {name}"] = check_extra(name, extras, newest)
    print("\n--- lowest versions ---", flush=True)
    outcome["lowest versions"] = check_lowest(extras, oldest)
    return report(outcome, missing, time.monotonic() - start)


def report(outcome: Mapping[str, bool], missing: list[str], seconds: float) -> int:
    """Print what passed, what failed and what this machine lacks; return the exit code."""
    print()
    for name, passed in outcome.items():
        print(f"  {'passed' if passed else 'FAILED'}  {name}")
    for version in missing:
        print(f"  absent  Python {version}: not on this machine, nor to be had here; not tested")
    failed = [name for name, passed in outcome.items() if not passed]
    lacking = f" Not tested for lack of an interpreter: {', '.join(missing)}." if missing else ""
    if failed:
        print(f"\nFAILED: {', '.join(failed)} ({seconds:.0f} s).{lacking}")
        return 1
    print(f"\nAll {len(outcome)} passed ({seconds:.0f} s).{lacking}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
