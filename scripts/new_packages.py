"""Let ``typedfactory new`` write factories for the models of published packages, and see whether they work.

For each package of scripts/new_packages.toml: an environment is made, the factories are written, ``check`` makes their objects
(and saves them, where the row says how), and mypy reads the file with the plugin. Prints the shares that `new` tells, and what
the other two say.

    python -m scripts.new_packages [NAME …]
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

from scripts.check_all import ROOT, run

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

#: Where environments and written files are kept.
HOME = ROOT / ".venvs" / "new-packages"


def environment_for(requirements: list[str]) -> Path | None:
    """Return the Python of an environment with all packages; None where it could not be made.

    Args:
        requirements: The packages.
    """
    python = HOME / "environment" / "bin" / "python"
    stamp = HOME / "installed"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == "\n".join(requirements):
        return python
    ours = f"{ROOT}[cli,django,mypy,pydantic,sqlalchemy]"
    pip = (str(python), "-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check")
    if not run(sys.executable, "-m", "venv", "--clear", str(HOME / "environment")):
        return None
    if not run(*pip, "django-stubs", *requirements, "--editable", ours):
        return None
    stamp.write_text("\n".join(requirements), encoding="utf-8")
    return python


def said(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """Return the status of a command, and the last line that it prints.

    Args:
        command: The command.
        environment: Environment variables on top of those that are set.
    """
    done = subprocess.run(
        command, cwd=HOME, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    lines = f"{done.stdout}\n{done.stderr}".strip().splitlines()
    return done.returncode, lines[-1] if lines else ""


def try_package(python: Path, row: dict[str, Any], settings: str) -> bool:
    """Write factories for a package, check them and read them with mypy; say whether all is well.

    Args:
        python: The interpreter.
        row: The row of scripts/new_packages.toml.
        settings: Django's settings; empty for none.
    """
    module: str = row["module"]
    file = f"factories_{module.replace('.', '_')}.py"
    django = bool(row.get("django"))
    environment = {"DJANGO_SETTINGS_MODULE": "new_packages_settings"} if django else {}
    if django:
        (HOME / "new_packages_settings.py").write_text(settings, encoding="utf-8")
    plugins = "typedfactory.mypy, mypy_django_plugin.main" if django else "typedfactory.mypy"
    stubs = '[mypy.plugins.django-stubs]\ndjango_settings_module = "new_packages_settings"\n' if django else ""
    config = HOME / f"mypy-{'django' if django else 'plain'}.ini"
    config.write_text(
        f"[mypy]\nplugins = {plugins}\nignore_missing_imports = True\nfollow_imports = silent\n{stubs}",
        encoding="utf-8",
    )
    start = [str(python), "-m", "typedfactory"]
    wrote = said([*start, "new", module, "-o", file, "--force"], environment)
    checked = said([*start, "check", file, *shlex.split(row.get("check", ""))], environment)
    typed = said([str(python), "-m", "mypy", f"--config-file={config}", file], {**environment, "PYTHONPATH": str(HOME)})
    print(f"{module}\n    new    {wrote[1]}\n    check  {checked[1]}\n    mypy   {typed[1]}", flush=True)
    return wrote[0] == checked[0] == typed[0] == 0


def main() -> int:
    """Try the packages that are named, or all; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.new_packages", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("names", nargs="*", help="parts of the names of the modules to try")
    asked = parser.parse_args()
    data = tomllib.loads((ROOT / "scripts" / "new_packages.toml").read_text(encoding="utf-8"))
    HOME.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, Any]] = data["package"]
    python = environment_for([row["requirement"] for row in rows])
    if python is None:
        print("The environment could not be made.")
        return 1
    wanted = [row for row in rows if not asked.names or any(name in row["module"] for name in asked.names)]
    good = [try_package(python, row, data["django_settings"]) for row in wanted]
    return 0 if good and all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
