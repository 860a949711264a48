"""The attributes of a class, and their types."""

from __future__ import annotations

from collections.abc import Iterable

from mypy.expandtype import expand_type_by_instance
from mypy.maptype import map_instance_to_supertype
from mypy.nodes import Decorator, OverloadedFuncDef, TypeInfo, Var
from mypy.types import Instance, Type

from typedfactory.mypy.reading.instances import any_type


def attributes(info: TypeInfo) -> Iterable[tuple[str, Var, TypeInfo]]:
    """Go through a class's variables, and the class that each stands in."""
    return ((name, node, base) for name, node, base in members(info) if isinstance(node, Var))


def members(info: TypeInfo) -> Iterable[tuple[str, Var | Decorator, TypeInfo]]:
    """Go through a class's variables and decorated functions; a property with a setter is one of these."""
    seen: set[str] = set()
    for base in info.mro:
        for name, symbol in base.names.items():
            node = symbol.node
            if isinstance(node, OverloadedFuncDef) and node.is_property:
                node = node.items[0]
            if name not in seen and isinstance(node, (Var, Decorator)):
                seen.add(name)
                yield name, node, base


def attribute_type(var: Var, base: TypeInfo, instance: Instance) -> Type:
    """Return the type of an attribute of an instance."""
    if var.type is None:
        return any_type()
    return expand_type_by_instance(var.type, map_instance_to_supertype(instance, base))
