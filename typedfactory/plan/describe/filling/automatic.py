"""Factories of models that are nested in fields: the default ones, and those made for the purpose."""

from __future__ import annotations

import inspect
import weakref
from typing import TYPE_CHECKING

from typedfactory import typeinfo
from typedfactory.adapters import shape_of
from typedfactory.errors import MetaOptionError
from typedfactory.plan.describe.filling.derived import derived_factory

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue
    from typedfactory.plan.options import FactoryOptions


#: Models that have a default factory.
_vouched: weakref.WeakSet[type] = weakref.WeakSet()


def is_model(annotation: object) -> bool:
    """Say whether a factory can make instances of a type: one of the user's, if the class is abstract."""
    if shape_of(annotation) is None:
        return False
    cls = typeinfo.class_of(annotation)
    return not inspect.isabstract(cls) or cls in _vouched


def factory_for(meta: FactoryOptions, model: UserValue) -> FactoryClass:
    """Return the factory that fills fields of a model type: the default one, or one made for the purpose.

    One made for the purpose fills as the factory that asks does (``Meta.optional``, ``collection_size``, ``providers``,
    ``realistic``).
    """
    home = home_of(meta.factory)
    known = home._meta.automatic
    default = known.get(model)
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
_WISHES = ("optional", "collection_size", "providers", "realistic")


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
