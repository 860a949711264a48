"""Whose fields a function or a path inside a declaration sees: the factory at hand, and those that enclose it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from mypy.nodes import CallExpr, Expression, TypeInfo
from mypy.types import ExtraAttrs, Instance, Type, get_proper_type

from typedfactory.mypy.reading.factory_info import is_factory
from typedfactory.mypy.reading.instances import any_type, plain_instance

#: Factories, innermost first; None stands for one that is not known (the inside of a Dict or List, among others).
Scope: TypeAlias = "tuple[TypeInfo | None, ...]"

#: Under this name, which no attribute can have, a resolver's type carries its factories.
_OWNER = "*"
#: Before the names that a call of a function declares, in the same place.
_DECLARED = "+"


class Scopes:
    """Remembers which factory the declarations belong to that are written as arguments of a call.

    mypy looks at the outer call first, and has no way up from the inner one.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, int, int], tuple[Expression, Scope]] = {}
        self._models: dict[tuple[str, int, int], tuple[Expression, Type, frozenset[str]]] = {}

    def enter(self, path: str, node: Expression, scope: Scope) -> None:
        """Note the scope of a declaration."""
        if isinstance(node, CallExpr):
            self._known[path, node.line, node.column] = node, scope

    def find(self, path: str, node: object) -> Scope | None:
        """Return the scope that was noted for a declaration."""
        if not isinstance(node, CallExpr):
            return None
        known = self._known.get((path, node.line, node.column))
        return known[1] if known is not None and known[0] is node else None

    def enter_model(self, path: str, node: Expression, model: Type, names: Iterable[str | None]) -> None:
        """Note the model of a declaration that no factory class has, and what else the call declares."""
        if isinstance(node, CallExpr):
            self._models[path, node.line, node.column] = node, model, frozenset(name for name in names if name)

    def find_model(self, path: str, node: object) -> tuple[Type, frozenset[str]] | None:
        """Return the model and the names that were noted for a declaration."""
        if not isinstance(node, CallExpr):
            return None
        known = self._models.get((path, node.line, node.column))
        return known[1:] if known is not None and known[0] is node else None


def as_model_resolver(resolver: Instance, names: Iterable[str]) -> Instance:
    """Return the type of a resolver that knows its model and what else is declared."""
    made = resolver.copy_modified()
    made.extra_attrs = ExtraAttrs({f"{_DECLARED}{name}": any_type() for name in names}, set(), None)
    return made


def declared_beside(resolver: Instance) -> set[str] | None:
    """Return what is declared beside the fields of the model; None where that is not known."""
    if resolver.extra_attrs is None:
        return None
    return {name[len(_DECLARED) :] for name in resolver.extra_attrs.attrs if name.startswith(_DECLARED)} or None


def as_resolver(resolver: Instance, *scope: TypeInfo | None) -> Instance:
    """Return the type of a resolver that knows its factories."""
    owners = {f"{_OWNER}{level}": plain_instance(info) for level, info in enumerate(scope) if info is not None}
    made = resolver.copy_modified()
    made.extra_attrs = ExtraAttrs(dict(owners), set(), None)
    return made


def scope_of(resolver: Instance) -> Scope:
    """Return the factories of a resolver's type."""
    if resolver.extra_attrs is None:
        return ()
    found: dict[int, TypeInfo] = {}
    for name, typ in resolver.extra_attrs.attrs.items():
        proper = get_proper_type(typ)
        if name.startswith(_OWNER) and isinstance(proper, Instance) and is_factory(proper.type):
            found[int(name[len(_OWNER) :])] = proper.type
    return tuple(found.get(level) for level in range(max(found) + 1)) if found else ()
