"""Which files hold tests, and which ``conftest.py`` gives them fixtures."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path

from mypy.nodes import ClassDef, Decorator, FuncDef, Import, ImportFrom, MypyFile

from typedfactory.mypy import fullnames
from typedfactory.mypy.markers import is_marker, mark
from typedfactory.mypy.references import is_in, root_of

_CONFTEST = "conftest"
_FUNCTIONS = (FuncDef, Decorator, ClassDef)


def holds_fixtures(path: str) -> bool:
    """Say whether pytest looks for fixtures in a file, by its name."""
    return Path(path).name == f"{_CONFTEST}.py" or holds_tests(path)


def holds_tests(path: str) -> bool:
    """Say whether pytest looks for tests in a file, by its name."""
    name = Path(path).name
    return name.endswith(".py") and (name.startswith("test_") or name.endswith("_test.py") or name == "tests.py")


def collects_tests(tree: MypyFile) -> bool:
    """Say whether pytest takes a module's functions for tests by their names."""
    registers = any(_imports_registering(item) for item in tree.imports)
    return holds_tests(tree.path) or (registers and Path(tree.path).name != f"{_CONFTEST}.py")


def conftest_modules(file: MypyFile, search: Iterable[str]) -> list[str]:
    """Return the modules of the ``conftest.py`` in a test's folder and in those above it, nearest first.

    Args:
        file: The test's file.
        search: Where else than beside the file's own package modules may be.
    """
    return list(_find_conftests(file.fullname, file.path, search))


def conftests_above(path: str) -> list[int]:
    """Return how many folders above a file there is a ``conftest.py``, if one of them may register factories.

    Args:
        path: The file.
    """
    file = Path(path).resolve()
    places = [folder / f"{_CONFTEST}.py" for folder in file.parents]
    found = {depth: place for depth, place in enumerate(places) if place != file and place.is_file()}
    return list(found) if any(_may_register(place, place.stat().st_mtime_ns) for place in found.values()) else []


@functools.cache
def _may_register(conftest: Path, _changed: int) -> bool:
    # Itself, or by importing a module of factories.
    return "factor" in conftest.read_text(encoding="utf-8", errors="replace").lower()


def _find_conftests(fullname: str, path: str, search: Iterable[str]) -> Iterator[str]:
    root = root_of(fullname, path)
    if root is None:
        return
    packages = fullname.split(".") if Path(path).stem == "__init__" else fullname.split(".")[:-1]
    for depth in range(len(packages), -1, -1):
        module = ".".join((*packages[:depth], _CONFTEST))
        if is_in(root, module) and module != fullname:
            yield module
            if depth == 0:
                return
    for other in (Path.cwd(), *map(Path, search)):
        # In a package it would have another name, too, and mypy refuses a file with two.
        above = other.resolve() in root.parents and not (other / "__init__.py").exists()
        if above and fullname != _CONFTEST and is_in(other, _CONFTEST):
            yield _CONFTEST
            return


def mark_tests(tree: MypyFile) -> None:
    """Put an expression behind the last function of a module of tests that calls the plugin, to check them all.

    mypy has no hook for functions. Behind the last of them no other statement can make it unreachable that mypy
    would not complain about by itself.
    """
    if not holds_fixtures(tree.path) and not collects_tests(tree):
        return
    # A new list: mypy may be on its way through the old one.
    ends = [index for index, statement in enumerate(tree.defs) if isinstance(statement, _FUNCTIONS)]
    if not ends or any(is_marker(statement, fullnames.TESTS_MARKER) for statement in tree.defs):
        return
    last = ends[-1]
    tree.defs = [*tree.defs[: last + 1], mark(fullnames.TESTS_MARKER, tree.defs[last]), *tree.defs[last + 1 :]]


def _imports_registering(item: object) -> bool:
    if isinstance(item, Import):
        return any(name.startswith(fullnames.PYTEST_PLUGIN) for name, _ in item.ids)
    return isinstance(item, ImportFrom) and item.id.startswith(fullnames.PYTEST_PLUGIN)
