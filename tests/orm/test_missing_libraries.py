"""A back end whose library is not installed says so, and how to install it."""

from __future__ import annotations

import importlib.abc
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import typedfactory.orm


@pytest.mark.parametrize(
    ("module", "library", "name"),
    [
        ("django", "django", "Django"),
        ("mongoengine", "mongoengine", "MongoEngine"),
        ("mogo", "mogo", "Mogo"),
        ("alchemy", "sqlalchemy", "SQLAlchemy"),
    ],
)
def test_the_error_names_the_command(module: str, library: str, name: str) -> None:
    code = f"import sys; sys.modules[{library!r}] = None; import typedfactory.factory_boy.{module}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == (
        f"ModuleNotFoundError: typedfactory.orm.{library} needs {name}, which is not installed. "
        f"Install it with: pip install 'typedfactory[{library}]'"
    )


@pytest.mark.parametrize("module", ["django", "mongoengine", "mogo"])
def test_importing_the_package_loads_none_of_them(module: str) -> None:
    code = f"import sys, typedfactory; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class Lacking(importlib.abc.MetaPathFinder):
    """A library that is there, and lacks what it needs itself."""

    def __init__(self, library: str) -> None:
        self.library = library

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == self.library:
            raise ModuleNotFoundError("No module named 'greenlet'", name="greenlet")


@pytest.mark.parametrize("library", ["django", "sqlalchemy", "mongoengine", "mogo"])
@pytest.mark.parametrize("lacking", [False, True])
def test_what_is_missing_is_named(library: str, lacking: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if lacking:
        monkeypatch.delitem(sys.modules, library, raising=False)
        monkeypatch.setattr(sys, "meta_path", [Lacking(library), *sys.meta_path])
    else:
        monkeypatch.setitem(sys.modules, library, None)  # type: ignore[arg-type]  # what import understands as missing
    file = Path(typedfactory.orm.__file__).parent / library / "__init__.py"
    spec = importlib.util.spec_from_file_location("again", file)
    assert spec is not None
    assert spec.loader is not None
    with pytest.raises(ModuleNotFoundError) as caught:
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
    assert caught.value.name == ("greenlet" if lacking else library)
    assert ("pip install" in str(caught.value)) is not lacking
