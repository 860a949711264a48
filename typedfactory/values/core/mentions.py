"""Whether models occur in a type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from typedfactory import typeinfo
from typedfactory.values.core.registry import maker_by_type
from typedfactory.values.core.requests import DEEPEST_ALIAS


def needs_models(annotation: object, is_model: Callable[[object], bool]) -> bool:
    """Say whether making values of a type may take instances of models.

    Args:
        annotation: The type.
        is_model: Says whether a class is a model that an automatic factory can make.

    Example:
        >>> needs_models(dict[str, list[int]], lambda t: False)
        False
    """
    return _mentions_model(annotation, is_model, ())


def _mentions_model(annotation: object, is_model: Callable[[object], bool], aliases: tuple[object, ...]) -> bool:
    bare = typeinfo.peel(annotation).bare
    if type(bare) is type:
        return maker_by_type(bare) is None and is_model(bare)
    if typeinfo.is_type_alias(bare):
        if bare in aliases or len(aliases) > DEEPEST_ALIAS:
            return False
        return _mentions_model(typeinfo.alias_value(bare), is_model, (*aliases, bare))
    if typeinfo.is_type_variable(bare):
        return _mentions_model(typeinfo.meaning_of_variable(bare), is_model, aliases)
    if maker_by_type(bare) is None and is_model(bare):
        return True
    origin = typeinfo.origin_of(bare)
    parts = () if origin is None or origin is Literal else typeinfo.arguments_of(bare)
    return any(_mentions_model(each, is_model, aliases) for each in parts)
