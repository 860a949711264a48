"""A back end whose library is not installed says so, and how to install it."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "library", "name"),
    [("django", "django", "Django"), ("mongoengine", "mongoengine", "MongoEngine"), ("mogo", "mogo", "Mogo")],
)
def test_the_error_names_the_command(module: str, library: str, name: str) -> None:
    code = f"import sys; sys.modules[{library!r}] = None; import typedfactory.{module}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == (
        f"ModuleNotFoundError: typedfactory.orm.{module} needs {name}, which is not installed. "
        f"Install it with: pip install 'typedfactory[{library}]'"
    )


@pytest.mark.parametrize("module", ["django", "mongoengine", "mogo"])
def test_importing_the_package_loads_none_of_them(module: str) -> None:
    code = f"import sys, typedfactory; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
