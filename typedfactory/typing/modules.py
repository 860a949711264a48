"""A stub file: what a module's source says, without what its functions do, and with the calls of its factories spelt out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import attrs

from typedfactory.checking.finding import factories_in
from typedfactory.facade.factory import FactoryMetaClass
from typedfactory.typing.classes import StubClass, methods_of
from typedfactory.typing.naming import ANY, Naming
from typedfactory.typing.parameters import parameters_of

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass

#: The first line of each stub file: what has another one was not written here.
HEADER = "# Written by python -m typedfactory.typing: do not edit."
_SETTINGS = (
    "# fmt: off",
    "# ruff: noqa",
    "# mypy: ignore-errors",
    "# pyrefly: ignore-errors",
    # Methods that take less than those of their bases.
    "# ty: ignore[incompatible-method-override]",
    "# pyright: basic, reportIncompatibleMethodOverride=false, reportIncompatibleVariableOverride=false",
    "# pyright: reportGeneralTypeIssues=false, reportCallIssue=false, reportArgumentType=false",
)
_IMPORTS = (
    "import typing as _typing",
    "from typedfactory.declarations.base import BaseDeclaration as _Declared",
    "from typedfactory.ground.stubs import StubObject as _StubObject",
    "from typing_extensions import TypedDict as _TypedDict, Unpack as _Unpack",
)
_KEPT = (ast.Import, ast.ImportFrom, ast.AnnAssign)


def stub_text(module: ModuleType, depth: int) -> str | None:
    """Return the stub file of a module; None where it has no factory.

    Args:
        module: The module, imported.
        depth: How many factories deep paths go through, at most.
    """
    factories = named_factories(module)
    if not factories or module.__file__ is None:
        return None
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    writer = _Writer(module, factories, depth)
    body = [line for statement in tree.body for line in writer.statement(statement)]
    lines = [HEADER, *_SETTINGS, "from __future__ import annotations", "", *_IMPORTS]
    lines += [*writer.naming.imports(), "", *body]
    return "\n".join(lines).rstrip("\n") + "\n"


def named_factories(module: ModuleType) -> dict[str, FactoryClass]:
    """Return the factories that a module defines, by the names that it has for them.

    Args:
        module: The module.
    """
    own = factories_in(module)
    found: dict[FactoryClass, str] = {}
    for name, value in vars(module).items():
        if isinstance(value, FactoryMetaClass) and value in own:
            found.setdefault(value, name)
    return {name: factory for factory, name in found.items()}


@attrs.define
class _Writer:
    """Writes the statements of one module."""

    module: ModuleType
    factories: dict[str, FactoryClass]
    depth: int
    naming: Naming = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.naming = Naming(self.module.__name__)

    def statement(self, node: ast.stmt) -> Iterator[str]:
        """Yield the lines that a statement comes to."""
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            return
        if isinstance(node, _KEPT):
            yield ast.unparse(node)
        elif isinstance(node, ast.Assign):
            yield from self._assignment(node)
        elif isinstance(node, ast.ClassDef) and node.name in self.factories:
            yield from self._factory(node.name, ", ".join(map(ast.unparse, node.bases)), _own_body(node))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield from ast.unparse(_without_bodies(node)).splitlines()
            yield ""
        elif isinstance(node, (ast.If, ast.Try)):
            yield from self._block(node)

    def _block(self, node: ast.If | ast.Try) -> Iterator[str]:
        """Yield what a condition holds: the checker is to decide by it; of a ``try``, what is tried."""
        inner = [line for item in node.body for line in self.statement(item)]
        if isinstance(node, ast.Try):
            yield from inner
            return
        if ast.unparse(node.test).startswith("__name__"):
            return
        yield f"if {ast.unparse(node.test)}:"
        yield from (f"    {line}" for line in inner or ["pass"])
        other = [line for item in node.orelse for line in self.statement(item)]
        if other:
            yield "else:"
            yield from (f"    {line}" for line in other)

    def _assignment(self, node: ast.Assign) -> Iterator[str]:
        target = node.targets[0]
        if isinstance(target, ast.Name) and self.factories.get(target.id) is getattr(self.module, target.id, None):
            made = self.factories.get(target.id)
            if made is not None:
                base = self.naming.text(made.__mro__[1])
                argument = self._model(made)
                yield from self._factory(target.id, f"{base}[{argument}]" if _is_home(made) else base, ())
                return
        yield ast.unparse(node)

    def _factory(self, name: str, bases: str, body: tuple[str, ...]) -> Iterator[str]:
        factory = self.factories[name]
        fields = parameters_of(factory, self.naming, self.depth)
        yield from StubClass(name, self._model(factory), bases, fields, methods_of(factory), body).lines()

    def _model(self, factory: FactoryClass) -> str:
        model = factory._meta.get_model_class()
        return ANY if model is None else self.naming.text(model)


def _is_home(factory: FactoryClass) -> bool:
    return factory.__mro__[1].__module__.startswith("typedfactory.")


def _own_body(node: ast.ClassDef) -> tuple[str, ...]:
    """Return what a factory's class has beside its declarations: its methods."""
    lines: list[str] = []
    for item in node.body:
        if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)) and _is_method(item):
            lines += ast.unparse(_without_bodies(item)).splitlines()
    return tuple(lines)


def _is_method(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = {ast.unparse(item) for item in node.decorator_list}
    return not names.isdisjoint({"classmethod", "staticmethod"}) and not node.name.startswith("_")


def _without_bodies(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> ast.stmt:
    if isinstance(node, ast.ClassDef):
        node.body = [
            _without_bodies(item) if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) else item
            for item in node.body
        ]
        return node
    node.body = [ast.Expr(ast.Constant(...))]
    return node
