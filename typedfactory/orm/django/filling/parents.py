"""The rows of a model's parents (multi-table inheritance): a row that is there may be given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import attrs
from django.db.models import ForeignKey, Model
from typing_extensions import TypeIs

from typedfactory.declarations import SKIP
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.orm.shared.one_of_several import unless_given
from typedfactory.plan.describe.filling import is_filled
from typedfactory.plan.describe.layers import FieldSpec
from typedfactory.plan.describe.overrides import UNSET, OverrideNode, Tree

if TYPE_CHECKING:
    from typedfactory.orm.django.options import DjangoOptions


def parent_links(model: type[Model]) -> list[ForeignKey[UserValue, UserValue]]:
    """Return the fields of a model that point to the rows of its parents.

    Args:
        model: The model.
    """
    return [field for field in model._meta.fields if is_parent_link(field)]


def is_parent_link(field: object) -> TypeIs[ForeignKey[UserValue, UserValue]]:
    """Say whether a field points to the row of a parent's table."""
    return isinstance(field, ForeignKey) and bool(getattr(field.remote_field, "parent_link", False))


def leave_to_parent(meta: DjangoOptions, tree: Tree) -> Tree:
    """Return what a call says, with what a given parent has left to it where nothing but its type would fill it.

    Args:
        meta: The factory's options.
        tree: What the call says, by the factory's names.
    """
    options = getattr(meta.model, "_meta", None)
    if options is None or not options.parents:
        return tree
    by_traits = {name for trait in meta.collected.traits().values() for name in trait.overrides}
    said = {*tree, *meta.collected.values, *by_traits}
    left = tree
    for name, inherited in _inherited(meta):
        if name in tree and tree[name].value is not UNSET and inherited not in said and inherited in meta.model_names:
            left = {**left, inherited: OverrideNode(SKIP)}
    return left


def _inherited(meta: DjangoOptions) -> Iterator[tuple[str, str]]:
    """Yield the links to parents and what is inherited from each, by the factory's names."""
    back = meta.renamed_back
    for link in parent_links(meta.get_model_class()):
        for field in link.related_model._meta.fields:
            yield back.get(link.name, link.name), back.get(field.name, field.name)


def leave_to_row(meta: DjangoOptions, field: FieldSpec) -> FieldSpec:
    """Return a field that is left to a parent's row if one is given, and no trait says something else.

    Args:
        meta: The factory's options.
        field: The field.
    """
    if not field.layers or not is_filled(field.base):
        return field
    links = tuple(link for link, inherited in _inherited(meta) if inherited == field.name)
    return attrs.evolve(field, base=unless_given(links, field.base)) if links else field


def adopt_parent(
    link: ForeignKey[UserValue, UserValue], arguments: UserValues, *, using: Callable[[], str] | None
) -> None:
    """Take from a parent's row what nobody else says: the row is written again together with its child's.

    Args:
        link: What points to the row.
        arguments: The arguments of the child; changed.
        using: Says what database the child is saved to; None where it is not saved.
    """
    parent = arguments.get(link.name)
    if parent is None:
        key = arguments.get(link.target_field.name)
        if using is None and link.name not in arguments and key is not None:
            # What is built has its key as well; saving brings the two together.
            arguments.setdefault(link.attname, key)
        return
    if not isinstance(parent, Model):
        if using is None:
            return
        parent = link.related_model._base_manager.using(using()).get(pk=parent)  # noqa: SLF001 - Django documents it
        arguments[link.name] = parent
    for field in parent._meta.concrete_fields:
        if field.name not in arguments and field.attname not in arguments:
            arguments[field.attname] = getattr(parent, field.attname)
