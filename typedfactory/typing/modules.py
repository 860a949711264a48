"""A stub file: what a module's source says, without what its functions do, and with the calls of its factories spelt out."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import attrs

from typedfactory.checking.finding import factories_in
from typedfactory.facade.factory import FactoryMetaClass
from typedfactory.typing.classes import StubClass, meta_name, methods_of
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
    # A class that takes less than its base, and methods that became attributes.
    "# ty: ignore[incompatible-method-override, incompatible-attribute-override{more}]",
    "# pyright: basic, reportIncompatibleMethodOverride=false, reportIncompatibleVariableOverride=false",
    "# pyright: reportGeneralTypeIssues=false, reportCallIssue=false, reportArgumentType=false",
)
_IMPORTS = (
    "import typing as _typing",
    "from typedfactory.declarations.base import BaseDeclaration as _Declared",
    "from typedfactory.facade.factory import FactoryMetaClass as _FactoryMetaClass",
    "from typedfactory.ground.stubs import StubObject as _StubObject",
)
_KEPT = (ast.Import, ast.ImportFrom, ast.AnnAssign)


def stub_text(module: ModuleType, depth: int, has_stub: Callable[[ModuleType], bool]) -> str | None:
    """Return the stub file of a module; None where it has no factory.

    Args:
        module: The module, imported.
        depth: How many factories deep paths go through, at most.
        has_stub: Says whether another module has a stub file with factories, or is getting one.
    """
    factories = named_factories(module)
    if not factories or module.__file__ is None:
        return None
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    writer = _Writer(module, factories, depth, has_stub)
    body = [line for statement in tree.body for line in writer.statement(statement)]
    # Attributes that a base has with other fields; ty tells of what it need not ignore.
    more = ", incompatible-mutable-override" if writer.has_derived else ""
    settings = [line.replace("{more}", more) for line in _SETTINGS]
    head = [HEADER, *settings, "from __future__ import annotations", "", *_IMPORTS, *writer.imports(), ""]
    lines = [*head, '_Made_co = _typing.TypeVar("_Made_co", covariant=True)', "", *body]
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
    has_stub: Callable[[ModuleType], bool]
    naming: Naming = attrs.field(init=False)
    has_derived: bool = attrs.field(init=False, default=False)
    _metaclasses: set[str] = attrs.field(init=False, factory=set)

    def __attrs_post_init__(self) -> None:
        self.naming = Naming(self.module.__name__)

    def imports(self) -> list[str]:
        return sorted({*self.naming.imports(), *self._metaclasses})

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
        parameters = parameters_of(factory, self.naming, self.depth)
        stub = StubClass(
            name, self._model(factory), bases, self._metaclasses_of(factory), parameters, methods_of(factory), body
        )
        yield from stub.lines()

    def _model(self, factory: FactoryClass) -> str:
        model = factory._meta.get_model_class()
        return ANY if model is None else self.naming.text(model)

    def _metaclasses_of(self, factory: FactoryClass) -> tuple[str, ...]:
        """Return the metaclasses that stub files give the factories that this one derives from."""
        found: list[str] = []
        for base in factory.__bases__:
            home = sys.modules.get(base.__module__)
            if not isinstance(base, FactoryMetaClass) or home is None:
                continue
            name = next((name for name, value in named_factories(home).items() if value is base), None)
            if name is None or (home is not self.module and not self.has_stub(home)):
                continue
            if home is not self.module:
                self._metaclasses.add(f"from {home.__name__} import {meta_name(name)}")
            found.append(meta_name(name))
        self.has_derived = self.has_derived or bool(found)
        return tuple(found)


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
