"""What is iterated or awaited: generators, asynchronous iterators, views of mappings, awaitables."""

from __future__ import annotations

import contextlib
from collections import abc
from collections.abc import AsyncGenerator, Generator, Iterator
from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from typedfactory.values.core.recipes import Conversion, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


@attrs.define
class Ready:
    """A coroutine that has come to its end already: no warning when nobody awaits it.

    Args:
        value: What awaiting it gives.
    """

    value: UserValue

    def __await__(self) -> Generator[None, None, UserValue]:
        yield from ()
        return self.value

    def send(self, _value: object) -> NoReturn:
        """End at once."""
        raise StopIteration(self.value)

    def throw(self, error: BaseException, *_rest: object) -> NoReturn:
        """Raise what was thrown in."""
        raise error

    def close(self) -> None:
        """Do nothing: there is nothing left to run."""


async def _iterate_later(values: list[object]) -> AsyncGenerator[UserValue, None]:
    for each in values:
        yield each


def _iterate_now(values: list[object]) -> Iterator[UserValue]:
    yield from values


def _maker_over_lists(wrap: Conversion) -> Maker:
    """Return a maker that puts a list of the first argument's type into something."""

    def make_iteration(request: Request) -> Recipe:
        element: UserValue = request.arguments[0] if request.arguments else Any
        return request.recipe_for(list[element], request.constraints).mapped(wrap)

    return make_iteration


def _maker_over_one(wrap: Conversion, place: int) -> Maker:
    """Return a maker that puts one value of an argument's type into something."""

    def make_wrapped(request: Request) -> Recipe:
        request.accept()
        return request.recipe_for(request.arguments[place] if request.arguments else Any).mapped(wrap)

    return make_wrapped


def _maker_of_view(key_place: int | None, value_place: int | None, method: str) -> Maker:
    def make_view(request: Request) -> Recipe:
        arguments = request.arguments
        key: UserValue = arguments[key_place] if arguments and key_place is not None else str
        value: UserValue = arguments[value_place] if arguments and value_place is not None else str
        mapping = request.recipe_for(dict[key, value], request.constraints)
        return mapping.mapped(lambda made: getattr(made, method)(), hashable=False)

    return make_view


MAKERS: dict[object, Maker] = {
    abc.Generator: _maker_over_lists(_iterate_now),
    **dict.fromkeys((abc.AsyncIterator, abc.AsyncIterable, abc.AsyncGenerator), _maker_over_lists(_iterate_later)),
    abc.Awaitable: _maker_over_one(Ready, 0),
    abc.Coroutine: _maker_over_one(Ready, -1),
    **dict.fromkeys(
        (contextlib.AbstractContextManager, contextlib.AbstractAsyncContextManager),
        _maker_over_one(contextlib.nullcontext, 0),
    ),
    abc.KeysView: _maker_of_view(0, None, "keys"),
    abc.ValuesView: _maker_of_view(None, 0, "values"),
    abc.ItemsView: _maker_of_view(0, 1, "items"),
    abc.MappingView: _maker_of_view(None, None, "keys"),
}
