"""Factories given by import path: the modules that they are in, which mypy has to read before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from mypy.nodes import Import, ImportFrom, MypyFile

_PACKAGE = "typedfactory"
#: Not the syntax tree: mypy lets no visitor of it be written that is not compiled.
_PATH = re.compile(r"""\b(?:SubFactory|RelatedFactory|RelatedFactoryList)\(\s*(?:factory\s*=\s*)?["']([\w.]+)["']""")


def referenced_modules(file: MypyFile, search: Iterable[str]) -> list[str]:
    """Return the modules that a file names in ``SubFactory("package.module.UserFactory")`` and its like.

    A module that is not to be found is left out: that it is missing is said where the path is written.

    Args:
        file: The file, just parsed.
        search: Where else than beside the file's own package modules may be.
    """
    if not any(_imports_us(item) for item in file.imports):
        return []
    modules = {path.rpartition(".")[0] for path in _PATH.findall(_source(file))}
    roots = [root for root in (root_of(file.fullname, file.path), *map(Path, search)) if root is not None]
    return sorted(module for module in modules if module and any(is_in(root, module) for root in roots))


def _source(file: MypyFile) -> str:
    try:
        return Path(file.path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _imports_us(item: object) -> bool:
    if isinstance(item, Import):
        return any(name.partition(".")[0] == _PACKAGE for name, _ in item.ids)
    return isinstance(item, ImportFrom) and item.id.partition(".")[0] == _PACKAGE


def root_of(module: str, path: str) -> Path | None:
    """Return the folder that the names of modules start from.

    Args:
        module: The full name of a module.
        path: Its file.
    """
    file = Path(path).resolve()
    depth = module.count(".") + (1 if file.stem == "__init__" else 0)
    return file.parents[depth] if len(file.parents) > depth else None


def is_in(root: Path, module: str) -> bool:
    """Say whether a folder has a module."""
    base = root.joinpath(*module.split("."))
    return any(
        candidate.is_file()
        for suffix in (".py", ".pyi")
        for candidate in (base.with_suffix(suffix), base / f"__init__{suffix}")
    )
