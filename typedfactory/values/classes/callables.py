"""Functions that return a made value, and classes."""

from __future__ import annotations

import types
from collections import abc
from typing import TYPE_CHECKING, Any

import typing_extensions as te

from typedfactory import typeinfo
from typedfactory.errors import InapplicableError
from typedfactory.values.alternatives.choices import choose_among
from typedfactory.values.core.recipes import Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request

if TYPE_CHECKING:
    from typedfactory.ground.given import UserFunction, UserValue


def make_callable(request: Request) -> Recipe:
    """Make functions that take anything and return one made value; asynchronous ones where an awaitable is returned."""
    request.accept()
    returned: object = request.arguments[-1] if request.arguments else Any
    origin = typeinfo.origin_of(returned)
    asynchronous = origin is abc.Awaitable or origin is abc.Coroutine
    result = request.recipe_for(typeinfo.arguments_of(returned)[-1] if asynchronous else returned)
    return result.mapped(_asynchronous if asynchronous else _returning)


def _returning(value: object) -> UserFunction:
    def function(*_arguments: object, **_keywords: object) -> UserValue:
        return value

    return function


def _asynchronous(value: object) -> UserFunction:
    async def function(*_arguments: object, **_keywords: object) -> UserValue:
        return value

    return function


def make_class(request: Request) -> Recipe:
    """Make classes: the one that ``type[X]`` names."""
    request.accept()
    named: object = request.arguments[0] if request.arguments else object
    return choose_among(tuple(dict.fromkeys(_classes_of(request, named))))


def _classes_of(request: Request, annotation: object) -> list[type]:
    bare: object = typeinfo.peel(annotation).bare
    if typeinfo.is_any(bare):
        return [object]
    if bare is None:
        return [type(None)]
    if typeinfo.is_union(bare):
        return [each for member in typeinfo.arguments_of(bare) for each in _classes_of(request, member)]
    if typeinfo.is_type_variable(bare):
        return _classes_of(request, typeinfo.meaning_of_variable(bare))
    if typeinfo.is_type_alias(bare):
        return _classes_of(request, typeinfo.alias_value(bare))
    origin = typeinfo.origin_of(bare)
    found = bare if origin is None else origin
    if not typeinfo.is_class(found):
        raise InapplicableError(
            f"{request.where}: {request.shown} names no class. Declare the field, or give it a default."
        )
    return [found]


def make_verdict(request: Request) -> Recipe:
    """Make what a function annotated with ``TypeGuard`` or ``TypeIs`` returns."""
    return request.recipe_for(bool, request.constraints)


MAKERS: dict[object, Maker] = {
    **dict.fromkeys((abc.Callable, types.FunctionType), make_callable),
    type: make_class,
    te.TypeGuard: make_verdict,
    te.TypeIs: make_verdict,
}
