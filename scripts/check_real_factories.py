"""Check the factories that published packages ship with mypy --strict and the plugin, moved over as the guide says.

    python -m scripts.check_real_factories [NAME …] [--all]

Each package of scripts/real_factories.toml is installed, with what it needs, into an environment of its own; its
imports of factory_boy are rewritten (`scripts.moving`), and mypy reads the files that changed. Prints how many findings
each of the plugin's codes has, and each finding of the plugin's: read them, for each false alarm is a bug. With ``--all``,
what mypy itself says, too.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from scripts.check_all import ROOT, run
from scripts.moving import move_tree

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

#: Where environments and sources are kept.
HOME = ROOT / ".venvs" / "real-factories"
#: What the plugin itself needs beside mypy.
OURS = ("attrs", "Faker>=30", "mypy>=2.4,<2.5", "typing-extensions", "factory_boy>=3.3.3")
_LINE = re.compile(r"^(?P<place>[^:]+:\d+): (?P<kind>error|note): (?P<text>.*?)(?:  \[(?P<code>[\w-]+)\])?$")


@attrs.frozen
class Package:
    """A package that ships factories.

    Attributes:
        requirement: What pip installs.
        package: The folder of it that is moved, below site-packages.
        install: What else is needed.
        settings: Django's settings, as a module's text; empty where Django is not used.
        plugins: What other plugins mypy has.
    """

    requirement: str
    package: str
    install: tuple[str, ...] = ()
    settings: str = ""
    plugins: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called."""
        return re.split(r"[=<>\[]", self.requirement)[0]


def listed() -> list[Package]:
    """Return the packages that are listed."""
    data: Mapping[str, Any] = tomllib.loads((ROOT / "scripts" / "real_factories.toml").read_text(encoding="utf-8"))
    return [
        Package(
            each["requirement"],
            each["package"],
            tuple(each.get("install", ())),
            each.get("settings", ""),
            tuple(each.get("plugins", ())),
        )
        for each in data["package"]
    ]


def environment_for(package: Package) -> Path | None:
    """Return the interpreter of a package's environment, made the first time; None where that fails.

    Args:
        package: The package.
    """
    folder = HOME / package.name
    python, done = folder / "bin" / "python", folder / "complete"
    wanted = [package.requirement, *package.install, *OURS]
    if done.exists() and done.read_text(encoding="utf-8") == "\n".join(wanted):
        return python
    shutil.rmtree(folder, ignore_errors=True)
    pip = (str(python), "-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check")
    if not (run(sys.executable, "-m", "venv", str(folder)) and run(*pip, *wanted)):
        return None
    done.write_text("\n".join(wanted), encoding="utf-8")
    return python


def check(package: Package, python: Path) -> list[re.Match[str]]:
    """Move a package's factories over, and return what mypy says of them.

    Args:
        package: The package.
        python: The interpreter of its environment.
    """
    work = HOME / f"{package.name}-moved"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    (site,) = (python.parents[1] / "lib").glob("python*/site-packages")
    # The package's own models are read where they are installed; what is checked is the copy.
    changed = move_tree(site / package.package, work / package.package)
    plugins = ["typedfactory.mypy", *package.plugins]
    settings = ""
    if package.settings:
        (work / "real_settings.py").write_text(package.settings, encoding="utf-8")
        plugins.append("mypy_django_plugin.main")
        settings = "[mypy.plugins.django-stubs]\ndjango_settings_module = real_settings\n"
    (work / "mypy.ini").write_text(
        f"[mypy]\nstrict = True\nplugins = {', '.join(plugins)}\nmypy_path = {work}:{ROOT}\n"
        f"ignore_missing_imports = True\nfollow_untyped_imports = True\nnamespace_packages = True\nexplicit_package_bases = True\nfollow_imports = silent\n"
        f"show_traceback = True\n{settings}",
        encoding="utf-8",
    )
    result = subprocess.run(
        [str(python), "-m", "mypy", "--no-error-summary", *(str(Path(package.package) / name) for name in changed)],
        cwd=work,
        env={**os.environ, "PYTHONPATH": f"{work}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode not in (0, 1):
        print(f"{package.requirement}: mypy itself failed.\n{result.stdout[-2000:]}{result.stderr[-2000:]}")
    return [match for line in result.stdout.splitlines() if (match := _LINE.match(line))]


def report(package: Package, found: Iterable[re.Match[str]], *, everything: bool) -> None:
    """Print what was found in a package."""
    findings = [match for match in found if match["kind"] == "error"]
    ours = [match for match in findings if (match["code"] or "").startswith("factory-")]
    codes = Counter(match["code"] for match in ours)
    print(
        f"{package.requirement}: {len(ours)} of the plugin's, {len(findings) - len(ours)} of mypy's own. {dict(codes)}"
    )
    for match in findings if everything else ours:
        print(f"    {match['place']}: {match['text']}  [{match['code']}]")


def main() -> int:
    """Check the packages that are named, or all; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="packages of scripts/real_factories.toml; all without")
    parser.add_argument("--all", action="store_true", help="print what mypy itself says, too")
    options = parser.parse_args()
    status = 0
    for package in listed():
        if options.names and package.name not in options.names:
            continue
        python = environment_for(package)
        if python is None:
            print(f"{package.requirement}: could not be installed")
            status = 1
            continue
        report(package, check(package, python), everything=options.all)
    return status


if __name__ == "__main__":
    sys.exit(main())
