"""Class bodies that are obviously right: most are, and one look at each name tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedfactory.declarations import SPLITTER, Maybe, SimpleParameter, Trait, is_declaration, is_post_declaration
from typedfactory.ground.old_names import OPTIONS
from typedfactory.plan.describe.meta import STUB_STRATEGY
from typedfactory.plan.describe.refusing.bodies import PROPERTIES
from typedfactory.plan.describe.refusing.misplaced import HARMLESS, is_suspect

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from typedfactory.declarations import Parameter
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.options import FactoryOptions


#: Names that lazy functions use for something else than a field.
RESERVED = ("factory_parent",)


def is_obviously_right(meta: FactoryOptions) -> bool:
    """Say whether nothing in a class body needs a closer look: plain names of plain fields, plain values.

    Args:
        meta: The factory's options.
    """
    base = meta.base_factory
    if base is None or len(meta.factory.__bases__) != 1 or meta.strategy == STUB_STRATEGY:
        return False
    if meta.rename or meta.exclude or meta.inline_args or meta.strict or not _is_built_on(meta, base._meta):
        return False
    names = _names(meta)
    inherited = base._meta.parameters if base._meta.model is not None else {}
    return (
        names is not None
        and _are_plain_methods(meta, names)
        and _are_plain_values(meta.own_values, {*names, *inherited} if names else names)
        and _are_plain_parameters({**inherited, **meta.own_parameters}, names)
    )


def _is_built_on(meta: FactoryOptions, base: FactoryOptions) -> bool:
    """Say whether what a factory inherits has been looked at with its model in mind."""
    if base.model is None:
        return not base.own_values and not base.own_parameters and vars(base.factory).get("_is_home") is True
    return base.model is meta.model and base.is_obvious


def _names(meta: FactoryOptions) -> Collection[str] | None:
    """Return the names that the model takes; none where it takes any; None where it has other names for them."""
    if isinstance(meta.model, str) or meta.model is None:
        return ()
    shape = meta.shape
    if shape is None:
        return ()
    if not shape.closed or shape.synonyms or not shape.names:
        return None
    return shape.names


def _are_plain_methods(meta: FactoryOptions, names: Collection[str]) -> bool:
    """Say whether nothing else in the body is called like a field, or is an option of an old version."""
    own = meta.own_values
    return all(name in own or name not in names for name in vars(meta.factory)) and OPTIONS.keys().isdisjoint(own)


def _are_plain_values(values: Mapping[str, UserValue], names: Collection[str]) -> bool:
    for name, value in values.items():
        if SPLITTER in name or name in RESERVED or not is_plain_value(value):
            return False
        if names and name not in names and not is_post_declaration(value):
            return False
    return True


def _are_plain_parameters(parameters: Mapping[str, Parameter], names: Collection[str]) -> bool:
    for parameter in parameters.values():
        if isinstance(parameter, Trait):
            if not parameters.keys().isdisjoint(parameter.overrides):
                return False
            if not _are_plain_values(parameter.overrides, names):
                return False
        elif not isinstance(parameter, SimpleParameter) or not is_plain_value(parameter.value):
            return False
    return True


def is_plain_value(value: UserValue) -> bool:
    """Say whether something is a value, or a declaration of nothing but values, and could be nothing else.

    Args:
        value: What stands for a field.
    """
    if is_declaration(value):
        return not isinstance(value, Maybe) and all(map(_is_nothing_else, value.arguments_given().values()))
    return _is_nothing_else(value)


def _is_nothing_else(value: UserValue) -> bool:
    # A function, or a class, may be meant to be called.
    if callable(value) or isinstance(value, PROPERTIES):
        return False
    return type(value) in HARMLESS or not is_suspect(value)
