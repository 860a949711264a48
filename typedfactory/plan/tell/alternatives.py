"""The values that a type has, where they are few; and the type that a path leads to."""

from __future__ import annotations

import enum
import itertools
from typing import TYPE_CHECKING, Literal

from typedfactory import typeinfo
from typedfactory.adapters import shape_of
from typedfactory.errors import FactoryError

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue
    from typedfactory.ground.shape import ModelShape


def alternatives_of(annotation: object) -> list[UserValue] | None:
    """Return all values of a type; None where they are too many.

    Args:
        annotation: The type.

    Example:
        >>> alternatives_of(bool), alternatives_of(Literal["S", "M"] | None), alternatives_of(int)
        ([False, True], ['S', 'M', None], None)
    """
    bare = typeinfo.peel(annotation).bare
    found: list[UserValue] | None = None
    if bare is bool:
        found = [False, True]
    elif isinstance(bare, type) and issubclass(bare, enum.Enum):
        found = list(bare)
    elif typeinfo.origin_of(bare) is Literal:
        found = list(typeinfo.arguments_of(bare))
    elif typeinfo.is_union(bare):
        members = [[None] if each is type(None) else alternatives_of(each) for each in typeinfo.arguments_of(bare)]
        known = [values for values in members if values is not None]
        found = list(itertools.chain(*known)) if len(known) == len(members) else None
    return found


def members_of(annotation: object) -> list[object]:
    """Return the types that a value may have, None left out.

    Args:
        annotation: The type.
    """
    bare = typeinfo.peel(annotation).bare
    members = typeinfo.arguments_of(bare) if typeinfo.is_union(bare) else (bare,)
    return [typeinfo.peel(each).bare for each in members if each is not type(None)]


def type_at(factory: FactoryClass, path: list[str]) -> object:
    """Return the type of a field, or of one that a path leads to; None where nobody says it.

    Args:
        factory: The factory.
        path: The parts of the path.
    """
    meta = factory._meta
    name = {**meta.rename}.get(path[0], path[0])
    if len(path) > 1:
        get_factory = getattr(meta.collected.values.get(path[0]), "get_factory", None)
        if get_factory is not None:
            return type_at(get_factory(), path[1:])
    return _in_shape(meta.shape, [name, *path[1:]])


def _in_shape(shape: ModelShape | None, path: list[str]) -> object:
    if shape is None or path[0] not in shape.by_name:
        return None
    try:
        annotation = shape.annotation_of(path[0])
    except FactoryError:
        return None
    if len(path) == 1:
        return annotation
    inner = next((each for each in members_of(annotation) if shape_of(each) is not None), None)
    return None if inner is None else _in_shape(shape_of(inner), path[1:])
