"""What can be made in bulk, and where nobody could tell that it was."""

from __future__ import annotations

from collections import abc
from typing import TYPE_CHECKING

from django.db import connections
from django.db.models import Model
from django.db.models.signals import post_save, pre_save
from typing_extensions import TypeIs

from typedfactory.declarations import (
    BaseDeclaration,
    Iterator,
    LazyAttribute,
    LazyAttributeSequence,
    LazyFunction,
    Sequence,
    SubFactory,
)
from typedfactory.faker import Faker
from typedfactory.fuzzy import BaseFuzzyAttribute
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.plan.describe.autofill import AutoSubFactory, AutoValue
from typedfactory.plan.describe.hooks import effect_of

if TYPE_CHECKING:
    from typedfactory.orm.django.options import DjangoOptions
    from typedfactory.plan.options import FactoryOptions


def reachable(meta: FactoryOptions, seen: list[DjangoOptions]) -> abc.Iterator[DjangoOptions]:
    """Yield the options of a factory and of those nested in it.

    Args:
        meta: The options.
        seen: Those that were yielded; pass an empty list.
    """
    if not _is_of_django(meta) or meta in seen:
        return
    seen.append(meta)
    yield meta
    for field in meta.spec.fields.values():
        for value in (field.base, *(layer.value for layer in field.layers)):
            if isinstance(value, SubFactory):
                yield from reachable(value.get_factory()._meta, seen)


def _is_of_django(meta: FactoryOptions) -> TypeIs[DjangoOptions]:
    return hasattr(meta, "writes_to")


def problem_of(meta: DjangoOptions) -> str | None:
    """Return what keeps a factory's objects from being made in bulk; None where nothing does.

    Args:
        meta: The factory's options.
    """
    if effect_of(meta.factory, "_create") is None:
        return f"{meta.factory.__name__}._create is overridden"
    model = meta.get_model_class()
    if not isinstance(model, type) or not issubclass(model, Model):
        return "it is no model of Django's"
    for name, signal in (("pre_save", pre_save), ("post_save", post_save)):
        if signal.has_listeners(model):
            return f"{name} has receivers"
    return _problem_of_model(model)


def _problem_of_model(model: type[Model]) -> str | None:
    if not model.save.__module__.startswith("django."):
        return f"{model.__name__}.save is overridden"
    manager = getattr(model, "objects", None) or model._default_manager  # noqa: SLF001 - Django documents it
    if not type(manager).create.__module__.startswith("django."):
        return f"the create of its manager {type(manager).__name__} is overridden"
    if any(parent._meta.concrete_model is not model._meta.concrete_model for parent in model._meta.get_parent_list()):
        return "it lives in more than one table (multi-table inheritance)"
    if hasattr(model, "add_root"):
        return "the nodes of a tree are added one by one"
    if model._meta.order_with_respect_to is not None:
        return "order_with_respect_to counts row by row"
    return None


def looks_the_same(meta: DjangoOptions, overrides: UserValues) -> bool:
    """Say whether nobody can tell objects made in bulk from such as were made one after the other.

    Args:
        meta: The factory's options.
        overrides: What the call says.
    """
    if any(isinstance(value, BaseDeclaration) for value in overrides.values()):
        return False
    return all(_is_quiet(each) for each in reachable(meta, []))


def _is_quiet(meta: DjangoOptions) -> bool:
    """Say whether nothing about a factory looks at objects, or at the database, between two of them."""
    if meta.has_hooks or meta.django_get_or_create or effect_of(meta.factory, "_generate") is None:
        return False
    if any(effect_of(meta.factory, name) is None for name in ("create", "_adjust_kwargs", "_after_postgeneration")):
        return False
    if effect_of(meta.factory, "_get_manager") is None or problem_of(meta) is not None:
        return False
    if not connections[meta.writes_to()].features.can_return_rows_from_bulk_insert or meta.max_tries > 1:
        return False
    if any(not type(field).pre_save.__module__.startswith("django.") for field in meta.get_model_class()._meta.fields):
        return False
    values = [field.base for field in meta.spec.fields.values()]
    values += [layer.value for field in meta.spec.fields.values() for layer in field.layers]
    nested = any(isinstance(value, SubFactory) for value in values)
    return all(_is_closed(value, nested=nested) for value in values)


def _is_closed(value: UserValue, *, nested: bool) -> bool:
    if not isinstance(value, BaseDeclaration):
        return not hasattr(value, "resolve_expression")
    if isinstance(value, AutoValue):
        # What goes by the names of fields looks at those of its own object.
        return not value.nested or (bool(value.story) and not nested)
    if type(value) in (SubFactory, AutoSubFactory):
        return all(_is_closed(each, nested=True) for each in value._defaults.values())  # noqa: SLF001 - ours
    kinds = _CLOSED if nested else (*_CLOSED, *_OPEN)
    return type(value) in kinds or isinstance(value, BaseFuzzyAttribute)


#: Declarations that do not see the object's other fields, and such as do.
_CLOSED = (Sequence, LazyFunction, Iterator, Faker)
_OPEN = (LazyAttribute, LazyAttributeSequence)
