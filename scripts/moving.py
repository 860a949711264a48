"""Moves a suite from factory_boy: its imports are rewritten as the migration guide says."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

OLD, NEW = "factory", "typedfactory.factory_boy"
#: Modules of factory_boy and its kin → where their names are.
MOVED = {OLD: NEW, "pytest_factoryboy": "typedfactory.pytest_plugin"}
#: A name of factory_boy's in a text: the target of a patch, a factory by its path.
_TARGET = re.compile(
    r"""(["'])factory\.(?=(?:alchemy|base|builder|declarations|django|enums|errors|faker|fuzzy|helpers|mogo|mongoengine|random)\.|[A-Z])"""
)


def move_tree(source: Path, target: Path) -> list[str]:
    """Copy a project with the imports of its Python files rewritten.

    Args:
        source: The project.
        target: Where the copy goes; must not exist.

    Returns:
        The files that were changed, and those that could not be read as Python, relative to the project.
    """
    shutil.copytree(source, target, symlinks=True)
    changed: list[str] = []
    for path in sorted(target.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if not any(name in text for name in MOVED):
            continue
        try:
            moved = move_imports(text)
        except SyntaxError:
            continue
        if moved != text:
            path.write_text(moved, encoding="utf-8")
            changed.append(str(path.relative_to(target)))
    return changed


def move_imports(text: str) -> str:
    r"""Return a module whose imports of factory_boy lead to `typedfactory.factory_boy`.

    Example:
        >>> print(move_imports("import factory\nfrom factory.django import mute_signals\n"), end="")
        import typedfactory.factory_boy as factory
        from typedfactory.factory_boy.django import mute_signals
    """
    text = _TARGET.sub(lambda match: f"{match[1]}{NEW}.", text)
    lines = text.splitlines(keepends=True)
    for node in sorted(_imports(ast.parse(text)), key=lambda each: each.lineno, reverse=True):
        start, end = node.lineno - 1, node.end_lineno or node.lineno
        # Columns count bytes.
        before = lines[start].encode()[: node.col_offset].decode()
        after = lines[end - 1].encode()[node.end_col_offset or 0 :].decode()
        new = f"\n{before if not before.strip() else ''}".join(_moved(node))
        lines[start:end] = [before + new + after]
    return "".join(lines)


def _imports(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    for node in ast.walk(tree):
        if (isinstance(node, ast.Import) and any(_is_theirs(alias.name) for alias in node.names)) or (
            isinstance(node, ast.ImportFrom) and not node.level and _is_theirs(node.module or "")
        ):
            yield node


def _is_theirs(name: str) -> bool:
    return name.partition(".")[0] in MOVED


def _new_name(name: str) -> str:
    root, dot, rest = name.partition(".")
    return f"{MOVED[root]}{dot}{rest}"


def _moved(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [ast.unparse(ast.ImportFrom(_new_name(node.module or ""), node.names, 0))]
    statements: list[str] = []
    for alias in node.names:
        if not _is_theirs(alias.name):
            statements.append(ast.unparse(ast.Import([alias])))
            continue
        name, root = _new_name(alias.name), alias.name.partition(".")[0]
        if alias.asname is not None or alias.name == root:
            statements.append(f"import {name} as {alias.asname or root}")
        else:
            # `import factory.fuzzy` binds `factory`.
            statements += [f"import {name}", f"import {MOVED[root]} as {root}"]
    return statements
