"""Factories of models that are nested in fields: the default ones, and those made for the purpose."""

from __future__ import annotations

import inspect
import weakref
from typing import TYPE_CHECKING

from typedfactory import typeinfo
from typedfactory.adapters import shape_of
from typedfactory.errors import MetaOptionError
from typedfactory.plan.describe.filling.derived import derived_factory
from typedfactory.plan.describe.refusing.misplaced import is_factory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typedfactory.ground.given import FactoryClass, UserFunction, UserValue
    from typedfactory.plan.options import FactoryOptions


#: Models that have a default factory.
_vouched: weakref.WeakSet[type] = weakref.WeakSet()


def is_model(annotation: object) -> bool:
    """Say whether a factory can make instances of a type: one of the user's, if the class is abstract or a protocol."""
    cls: object = typeinfo.class_of(annotation)
    if isinstance(cls, type) and (inspect.isabstract(cls) or getattr(cls, "_is_protocol", False)):
        return cls in _vouched or subtype_of(cls) is not None
    return shape_of(annotation) is not None


def subtype_of(abstract: type) -> type | None:
    """Return the only class with a default factory that derives from an abstract one; None where there is none, or several."""
    if not (inspect.isabstract(abstract) or getattr(abstract, "_is_protocol", False)):
        return None
    found = {each for each in _vouched if each is not abstract and abstract in each.__mro__}
    return found.pop() if len(found) == 1 else None


def provided_factory(meta: FactoryOptions, annotation: object) -> FactoryClass | None:
    """Return the factory that ``Meta.providers`` names for a type, if it names one.

    Args:
        meta: The options of the factory that asks.
        annotation: The type.
    """
    if not meta.providers:
        return None
    try:
        found: UserValue = meta.providers.get(annotation)
    except TypeError:
        # What has no hash is no type that anybody named.
        return None
    return found if is_factory(found) else None


def provider_functions(meta: FactoryOptions) -> Mapping[object, UserFunction]:
    """Return the functions of ``Meta.providers``, without the factories."""
    given = meta.providers
    if not any(map(is_factory, given.values())):
        return given
    return {kind: provider for kind, provider in given.items() if not is_factory(provider)}


def factory_for(meta: FactoryOptions, model: UserValue) -> FactoryClass:
    """Return the factory that fills fields of a model type: the default one, or one made for the purpose.

    One made for the purpose fills as the factory that asks does (``Meta.optional``, ``collection_size``, ``providers``,
    ``mocks``, ``realistic``).
    """
    provided = provided_factory(meta, model)
    if provided is not None:
        return provided
    home = home_of(meta.factory)
    known = home._meta.automatic
    default = known.get(model)
    if default is None and _vouched:
        subtype = subtype_of(typeinfo.class_of(model))
        default = None if subtype is None else known.get(subtype)
    if default is not None and default._meta.default_for_model:
        return default
    wishes = {name: getattr(meta, name) for name in _WISHES if getattr(meta, name) is not getattr(home._meta, name)}
    if meta.autofill == "clean":
        wishes["autofill"] = "clean"
    key = (model, tuple((name, id(value)) for name, value in wishes.items())) if wishes else model
    factory = known.get(key)
    if factory is None:
        options = {"model": model, **wishes}
        factory = known[key] = derived_factory(home, f"{model.__name__}Factory", options, {}, module=model.__module__)
    return factory


#: The options that hold for models nested in filled fields, too. Their values live as long as the factories do.
_WISHES = ("optional", "collection_size", "providers", "mocks", "realistic")


def register_default(meta: FactoryOptions) -> None:
    """Make a factory the one that fills fields of its model's type, in factories that were used already, too.

    Raises:
        MetaOptionError: The factory has no model, or another one has said the same.
    """
    model = meta.get_model_class()
    owner = meta.factory.__name__
    if model is None:
        raise MetaOptionError(f"{owner}.Meta.default_for_model: the factory has no model. Name one in Meta.model.")
    home = home_of(meta.factory)
    known = home._meta.automatic.get(model)
    if known is not None and known._meta.default_for_model and _place(known) != _place(meta.factory):
        raise MetaOptionError(
            f"{owner}.Meta.default_for_model: {known.__name__} fills fields of type {model.__name__} already. "
            f"Say it in one of the two."
        )
    home._meta.automatic[model] = meta.factory
    if typeinfo.is_class(model):
        _vouched.add(model)
    _forget_specs(home)


def _place(factory: FactoryClass) -> tuple[str, str]:
    return factory.__module__, factory.__qualname__


def _forget_specs(factory: FactoryClass) -> None:
    """Let factories describe themselves anew: what fills one of their fields may have changed."""
    for subclass in type.__subclasses__(factory):
        if subclass._meta.defined:
            subclass._meta.forget_spec()
        _forget_specs(subclass)


def home_of(factory: FactoryClass) -> FactoryClass:
    """Return the library's own base of a factory: what automatic factories of its kind derive from."""
    return next(
        base
        for base in factory.__mro__
        if "_is_home" in vars(base) and base.__module__.partition(".")[0] == "typedfactory"
    )
