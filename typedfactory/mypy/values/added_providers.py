"""Providers that the user adds to Faker, read from the sources of the modules that mypy checks.

mypy may not have analysed the module that adds a provider, or have it from its cache: only its source says the same
each time. It is read only where Faker itself has no such provider.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Mapping
from pathlib import Path

from mypy.nodes import MypyFile


def read_added(modules: Mapping[str, MypyFile]) -> set[str] | None:
    """Return the names of the providers that modules add; None where one adds what cannot be known."""
    found: set[str] = set()
    for tree in list(modules.values()):
        if not _is_users(tree):
            continue
        for name in added_names(tree.path) or ():
            methods = _methods(modules, tree.path, name)
            if methods is None:
                return None
            found |= methods
    return found


def added_names(path: str) -> tuple[str, ...]:
    """Return what a module gives to ``add_provider``: the names of classes, ``"?"`` for anything else."""
    tree = _parse(path)
    return () if tree is None else tree[1]


def _methods(modules: Mapping[str, MypyFile], path: str, name: str, depth: int = 2) -> set[str] | None:
    parsed = _parse(path)
    for node in parsed[0].body if parsed is not None else ():
        if isinstance(node, ast.ClassDef) and node.name == name:
            return {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
        if isinstance(node, ast.ImportFrom) and depth and node.module is not None and not node.level:
            for alias in node.names:
                if (alias.asname or alias.name) == name and node.module in modules:
                    return _methods(modules, modules[node.module].path, alias.name, depth - 1)
    return None


def _parse(path: str) -> tuple[ast.Module, tuple[str, ...]] | None:
    try:
        return _parse_at(path, Path(path).stat().st_mtime_ns)
    except OSError:
        return None


@functools.lru_cache(maxsize=4096)
def _parse_at(path: str, changed: int) -> tuple[ast.Module, tuple[str, ...]] | None:
    text = Path(path).read_text(encoding="utf-8", errors="replace")
    empty = ast.Module([], [])
    if "add_provider" not in text and "BaseProvider" not in text:
        return empty, ()
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    added = [call.args[0] for call in calls if getattr(call.func, "attr", "") == "add_provider"]
    return tree, tuple(item.id if isinstance(item, ast.Name) else "?" for item in added)


def _is_users(tree: MypyFile) -> bool:
    path = Path(tree.path or "")
    return (
        path.suffix == ".py"
        and "typeshed" not in path.parts
        and "site-packages" not in path.parts
        and not tree.fullname.startswith(("faker.", "typedfactory."))
    )
