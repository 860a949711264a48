"""Factories that contain each other without end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from typedfactory.declarations import Maybe, RelatedFactory, SubFactory
from typedfactory.plan.describe.branches import defaults_tree
from typedfactory.plan.describe.layers import FieldSpec
from typedfactory.plan.describe.overrides import UNSET, OverrideNode, Tree, merge_trees

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass
    from typedfactory.plan.options import FactoryOptions


_NOTHING = OverrideNode()


def describe_circle(meta: FactoryOptions) -> str | None:
    """Return what to say about a factory that contains itself, or None where no declaration shows that it does.

    Args:
        meta: The options of the factory that was called.
    """
    path = _find(meta, {}, [], [])
    if path is None:
        return None
    factories, fields = path
    names = [factory.__name__ for factory in factories]
    way = " → ".join(names)
    return (
        f"{names[0]}.{fields[0]}: the factories contain each other without end: {way}. "
        f"End the circle with {fields[-1]}=None (or another value) in the declaration or at the call."
    )


def _find(
    meta: FactoryOptions, given: Tree, factories: list[FactoryClass], fields: list[str]
) -> tuple[list[FactoryClass], list[str]] | None:
    factory = meta.factory
    if factory in factories:
        start = factories.index(factory)
        return [*factories[start:], factory], fields[start:]
    for field, target, deeper in _nested(meta, given):
        found = _find(target, deeper, [*factories, factory], [*fields, field])
        if found is not None:
            return found
    return None


def _nested(meta: FactoryOptions, given: Tree) -> Iterator[tuple[str, FactoryOptions, Tree]]:
    """Yield the fields that hold other factories: name, their options, what they are given."""
    fields = {**meta.spec.fields, **meta.spec.hooks}
    for name in [*fields, *(name for name in given if name not in fields)]:
        field, node = fields.get(name, FieldSpec(name)), given.get(name, _NOTHING)
        said = (field.base, *(layer.value for layer in field.layers)) if node.value is UNSET else (node.value,)
        for value in said:
            for branch in (value.yes, value.no) if isinstance(value, Maybe) else (value,):
                if isinstance(branch, (SubFactory, RelatedFactory)):
                    below = merge_trees(field.context, node.children)
                    yield name, branch.get_factory()._meta, merge_trees(defaults_tree(branch), below)
