"""The rows of a model's parents (multi-table inheritance): a row that is there may be given."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import ForeignKey, Model
from typing_extensions import TypeIs

from typedfactory.declarations import SKIP
from typedfactory.ground.given import UserValue, UserValues
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
    back = meta.renamed_back
    left = tree
    for link in parent_links(meta.get_model_class()):
        name = back.get(link.name, link.name)
        if name not in tree or tree[name].value is UNSET:
            continue
        for field in link.related_model._meta.fields:
            inherited = back.get(field.name, field.name)
            if inherited not in tree and inherited not in meta.collected.values and inherited in meta.model_names:
                left = {**left, inherited: OverrideNode(SKIP)}
    return left


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
        return
    if not isinstance(parent, Model):
        if using is None:
            return
        parent = link.related_model._base_manager.using(using()).get(pk=parent)  # noqa: SLF001 - Django documents it
        arguments[link.name] = parent
    for field in parent._meta.concrete_fields:
        if field.name not in arguments and field.attname not in arguments:
            arguments[field.attname] = getattr(parent, field.attname)
