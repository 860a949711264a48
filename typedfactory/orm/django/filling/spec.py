"""What a Django model says about the objects that its fields refer to, brought into the description of a factory."""

from __future__ import annotations

from typing import Any

import attrs
from django.db import DEFAULT_DB_ALIAS
from django.db.models import ForeignKey

from typedfactory.declarations import SKIP
from typedfactory.errors import UnfillableError
from typedfactory.ground.context import BuildStep, Resolver
from typedfactory.orm.django.filling.limits import Limit, UnreadableLimitError, limit_of, read_limit, unreadable
from typedfactory.orm.django.filling.trial import Wanted
from typedfactory.orm.shared.given import unless_given
from typedfactory.plan.describe.autofill import AutoSubFactory, AutoValue, factory_for
from typedfactory.plan.describe.layers import FieldSpec
from typedfactory.plan.describe.overrides import UNSET, OverrideNode, Tree
from typedfactory.plan.describe.spec import FactorySpec


class UnlimitedSubFactory(AutoSubFactory):
    """Stands for a foreign key whose ``limit_choices_to`` cannot be read: made when the call says how, else refused.

    Args:
        factory: The factory.
        annotation: The type of the field.
        message: What is wrong, and what to do.
    """

    def __init__(self, factory: Any, annotation: object, message: str) -> None:
        super().__init__(factory, annotation)
        self.message = message

    def evaluate(self, instance: Resolver[Any], step: BuildStep, extra: dict[str, Any]) -> Any:
        """Make the nested object from what the call says about it.

        Raises:
            UnfillableError: The call says nothing.
        """
        if not extra:
            raise UnfillableError(self.message)
        return super().evaluate(instance, step, extra)


def refine(meta: Any, spec: FactorySpec, wanted: Wanted) -> FactorySpec:
    """Return a specification whose foreign keys get objects that the model allows, on the factory's own database.

    Args:
        meta: The factory's options.
        spec: Its specification.
        wanted: The groups of fields of which the model's ``clean`` wants one each.
    """
    if meta.shape is None:
        return spec
    others = {first: rest for first, *rest in wanted if rest}
    fields = {}
    for name, field in spec.fields.items():
        refined = _refined(meta, field)
        if name in others and isinstance(refined.base, (AutoValue, AutoSubFactory)):
            refined = attrs.evolve(refined, base=unless_given(tuple(others[name]), refined.base))
        fields[name] = refined
    return attrs.evolve(spec, fields=fields)


def leave_to_content_type(meta: Any, tree: Tree) -> Tree:
    """Return what a call says, with declared targets of generic foreign keys left out whose content type it gives.

    Args:
        meta: The factory's options.
        tree: What the call says, by the factory's names.
    """
    left = tree
    for field in getattr(getattr(meta.model, "_meta", None), "private_fields", ()):
        back = {new: old for old, new in meta.rename.items()}
        name, kind = (back.get(each, each) for each in (field.name, getattr(field, "ct_field", "")))
        if kind in tree and tree[kind].value is not UNSET and name in meta.collected.values and name not in tree:
            left = {**left, name: OverrideNode(SKIP)}
    return left


def _refined(meta: Any, field: FieldSpec) -> FieldSpec:
    if not isinstance(field.base, (AutoSubFactory, AutoValue)):
        return field
    shape = meta.shape.by_name.get(meta.rename.get(field.name, field.name))
    column = None if shape is None else shape.metadata.get("django")
    if not isinstance(column, ForeignKey):
        return field
    base = field.base
    if type(base) is AutoSubFactory:
        base = _limited(meta, field.name, column, base)
    elif column.related_model is meta.get_model_class() and column.null:
        base = AutoSubFactory(_root_factory(meta, column.related_model), base.annotation)
    if isinstance(base, AutoSubFactory):
        base = _on_own_database(meta, base)
    return field if base is field.base else attrs.evolve(field, base=base)


def _limited(meta: Any, name: str, column: Any, base: AutoSubFactory) -> AutoSubFactory:
    """Return what makes an object that a foreign key's ``limit_choices_to`` allows."""
    condition = limit_of(column)
    if condition is None:
        return base
    factory = base.get_factory()
    try:
        limit = read_limit(column.related_model, condition)
    except UnreadableLimitError as error:
        return UnlimitedSubFactory(
            factory, base.annotation, f"{meta.factory.__name__}.{name}: {unreadable(column, error)}"
        )
    return AutoSubFactory(variant_within(factory, column, limit), base.annotation) if limit.values else base


def variant_within(factory: Any, column: Any, limit: Limit) -> Any:
    """Return the factory that makes the same, within a limit; where there can be but one, it is looked up first."""
    meta = factory._meta
    options = {}
    if limit.keys and not meta.django_get_or_create:
        options["django_get_or_create"] = limit.keys
    return meta.variant(("limit", column), options, limit.values)


def _root_factory(meta: Any, model: Any) -> Any:
    """Return the factory of objects that refer to no other of their kind: where a model that refers to itself ends."""
    keys = [field for field in model._meta.fields if isinstance(field, ForeignKey) and field.null]
    values = {field.name: None for field in keys if field.related_model is model}
    return factory_for(meta, model)._meta.variant("root", {}, values)


def _on_own_database(meta: Any, base: AutoSubFactory) -> AutoSubFactory:
    if meta.database == DEFAULT_DB_ALIAS:
        return base
    inner = base.get_factory()._meta
    if getattr(inner, "database", None) != DEFAULT_DB_ALIAS:
        return base
    factory = inner.on_database(meta.database, meta.database_owner or meta.factory.__name__)
    if isinstance(base, UnlimitedSubFactory):
        return UnlimitedSubFactory(factory, base.annotation, base.message)
    return AutoSubFactory(factory, base.annotation)
