"""Paths into fields that nobody declared: into a nested model, or the items of a collection."""

from __future__ import annotations

from collections import abc
from typing import TYPE_CHECKING

from typedfactory import typeinfo
from typedfactory.declarations import BaseDeclaration, Dict, List, SubFactory
from typedfactory.ground.constraints import read_constraints
from typedfactory.plan.describe.autofill import nested_model, value_of_type
from typedfactory.plan.describe.filling import AutoSubFactory, factory_for
from typedfactory.plan.describe.overrides import OverrideNode
from typedfactory.plan.describe.partial.reading import read_data
from typedfactory.plan.describe.partial.types import (
    LIST_FACTORIES,
    annotation_of,
    collection_of,
    is_kind,
    is_nested_model,
    item_type,
)

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.describe.overrides import Tree
    from typedfactory.plan.options import FactoryOptions


class AutoList(List["UserValue"]):
    """The items of a collection that nobody declared, as many as something reaches into."""


class AutoDict(Dict["UserValue"]):
    """The values of a mapping that nobody declared, under the keys that something reaches into."""


def reach(meta: FactoryOptions, name: str, below: Tree) -> SubFactory[UserValue] | None:
    """Return what a path into a field that nobody declared leads into: a nested model, or the items of a collection.

    Args:
        meta: The factory's options.
        name: The field, as the factory names it.
        below: What the path says below it.
    """
    nested = nested_model(meta, name)
    if nested is not None or meta.autofill is False or not below:
        return nested
    annotation = annotation_of(meta, name)
    return (
        None
        if annotation is typeinfo.MISSING
        else _container(meta, annotation, below, f"{meta.factory.__name__}.{name}")
    )


def _container(meta: FactoryOptions, annotation: object, below: Tree, where: str) -> SubFactory[UserValue] | None:
    peeled = typeinfo.peel(annotation)
    bare: object = peeled.bare
    if typeinfo.is_type_alias(bare):
        return _container(meta, typeinfo.alias_value(bare), below, where)
    if typeinfo.is_union(bare):
        found = (_container(meta, member, below, where) for member in typeinfo.arguments_of(bare))
        return next((each for each in found if each is not None), None)
    if is_kind(bare, abc.Mapping) and typeinfo.arguments_of(bare)[:1] == (str,):
        value_type: object = typeinfo.arguments_of(bare)[1]
        values = {key: _item(meta, value_type, node, f"{where}.{key}") for key, node in below.items()}
        made = {key: value for key, value in values.items() if value is not None}
        return AutoDict(made) if len(made) == len(values) else None
    kind = collection_of(bare)
    if kind is None or issubclass(kind, (set, frozenset)) or not all(map(str.isdecimal, below)):
        return None
    asked = read_constraints(peeled.metadata)
    count = max(*(int(place) + 1 for place in below), asked.min_length or 0)
    if is_kind(bare, tuple) and typeinfo.arguments_of(bare)[1:] != (Ellipsis,):
        count = len(typeinfo.arguments_of(bare))
    if any(int(place) >= count for place in below) or count > (count if asked.max_length is None else asked.max_length):
        return None
    nothing = OverrideNode()
    items = [
        _item(meta, item_type(bare, place), below.get(str(place), nothing), f"{where}[{place}]")
        for place in range(count)
    ]
    reached = [each for each in items if each is not None]
    return AutoList(reached, LIST_FACTORIES[kind]) if len(reached) == count else None


def _item(
    meta: FactoryOptions, annotation: object, node: OverrideNode, where: str
) -> BaseDeclaration[UserValue] | None:
    """Return what makes one item of a collection that a path leads into; None where the path leads nowhere."""
    node.value = read_data(meta, node.value, annotation)
    bare: object = typeinfo.peel(annotation).bare
    members = typeinfo.arguments_of(bare) if node.children and typeinfo.is_union(bare) else (bare,)
    models = [model for member in members if is_nested_model(model := typeinfo.peel(member).bare)]
    if len(models) == 1:
        return AutoSubFactory(factory_for(meta, models[0]), bare)
    if node.children:
        return _container(meta, annotation, node.children, where)
    return value_of_type(meta, annotation, where)
