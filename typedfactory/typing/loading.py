"""Importing the modules that stub files are written for."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

#: Folders whose modules are not the user's.
_SKIPPED = frozenset({"__pycache__", "node_modules", "site-packages", ".git", ".tox", ".venv", "venv", "build", "dist"})


def modules_at(paths: Iterable[Path]) -> Iterator[ModuleType]:
    """Import the Python files at paths that mention typedfactory, each under its full name.

    Args:
        paths: Files, and folders of files.
    """
    for path in paths:
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            inner = file.relative_to(path).parts if path.is_dir() else ()
            if _SKIPPED.isdisjoint(inner) and "typedfactory" in file.read_text(encoding="utf-8", errors="replace"):
                yield _import(file.resolve())


def _import(file: Path) -> ModuleType:
    parts = [] if file.stem == "__init__" else [file.stem]
    folder = file.parent
    while (folder / "__init__.py").exists():
        parts.insert(0, folder.name)
        folder = folder.parent
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    return importlib.import_module(".".join(parts))
