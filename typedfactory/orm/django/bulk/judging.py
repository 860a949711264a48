"""What can be made in bulk, and where nobody could tell that it was."""

from __future__ import annotations

import types
from collections import abc
from typing import TYPE_CHECKING

from django.db import connections
from django.db.models import FileField, Model
from django.db.models.signals import post_init, post_save, pre_init, pre_save
from typing_extensions import TypeIs

from typedfactory.declarations import (
    BaseDeclaration,
    Iterator,
    LazyAttribute,
    LazyAttributeSequence,
    LazyFunction,
    Sequence,
    Special,
    SubFactory,
)
from typedfactory.faker import Faker
from typedfactory.fuzzy import BaseFuzzyAttribute
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.orm.django.filling.constructors import own_constructor
from typedfactory.orm.django.saving.relations import relations_to
from typedfactory.orm.shared.sight import Sight, is_of_module
from typedfactory.plan.describe.filling import AutoSubFactory, AutoValue
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
    """Say whether nobody can tell objects that are written late from such as are written one after the other.

    Statements need not be feared: what is kept is written before any that the user's own code sends. What looks
    elsewhere, at objects, at files, past Django, or may do so, is.

    Args:
        meta: The factory's options.
        overrides: What the call says.
    """
    if any(isinstance(value, Special) for value in overrides.values()):
        return False
    return all(_is_quiet(each, overrides) for each in reachable(meta, []))


#: The methods of a factory that are called for each object.
_METHODS = ("create", "_generate", "_build", "_adjust_kwargs", "_after_postgeneration", "_get_manager")


def _is_quiet(meta: DjangoOptions, overrides: UserValues) -> bool:
    """Say whether nothing about a factory looks elsewhere between two objects."""
    if meta.has_hooks or meta.django_get_or_create or meta.max_tries > 1:
        return False
    if any(effect_of(meta.factory, name) is None for name in _METHODS) or problem_of(meta) is not None:
        return False
    if not connections[meta.writes_to()].features.can_return_rows_from_bulk_insert:
        return False
    values = [value for field in meta.spec.fields.values() for value in field.possible_values()]
    names = {meta.rename.get(name, name) for name in (*meta.spec.fields, *overrides)}
    nested = any(isinstance(value, SubFactory) for value in values)
    return is_plain_model(meta.get_model_class(), names) and all(_is_closed(value, nested=nested) for value in values)


def is_plain_model(model: type[Model], given: abc.Set[str]) -> bool:
    """Say whether making an object of a model and writing it runs no code of the user's that may look elsewhere.

    Args:
        model: The model.
        given: The fields that get a value.
    """
    if own_constructor(model) is not None or model.__setattr__ is not object.__setattr__:
        return False
    if (
        pre_init.has_listeners(model)
        or post_init.has_listeners(model)
        or not relations_to(model).keys().isdisjoint(given)
    ):
        return False
    return all(
        _is_djangos(type(field))
        and not (isinstance(field, FileField) and field.name in given)
        and not (field.has_default() and callable(field.default) and may_look(field.default))
        for field in model._meta.fields
    )


def _is_djangos(kind: type) -> bool:
    return kind.__module__.partition(".")[0] == "django"


def _is_closed(value: UserValue, *, nested: bool) -> bool:
    if not isinstance(value, BaseDeclaration):
        return not hasattr(value, "resolve_expression")
    if isinstance(value, AutoValue):
        # What goes by the names of fields looks at those of its own object.
        return not value.nested or (bool(value.story) and not nested)
    if type(value) in (SubFactory, AutoSubFactory):
        return all(_is_closed(each, nested=True) for each in value._defaults.values())  # noqa: SLF001 - ours
    if type(value) is Faker:
        return all(_is_closed(each, nested=nested) for each in value.arguments.values())
    kinds = _CLOSED if nested else (*_CLOSED, *_OPEN)
    if type(value) not in kinds and not (isinstance(value, BaseFuzzyAttribute) and is_of_module(type(value), _OURS)):
        return False
    return not any(map(may_look, _asked_by(value)))


def _asked_by(value: UserValue) -> abc.Iterator[UserValue]:
    """Yield what a declaration runs or goes through for each object."""
    for name in ("function", "getter", "fuzzer"):
        if getattr(value, name, None) is not None:
            yield getattr(value, name)
    source = value.values._iterable if type(value) is Iterator else getattr(value, "choices_generator", ())  # noqa: SLF001 - ours
    if type(source) not in (list, tuple, set, frozenset, dict, range, str):
        yield source


def may_look(value: UserValue) -> bool:
    """Say whether a function of the user's may look at anything but what it is given and the clock.

    Args:
        value: The function, or what a declaration holds.
    """
    if is_of_module(value, _OURS) or _is_of_utils(value):
        return False
    return Sight(_runs, _is_of_utils).reaches(value)


def _runs(_name: str) -> abc.Iterable[UserValue]:
    # What models run when they are asked for an attribute can look at rows alone, by statements.
    return ()


#: The modules of Django's that look at nothing but what they are given, the settings and the clock.
_UTILS = frozenset(
    f"django.utils.{name}" for name in ("crypto", "dateformat", "encoding", "html", "safestring", "text", "timezone")
)


def _is_of_utils(value: UserValue) -> bool:
    """Say whether a value is a module, function or class that is for texts, times and the like."""
    if isinstance(value, types.ModuleType):
        return value.__name__ in _UTILS
    return isinstance(value, (types.FunctionType, type)) and value.__module__ in _UTILS


_OURS = ("typedfactory",)
#: Declarations that do not see the object's other fields, and such as do; each holds a function.
_CLOSED = (Sequence, LazyFunction, Iterator)
_OPEN = (LazyAttribute, LazyAttributeSequence)
