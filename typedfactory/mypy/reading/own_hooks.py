"""A factory's own ``_create`` and kin: which names they take, and whether all of them are known.

Read from the source: of mypy's syntax tree no visitor can be written that is not compiled.
"""

from __future__ import annotations

import ast
import dataclasses
import textwrap
from collections.abc import Callable
from pathlib import Path

from mypy.nodes import AssignmentStmt, ClassDef, Decorator, FuncDef

from typedfactory.mypy import fullnames

#: Methods of a dict that read one key, and of these, those after which the model does not get what was given.
_READING = frozenset({"get", "pop", "setdefault"})
_CHANGING = frozenset({"pop", "setdefault"})
#: The hook that takes the names as a dict, and where.
_GENERATE, _PLACE = "_generate", 2


@dataclasses.dataclass
class OwnNames:
    """The names that hooks of a factory take.

    Args:
        known: Parameters, and keys that are read.
        changed: Those that the model is not given as they are.
        opaque: Whether there may be others.
    """

    known: set[str] = dataclasses.field(default_factory=set)
    changed: set[str] = dataclasses.field(default_factory=set)
    opaque: bool = False


def read_own_hooks(defn: ClassDef, path: str, is_defined: Callable[[str], bool]) -> OwnNames:
    """Return the names that the hooks in a factory's body take.

    Args:
        defn: The factory.
        path: The file that it is written in.
        is_defined: Says whether the factory's module has a function, class or module of a name.
    """
    found = OwnNames()
    for statement in defn.defs.body:
        if isinstance(statement, AssignmentStmt):
            assigned = {getattr(lvalue, "name", "") for lvalue in statement.lvalues}
            found.opaque = found.opaque or not assigned.isdisjoint(fullnames.ARGUMENT_HOOKS)
            continue
        function = statement.func if isinstance(statement, Decorator) else statement
        if isinstance(function, FuncDef) and function.name in fullnames.ARGUMENT_HOOKS:
            tree = _parse(path, function)
            if tree is None:
                found.opaque = True
            else:
                _read_hook(tree, found, is_defined)
    return found


def _parse(path: str, function: FuncDef) -> ast.FunctionDef | None:
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines(keepends=True)
        body = ast.parse(textwrap.dedent("".join(lines[function.line - 1 : function.end_line]))).body
    except (OSError, ValueError, SyntaxError):
        return None
    node = body[0] if body else None
    return node if isinstance(node, ast.FunctionDef) and node.name == function.name else None


def _read_hook(function: ast.FunctionDef, found: OwnNames, is_defined: Callable[[str], bool]) -> None:
    arguments = function.args
    named = {item.arg for item in arguments.kwonlyargs}
    found.known |= named
    found.changed |= named
    mapping = None if arguments.kwarg is None else arguments.kwarg.arg
    places = [*arguments.posonlyargs, *arguments.args]
    if function.name == _GENERATE and len(places) > _PLACE:
        mapping = places[_PLACE].arg
    if mapping is not None:
        uses = _Uses(mapping, found, is_defined)
        for statement in function.body:
            uses.visit(statement)


class _Uses(ast.NodeVisitor):
    """Goes through what a function does with the names that it is given.

    A function that it hands all of them to may read names of its own.
    """

    def __init__(self, mapping: str, found: OwnNames, is_defined: Callable[[str], bool]) -> None:
        self._mapping = mapping
        self._found = found
        self._is_defined = is_defined

    def _is_mapping(self, node: ast.AST | None) -> bool:
        return isinstance(node, ast.Name) and node.id == self._mapping

    def visit_Name(self, node: ast.Name) -> None:
        """Anything that is not one of the uses below."""
        if self._is_mapping(node):
            self._found.opaque = True

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """``names["key"]``, read or written."""
        key = _text(node.slice)
        if not self._is_mapping(node.value) or key is None:
            self.generic_visit(node)
            return
        self._found.known.add(key)
        if not isinstance(node.ctx, ast.Load):
            self._found.changed.add(key)

    def visit_Assign(self, node: ast.Assign) -> None:
        """``names = …``."""
        for item in (*node.targets, node.value):
            if not (self._is_mapping(item) and item is not node.value):
                self.visit(item)

    def visit_Compare(self, node: ast.Compare) -> None:
        """``"key" in names``."""
        key = _text(node.left)
        if key is not None and any(map(self._is_mapping, node.comparators)):
            self._found.known.add(key)
        else:
            self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        """``return names``: they are passed on."""
        if not self._is_mapping(node.value):
            self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        """``{**names, "key": …}``: they are passed on."""
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None and self._is_mapping(value):
                continue
            self.visit(value)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        """``for key, value in names.items()``: some of them are passed on."""
        function = node.iter.func if isinstance(node.iter, ast.Call) else None
        if isinstance(function, ast.Attribute) and function.attr == "items" and self._is_mapping(function.value):
            for item in node.ifs:
                self.visit(item)
        else:
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """``names.pop("key")``, ``model_class(**names)``."""
        function = node.func
        if isinstance(function, ast.Attribute) and self._is_mapping(function.value):
            self._visit_method(function.attr, node)
            return
        self.visit(function)
        for value in node.args:
            if not (self._is_mapping(value) and _is_super(function)):
                self.visit(value)
        for keyword in node.keywords:
            if not (keyword.arg is None and self._is_mapping(keyword.value) and self._passes_on(function)):
                self.visit(keyword.value)

    def _visit_method(self, name: str, call: ast.Call) -> None:
        key = _text(call.args[0]) if call.args else None
        if name in _READING and key is not None:
            self._found.known.add(key)
            if name in _CHANGING:
                self._found.changed.add(key)
        elif name == "update":
            self._found.changed.update(keyword.arg for keyword in call.keywords if keyword.arg)
        else:
            self._found.opaque = True
        for value in (*call.args, *(keyword.value for keyword in call.keywords)):
            self.visit(value)

    def _passes_on(self, function: ast.expr) -> bool:
        """Say whether what is called takes the names of the model: the next hook, the model, its manager.

        A function or a class of the module has names of its own.
        """
        if _is_super(function):
            return True
        if isinstance(function, ast.Name):
            return not self._is_defined(function.id)
        return isinstance(function, ast.Attribute)


def _is_super(function: ast.expr) -> bool:
    owner = function.value if isinstance(function, ast.Attribute) else None
    called = owner.func if isinstance(owner, ast.Call) else None
    return isinstance(called, ast.Name) and called.id == "super"


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
