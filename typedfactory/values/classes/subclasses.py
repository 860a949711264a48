"""Subclasses of built-in types, and exceptions: a value of the base, handed to the subclass."""

from __future__ import annotations

import collections
import uuid
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import typing_extensions as te

from typedfactory import typeinfo
from typedfactory.errors import InapplicableError
from typedfactory.typeinfo.arguments import model_argument, written_bases
from typedfactory.typeinfo.calendar import datetime
from typedfactory.values.core.recipes import Recipe
from typedfactory.values.core.requests import Request

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: A base → how many type parameters it has. The most special ones first.
_BASES: dict[type, int] = {
    **dict.fromkeys((int, float, complex, str, bytes, bytearray, Decimal, Fraction, uuid.UUID), 0),
    **dict.fromkeys((datetime.datetime, datetime.date, datetime.time, datetime.timedelta), 0),
    **dict.fromkeys((list, set, frozenset, collections.deque, collections.Counter), 1),
    **dict.fromkeys((collections.UserList, collections.UserString), 1),
    **dict.fromkeys((collections.OrderedDict, collections.UserDict, dict), 2),
    tuple: 1,
}
_REBUILD: dict[type, Callable[[UserValue, UserValue], UserValue]] = {
    **dict.fromkeys(
        (datetime.datetime, datetime.date, datetime.time), lambda kind, value: kind.fromisoformat(value.isoformat())
    ),
    datetime.timedelta: lambda kind, value: kind(microseconds=value // datetime.timedelta(microseconds=1)),
    uuid.UUID: lambda kind, value: kind(int=value.int),
}


def _base_of(annotation: object) -> type | None:
    origin = typeinfo.origin_of(annotation)
    cls = annotation if origin is None else origin
    if not typeinfo.is_class(cls) or hasattr(cls, "_fields") or te.is_typeddict(cls):
        return None
    base = next((base for base in _BASES if issubclass(cls, base)), None)
    # A constructor of its own asks for what only its signature can say.
    changed = base is None or cls.__new__ is not base.__new__ or cls.__init__ is not base.__init__  # type: ignore[misc]  # compared only
    return None if changed else base


def is_subclass(request: Request) -> bool:
    """Say whether a subclass of a built-in type is asked for, constructed like its base."""
    return _base_of(request.annotation) is not None


def make_subclass(request: Request) -> Recipe:
    """Make a value of the base, then of the subclass."""
    base: UserValue = _base_of(request.annotation)
    kind = typeinfo.class_of(request.annotation)
    plain = request.recipe_for(_parametrised(request.annotation, kind, base), request.constraints)
    rebuild = _REBUILD.get(base, lambda cls, value: cls(value))
    return plain.mapped(lambda value: rebuild(kind, value), hashable=kind.__hash__ is not None)


def _parametrised(annotation: UserValue, kind: type, base: UserValue) -> UserValue:
    """Return the base with the arguments that the subclass gives to it."""
    count = _BASES[base]
    if count == 0 or base is collections.UserString:
        return base
    if count == 1:
        argument = model_argument(kind, base)
        arguments = (argument,) if argument is not None else typeinfo.arguments_of(annotation)
        if base is tuple and len(arguments) == 1:
            arguments = (*arguments, ...)
        return base[arguments] if arguments else base
    written = next((each for each in written_bases(kind) if typeinfo.origin_of(each) is base), None)
    parameters = typeinfo.arguments_of(written)
    if any(map(typeinfo.is_type_variable, parameters)):
        parameters = typeinfo.arguments_of(annotation)
    return base[parameters] if parameters else base


def is_exception(request: Request) -> bool:
    """Say whether an exception is asked for."""
    return typeinfo.is_class(request.annotation) and issubclass(request.annotation, BaseException)


def make_exception(request: Request) -> Recipe:
    """Make exceptions with a text."""
    request.accept()
    kind = request.annotation
    try:
        kind("text")
    except TypeError as error:
        raise InapplicableError(
            f"{request.where}: a {request.shown} cannot be made from a text ({error}). Declare the field."
        ) from error
    return request.recipe_for(str).mapped(kind)
