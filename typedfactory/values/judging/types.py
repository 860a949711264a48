"""Whether a value is of a type: what `isinstance` says, down through unions, literals and the items of collections."""

from __future__ import annotations

from collections import abc
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from typing_extensions import is_typeddict

from typedfactory import typeinfo
from typedfactory.values.core.requests import show

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: What Python's type checkers take for a number of another class.
_PROMOTED: Mapping[object, tuple[type, ...]] = {float: (float, int), complex: (complex, float, int)}


def find_misfit(value: UserValue, annotation: object, path: str = "") -> str | None:
    """Return what is wrong with a value, in words; None where it is of the type, or nobody can tell.

    Args:
        value: The value.
        annotation: The type.
        path: Where the value stands inside of what was given: ``[0]``.

    Example:
        >>> find_misfit("x", int), find_misfit([1, "x"], list[int]), find_misfit(None, int | None)
        ("'x' is no int", "'x' at [1] is no int", None)
    """
    annotation = typeinfo.peel(annotation).bare
    if typeinfo.is_type_alias(annotation):
        return find_misfit(value, typeinfo.alias_value(annotation), path)
    if typeinfo.is_union(annotation):
        found = [find_misfit(value, member, path) for member in typeinfo.arguments_of(annotation)]
        return None if None in found else _said(value, annotation, path)
    origin = typeinfo.origin_of(annotation)
    kind: UserValue = annotation if origin is None else origin
    if not _is_of(value, kind, annotation):
        return _said(value, annotation, path)
    return _find_inside(value, kind, typeinfo.arguments_of(annotation), path)


def _said(value: UserValue, annotation: object, path: str) -> str:
    place = f" at {path}" if path else ""
    shown = (
        repr(value) if value is None or type(value) in (str, int, float, bool, bytes) else f"a {type(value).__name__}"
    )
    return f"{shown}{place} is no {show(annotation)}"


def _is_of(value: UserValue, kind: UserValue, annotation: object) -> bool:
    if kind is None:
        return value is None
    if kind is Literal:
        return (type(value), value) in [(type(each), each) for each in typeinfo.arguments_of(annotation)]
    if not isinstance(kind, type):
        return True
    if is_typeddict(kind):
        return isinstance(value, Mapping)
    try:
        return isinstance(value, _PROMOTED.get(kind, kind))
    except TypeError:
        # A protocol that cannot be looked for at run time.
        return True


def _find_inside(value: UserValue, kind: UserValue, arguments: tuple[UserValue, ...], path: str) -> str | None:
    """Return what is wrong with the items of a collection that can be gone through again."""
    if not arguments or not isinstance(kind, type) or isinstance(value, (str, bytes)):
        return None
    pairs: list[tuple[UserValue, UserValue, str]] = []
    if issubclass(kind, tuple) and arguments[1:] != (Ellipsis,):
        if len(value) != len(arguments):
            return f"{len(value)} items{f' at {path}' if path else ''} are no tuple of {len(arguments)}"
        pairs = [(item, each, f"[{place}]") for place, (item, each) in enumerate(zip(value, arguments, strict=True))]
    elif issubclass(kind, abc.Mapping) and len(arguments) == 2:  # noqa: PLR2004 - keys and values
        pairs = [(key, arguments[0], f"key {key!r}") for key in value]
        pairs += [(item, arguments[1], f"[{key!r}]") for key, item in value.items()]
    elif issubclass(kind, abc.Collection) and isinstance(value, abc.Collection):
        pairs = [(item, arguments[0], f"[{place}]") for place, item in enumerate(value)]
    return next((found for item, each, at in pairs if (found := find_misfit(item, each, path + at))), None)
