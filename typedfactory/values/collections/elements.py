"""What a collection holds: as few elements as its constraints allow, but one where none are asked.

Where the elements cannot be built without end, a collection that may be empty is.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable
from random import Random
from typing import TYPE_CHECKING, Any, NoReturn

from typedfactory.errors import InapplicableError, UnfillableError
from typedfactory.ground.context import ModelBuilder
from typedfactory.values.core.distinct import distinct_drawer, too_few
from typedfactory.values.core.drawing import drawer_between
from typedfactory.values.core.lengths import length_range
from typedfactory.values.core.recipes import Generator, Possible, Recipe, all_possible
from typedfactory.values.core.requests import Request, show

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


def item_recipe(request: Request, annotation: object) -> Recipe:
    """Return how an element is made; where nobody makes it and the collection may be empty, that it cannot be made.

    Args:
        request: The collection.
        annotation: The type of the element.
    """
    try:
        return request.recipe_for(annotation)
    except InapplicableError as error:
        if request.constraints.min_length:
            raise
        message = str(error)

        def refuse(_stream: Random, _builder: ModelBuilder) -> NoReturn:
            raise InapplicableError(message)

        return Recipe(refuse, possible=lambda _builder: False, variants=lambda: ())


def size_range(request: Request) -> tuple[int, int]:
    """Return the fewest and the most elements to make."""
    fewest, most = length_range(request)
    wanted = request.settings.collection_size
    if wanted is None or callable(wanted):
        low = high = max(fewest, 1)
    else:
        low, high = (wanted, wanted) if isinstance(wanted, int) else wanted
    limit = math.inf if most is None else most
    return int(min(max(low, fewest), limit)), int(min(max(high, fewest), limit))


def own_sizes(request: Request) -> Callable[[Random], int] | None:
    """Return what draws sizes where a factory's options do, within what the constraints allow; None where they don't.

    Args:
        request: The collection.
    """
    wanted = request.settings.collection_size
    if not callable(wanted):
        return None
    fewest, most = length_range(request)
    limit = math.inf if most is None else most
    return lambda _stream: int(min(max(wanted(), fewest), limit))


def or_empty(
    request: Request, make: Generator, members: Iterable[Recipe], empty: Callable[[], object]
) -> tuple[Generator, Possible | None]:
    """Let a collection be empty where its elements cannot be built; where it may not be, it cannot be built either.

    Args:
        request: What is asked.
        make: Makes the collection.
        members: Make what its elements consist of.
        empty: Makes an empty one.
    """
    possible = all_possible(members)
    if possible is None or request.constraints.min_length:
        return make, possible

    def make_or_leave(stream: Random, builder: ModelBuilder) -> UserValue:
        return make(stream, builder) if possible(builder) else empty()

    return make_or_leave, None


def items_drawer(request: Request, item: Recipe) -> Generator:
    """Return a function that makes a list of independent values.

    Args:
        request: The collection.
        item: Makes one.
    """
    make = item.make
    low, high = size_range(request)
    draw_size = own_sizes(request)
    if low == high == 1 and draw_size is None:
        return lambda stream, builder: [make(stream, builder)]
    if item.members:
        return _in_turn_drawer(item, draw_size or drawer_between(low, high))
    if low == high and draw_size is None:
        return lambda stream, builder: [make(stream, builder) for _ in range(low)]
    draw_size = draw_size or drawer_between(low, high)
    return lambda stream, builder: [make(stream, builder) for _ in range(draw_size(stream))]


def _in_turn_drawer(item: Recipe, draw_size: Callable[[Random], int]) -> Generator:
    def draw(stream: Random, builder: ModelBuilder) -> UserValue:
        count = draw_size(stream)
        makers = itertools.cycle(item.in_turn(builder))
        return [make(stream, builder) for make in itertools.islice(makers, count)]

    return draw


def unique_items_drawer(request: Request, item: Recipe, annotation: object) -> Generator:
    """Return a function that makes a list of different values, as many as are asked for and there are.

    Args:
        request: The collection.
        item: Makes one value.
        annotation: The type of the values.

    Raises:
        UnfillableError: They have no hash, or there are too few.
    """
    low, high = size_range(request)
    shown = show(annotation)
    if not item.hashable:
        raise UnfillableError(
            f"{request.where}: values of type {shown} cannot be members of {request.shown}: they have no hash. "
            f"Correct the type, or declare the field."
        )
    if item.domain is not None and item.domain.count < high:
        if item.domain.count < (request.constraints.min_length or 0):
            raise UnfillableError(too_few(request.where, shown, request.constraints.min_length or 0, item.domain.count))
        low, high = min(low, item.domain.count), item.domain.count
    draw = distinct_drawer(item, request.where, shown)
    own = own_sizes(request)
    if own is not None:
        limit = math.inf if item.domain is None else item.domain.count
        return lambda stream, builder: draw(stream, builder, int(min(own(stream), limit)))
    if low == high:
        return lambda stream, builder: draw(stream, builder, low)
    draw_size = drawer_between(low, high)
    return lambda stream, builder: draw(stream, builder, draw_size(stream))


def element_of(request: Request) -> object:
    """Return the type of the elements; ``Any`` where it is not said."""
    return request.arguments[0] if request.arguments else Any
