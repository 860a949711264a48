"""Which files hold tests, and which ``conftest.py`` gives them fixtures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mypy.nodes import ClassDef, Decorator, FuncDef, Import, ImportFrom, MypyFile

from typedfactory.mypy import fullnames
from typedfactory.mypy.markers import is_marker, mark
from typedfactory.mypy.references import is_in, root_of

_CONFTEST = "conftest"
_FUNCTIONS = (FuncDef, Decorator, ClassDef)


def holds_tests(path: str) -> bool:
    """Say whether pytest looks for tests or fixtures in a file, by its name."""
    name = Path(path).name
    return name.endswith(".py") and (
        name.startswith("test_") or name.endswith("_test.py") or name in {f"{_CONFTEST}.py", "tests.py"}
    )


def conftest_modules(file: MypyFile, search: Iterable[str]) -> list[str]:
    """Return the modules of the ``conftest.py`` in a test's folder and in those above it, nearest first.

    Args:
        file: The test's file.
        search: Where else than beside the file's own package modules may be.
    """
    return list(_find_conftests(file.fullname, file.path, search))


def conftests_of(path: str) -> list[str]:
    """Return the files of `conftest_modules`, and those that mypy may not find: what a cached result depends on."""
    folders = Path(path).resolve().parents
    found = [str(folder / f"{_CONFTEST}.py") for folder in folders if (folder / f"{_CONFTEST}.py").is_file()]
    return [name for name in found if name != str(Path(path).resolve())]


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
    if not holds_tests(tree.path) and not any(_imports_registering(item) for item in tree.imports):
        return
    ends = [index for index, statement in enumerate(tree.defs) if isinstance(statement, _FUNCTIONS)]
    if not ends or any(is_marker(statement, fullnames.TESTS_MARKER) for statement in tree.defs):
        return
    tree.defs.insert(ends[-1] + 1, mark(fullnames.TESTS_MARKER, tree.defs[ends[-1]]))


def _imports_registering(item: object) -> bool:
    if isinstance(item, Import):
        return any(name.startswith(fullnames.PYTEST_PLUGIN) for name, _ in item.ids)
    return isinstance(item, ImportFrom) and item.id.startswith(fullnames.PYTEST_PLUGIN)
