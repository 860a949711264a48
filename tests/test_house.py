"""The layout of the package: rooms with doors, names without prefixes, one way into each public address."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import typedfactory

PACKAGE = Path(typedfactory.__file__).parent
#: At most so many modules stand in one folder, its `__init__` among them.
MOST_MODULES = 14
#: At most so many lines stand in one file, and in one function.
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 400, 40

#: All modules that a user may import. Nothing else is documented.
PUBLIC = frozenset(
    {
        "typedfactory",
        "typedfactory.datasets",
        "typedfactory.declarations",
        "typedfactory.errors",
        "typedfactory.extension",
        "typedfactory.factory_boy",
        "typedfactory.factory_boy.alchemy",
        "typedfactory.factory_boy.base",
        "typedfactory.factory_boy.builder",
        "typedfactory.factory_boy.declarations",
        "typedfactory.factory_boy.django",
        "typedfactory.factory_boy.enums",
        "typedfactory.factory_boy.errors",
        "typedfactory.factory_boy.faker",
        "typedfactory.factory_boy.fuzzy",
        "typedfactory.factory_boy.helpers",
        "typedfactory.factory_boy.mogo",
        "typedfactory.factory_boy.mongoengine",
        "typedfactory.factory_boy.random",
        "typedfactory.faker",
        "typedfactory.fuzzy",
        "typedfactory.hypothesis",
        "typedfactory.mypy",
        "typedfactory.orm.django",
        "typedfactory.orm.mogo",
        "typedfactory.orm.mongoengine",
        "typedfactory.orm.sqlalchemy",
        "typedfactory.pytest_plugin",
        "typedfactory.random",
    }
)
#: Django's back end wants settings before it is imported; tests/orm/django do that.
IMPORTABLE = sorted(PUBLIC - {"typedfactory.orm.django", "typedfactory.factory_boy.django"})
if importlib.util.find_spec("pyarrow") is None:
    # The newest Pythons have no pyarrow yet.
    IMPORTABLE.remove("typedfactory.datasets")


def folders() -> list[Path]:
    """Return the folders of the package."""
    inside = (path for path in PACKAGE.rglob("*") if (path / "__init__.py").exists())
    return [PACKAGE, *sorted(inside)]


def modules_of(folder: Path) -> list[Path]:
    """Return the modules of a folder, without those of the folders in it."""
    return sorted(folder.glob("*.py"))


@pytest.mark.parametrize("folder", folders(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_folder_holds_few_modules(folder: Path) -> None:
    assert len(modules_of(folder)) <= MOST_MODULES


@pytest.mark.parametrize("folder", folders(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_file_repeats_what_a_folder_says(folder: Path) -> None:
    said = {folder.name, *(path.name for path in folder.iterdir() if (path / "__init__.py").exists())}
    names = [path.stem for path in modules_of(folder) if not path.stem.startswith("__")]
    assert [name for name in names for word in said if name.startswith(word)] == []


@pytest.mark.parametrize("folder", folders(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_the_door_of_a_room_says_what_is_inside_and_defines_nothing(folder: Path) -> None:
    tree = ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    defined = [node.name for node in ast.walk(tree) if isinstance(node, (ast.ClassDef, ast.FunctionDef))]
    assert [name for name in defined if name != "__getattr__"] == []


@pytest.mark.parametrize("folder", folders()[1:], ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_the_door_of_a_room_names_all_that_is_inside_and_who_may_come(folder: Path) -> None:
    door = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    inside = {path.stem for path in modules_of(folder)} - {"__init__"}
    inside |= {path.name for path in folder.iterdir() if (path / "__init__.py").exists()}
    assert inside - set(re.findall(r"`(\w+)/?`", door)) == set()
    assert [line for line in ("Inside:", "May be used from outside:", "May import:") if line not in door] == []


def test_files_and_functions_are_short() -> None:
    long: list[str] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        name = path.relative_to(PACKAGE).as_posix()
        if source.count("\n") > MOST_LINES:
            long.append(name)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                start = node.body[1 if ast.get_docstring(node) and len(node.body) > 1 else 0].lineno
                if (node.end_lineno or start) - start + 1 > MOST_LINES_OF_A_FUNCTION:
                    long.append(f"{name}: {node.name}")
    assert long == []


@pytest.mark.parametrize("name", IMPORTABLE)
def test_a_public_address_is_a_module(name: str) -> None:
    module = importlib.import_module(name)
    # Two of factory_boy's addresses are the modules themselves, so that patches reach them.
    assert module.__name__ == name or module.__name__.endswith(name.removeprefix("typedfactory.factory_boy"))


@pytest.mark.parametrize("name", sorted(name for name in PUBLIC if name.count(".") == 1))
def test_a_public_address_is_handed_out_late(name: str) -> None:
    attribute = name.partition(".")[2]
    code = f"import typedfactory; print(typedfactory.{attribute}.__name__)"
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == name


def test_the_package_has_no_other_modules_than_its_rooms_and_addresses() -> None:
    found = {f"typedfactory.{info.name}" for info in pkgutil.iter_modules(typedfactory.__path__) if not info.ispkg}
    assert found - PUBLIC == {"typedfactory.__about__", "typedfactory.__main__"}


@pytest.mark.parametrize("name", ["alchemy", "base", "builder", "django", "enums", "mogo", "mongoengine"])
def test_factory_boys_modules_are_below_its_own_address(name: str) -> None:
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module(f"typedfactory.{name}")
    assert (
        name in dir(importlib.import_module("typedfactory.factory_boy")) or f"typedfactory.factory_boy.{name}" in PUBLIC
    )


def test_the_documentation_names_public_addresses_only() -> None:
    docs = Path(__file__).resolve().parents[1] / "docs"
    rooms = {path.name for path in folders()} | {path.stem for path in PACKAGE.glob("*.py")}
    public = {name.split(".")[1] for name in PUBLIC if "." in name}
    private = rooms - public - {"typedfactory", "orm"}
    pages = [page for page in docs.rglob("*.md") if "_build" not in page.parts and page.name != "how-it-works.md"]
    found = [
        f"{page.relative_to(docs)}: typedfactory.{room}"
        for page in pages
        for room in sorted(private)
        if f"typedfactory.{room}." in page.read_text(encoding="utf-8")
    ]
    assert found == []
