"""Names that hooks of a user's take for themselves: those that they name, or read out of what they pass on.

A hook that hands all of its keywords to the library or to the model takes none: a misspelt name is as wrong as without it.
One that does anything else with them may mean any name.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
import types
import weakref
from typing import TYPE_CHECKING

from typedfactory.plan.describe.filling import home_of
from typedfactory.plan.describe.hooks import HOOKS, is_own_function
from typedfactory.plan.describe.meta import BUILD_STRATEGY, CREATE_STRATEGY

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass

#: The hooks that get names of fields, by strategy.
_ASKED = {
    BUILD_STRATEGY: ("build", "_generate", "_adjust_kwargs", "_build"),
    CREATE_STRATEGY: ("create", "_generate", "_adjust_kwargs", "_create", "_build"),
}

#: How many parameters of a hook come before those that are fields: its class, and what else the library gives it.
_LEADING = {"_build": 2, "_create": 2, "_generate": 2}

#: Methods of a dict whose first argument is one of its keys.
_READING = frozenset({"get", "pop", "setdefault"})

_known: weakref.WeakKeyDictionary[types.FunctionType, frozenset[str] | None] = weakref.WeakKeyDictionary()


def taken_names(factory: FactoryClass, strategy: str | None) -> frozenset[str] | None:
    """Return the names that a factory's hooks take, or None where they may take any.

    Args:
        factory: The factory.
        strategy: ``"build"`` or ``"create"``; None for what one of them takes.
    """
    asked = _ASKED.get(strategy or "") or tuple(dict.fromkeys(hook for hooks in _ASKED.values() for hook in hooks))
    home = home_of(factory)
    taken: frozenset[str] = frozenset()
    for owner in factory.__mro__[: factory.__mro__.index(home)]:
        for hook in asked:
            written = vars(owner).get(hook)
            function = getattr(written, "__func__", written)
            if written is None or is_own_function(function):
                continue
            names = _names_of(function, hook)
            if names is None:
                return None
            taken |= names
    return taken


def _names_of(function: object, hook: str) -> frozenset[str] | None:
    if not isinstance(function, types.FunctionType) or hasattr(function, "__wrapped__"):
        return None
    if function not in _known:
        _known[function] = _read(function, hook)
    return _known[function]


def _read(function: types.FunctionType, hook: str) -> frozenset[str] | None:
    """Return the names that a function takes, by its parameters and its source."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return None
    written = tree.body[0]
    if not isinstance(written, ast.FunctionDef):
        return None
    named = [each.arg for each in (*written.args.posonlyargs, *written.args.args)]
    own = frozenset(named[_LEADING.get(hook, 1) :]) | frozenset(each.arg for each in written.args.kwonlyargs)
    if hook == "_generate":
        # The fields come in one dict.
        passed, own = (named[2] if len(named) > 2 else None), frozenset()  # noqa: PLR2004 - class, strategy, fields
    else:
        passed = None if written.args.kwarg is None else written.args.kwarg.arg
    if passed is None:
        return own
    model = named[1] if hook in ("_build", "_create") and len(named) > 1 else None
    reading = _Reading(passed, model)
    for statement in written.body:
        reading.visit(statement)
    return None if reading.is_lost else own | frozenset(reading.names)


class _Reading(ast.NodeVisitor):
    """Finds what a hook does with the keywords that it gets.

    Args:
        passed: The variable that holds them.
        model: The variable that holds the model.
    """

    def __init__(self, passed: str, model: str | None) -> None:
        self.passed = passed
        self.model = model
        self.names: set[str] = set()
        #: Whether something is done with them that cannot be read.
        self.is_lost = False

    def visit_Name(self, node: ast.Name) -> None:
        """Find the variable where nobody expects it."""
        if node.id == self.passed:
            self.is_lost = True

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """Find ``kwargs["name"]``."""
        if self._is_passed(node.value):
            self._take(node.slice)
        else:
            self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        """Find ``"name" in kwargs``."""
        if len(node.ops) == 1 and isinstance(node.ops[0], (ast.In, ast.NotIn)) and self._is_passed(node.comparators[0]):
            self._take(node.left)
        else:
            self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        """Find ``return kwargs`` and ``return {**kwargs, "name": …}``, which pass them on."""
        value = node.value
        if value is None or self._is_passed(value):
            return
        if isinstance(value, ast.Dict):
            for key, item in zip(value.keys, value.values, strict=True):
                if key is not None or not self._is_passed(item):
                    self.visit(item)
            return
        self.visit(value)

    def visit_Call(self, node: ast.Call) -> None:
        """Find ``kwargs.pop("name")``, and calls that get the keywords as they are."""
        if isinstance(node.func, ast.Attribute) and self._is_passed(node.func.value):
            if node.func.attr in _READING and node.args:
                self._take(node.args[0])
            elif node.func.attr != "update":
                self.is_lost = True
        else:
            self.visit(node.func)
        safe = self._passes_on(node.func)
        for argument in node.args:
            if not (safe and self._is_passed(argument)):
                self.visit(argument)
        for keyword in node.keywords:
            if not (safe and keyword.arg is None and self._is_passed(keyword.value)):
                self.visit(keyword.value)

    def _is_passed(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Name) and node.id == self.passed

    def _passes_on(self, called: ast.expr) -> bool:
        """Say whether what is called is the model, or a hook of the library's or of this factory."""
        if isinstance(called, ast.Name):
            return called.id == self.model
        return isinstance(called, ast.Attribute) and called.attr in HOOKS

    def _take(self, key: ast.expr) -> None:
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            self.names.add(key.value)
        else:
            self.is_lost = True
