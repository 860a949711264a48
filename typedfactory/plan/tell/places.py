"""Where in the source a declaration stands: read from the factory's own source text, when somebody asks."""

from __future__ import annotations

import ast
import functools
import inspect
import pathlib
import textwrap
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
        lines, first = inspect.getsourcelines(factory)
        file = inspect.getsourcefile(factory) or ""
    except (OSError, TypeError):
        return ""
    line = _line_of("".join(lines), path)
    return "" if line is None else f"{pathlib.PurePath(file).name}:{first + line - 1}"


@functools.lru_cache(maxsize=256)
def _line_of(source: str, path: tuple[str, ...]) -> int | None:
    try:
        node: ast.AST | None = ast.parse(textwrap.dedent(source)).body[0]
    except SyntaxError:
        return None
    for name in path:
        node = _find(node, name)
    return getattr(node, "lineno", None)


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
