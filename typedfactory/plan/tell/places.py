"""Where in the source a declaration stands: read from the factory's own source text, when somebody asks."""

from __future__ import annotations

import ast
import functools
import inspect
import linecache
import pathlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass


def place_of(factory: FactoryClass, *path: str) -> str:
    """Return ``file.py:12`` for a declaration, or an empty string where there is no source to read.

    Args:
        factory: The factory whose class body holds it.
        *path: The way to it: ``("name",)``, or ``("Params", "vip", "name")`` for what a trait sets.
    """
    try:
        file = inspect.getsourcefile(factory)
    except TypeError:
        return ""
    if file is None:
        return ""
    # Not asked of `inspect`, which up to Python 3.12 reads the whole file anew for each class.
    module = sys.modules.get(factory.__module__)
    node = _body_of("".join(linecache.getlines(file, vars(module) if module else None)), factory.__qualname__)
    for name in path:
        node = _find(node, name)
    line = getattr(node, "lineno", None)
    return "" if line is None else f"{pathlib.PurePath(file).name}:{line}"


@functools.lru_cache(maxsize=16)
def _parsed(source: str) -> ast.AST | None:
    try:
        return ast.parse(source)
    except SyntaxError:
        return None


@functools.lru_cache(maxsize=256)
def _body_of(source: str, qualified_name: str) -> ast.AST | None:
    """Return the definition of a class in a source text; None where it is not written there."""
    node = _parsed(source)
    for name in qualified_name.split("."):
        if node is None or name == "<locals>":
            continue
        node = next((each for each in _inside(node) if _is_named(each, name)), None)
    return node


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """Give what is defined in a module, a class or a function, in an ``if`` or a ``with`` there, too."""
    for each in ast.iter_child_nodes(node):
        yield each
        if not isinstance(each, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _inside(each)


def _is_named(node: ast.AST, name: str) -> bool:
    return isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name


def _find(node: ast.AST | None, name: str) -> ast.AST | None:
    """Return what a name stands for inside a class body or a call."""
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        node = node.value
    if isinstance(node, ast.ClassDef):
        return next((found for statement in node.body if (found := _named(statement, name)) is not None), None)
    if isinstance(node, ast.Call):
        return next((keyword.value for keyword in node.keywords if keyword.arg == name), None)
    return None


def _named(statement: ast.stmt, name: str) -> ast.stmt | None:
    if isinstance(statement, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        return statement if statement.name == name else None
    targets = (
        statement.targets
        if isinstance(statement, ast.Assign)
        else [statement.target]
        if isinstance(statement, ast.AnnAssign)
        else []
    )
    return statement if any(isinstance(target, ast.Name) and target.id == name for target in targets) else None
