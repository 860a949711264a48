"""Marks in ``Annotated`` that say how the values of a field are made, whatever library the field is of."""

from __future__ import annotations

import math
import weakref
from collections.abc import Callable, Sequence
from random import Random
from typing import Annotated

import attrs

from typedfactory import typeinfo
from typedfactory.errors import UnfillableError
from typedfactory.ground.constraints import Constraints
from typedfactory.ground.context import ModelBuilder
from typedfactory.ground.forks import ahead_of_parent
from typedfactory.ground.given import UserValue
from typedfactory.ground.sequences import RoundCounter
from typedfactory.values.alternatives.choices import choose_among
from typedfactory.values.core.recipes import Domain, Generator, Recipe
from typedfactory.values.core.registry import register_marker
from typedfactory.values.core.requests import Request, find_peeled, request_without

#: From so many values on, two that are drawn at random do not meet.
_PLENTY = 2**60
_GOLDEN = (math.sqrt(5) - 1) / 2


@attrs.frozen(eq=False)
class Made:
    """The value is made by a recipe of its own.

    Args:
        recipe_for: What is asked, without this mark → how it is made.
        accepts: Says whether a value that was made elsewhere would do as well; None where none does.
        is_unique: Whether the mark asks for nothing but that values do not repeat.
        limits: The constraints that ``accepts`` holds such values to, as far as they can be said.
        with_counter: Returns the same mark, for values that do not repeat, counting with a given counter.
    """

    recipe_for: Callable[[Request], Recipe]
    accepts: Callable[[UserValue], bool] | None = None
    is_unique: bool = False
    limits: object = None
    with_counter: Callable[[RoundCounter], Made] | None = None


def _is_made(item: object) -> bool:
    return isinstance(item, Made)


def _make_made(request: Request, place: int) -> Recipe:
    mark: Made = request.metadata[place]  # type: ignore[assignment]  # `_is_made` said so
    return mark.recipe_for(request_without(request, place))


register_marker(_is_made, _make_made)


def annotated(annotation: object, *marks: object) -> UserValue:
    """Return a type with marks on it, the last one outermost."""
    for mark in marks:
        annotation = Annotated[annotation, mark]
    return annotation


def drawn(
    kind: object,
    draw: Callable[[Random], UserValue],
    domain: Domain | None = None,
    accepts: Callable[[UserValue], bool] | None = None,
    limits: Constraints | None = None,
) -> UserValue:
    """Return the type whose values a function draws.

    Args:
        kind: The class of the values.
        draw: Random stream → value.
        domain: The different values, where they can be numbered.
        accepts: Says whether a value that was made elsewhere would do as well.
        limits: The lengths that such a value must have.
    """

    def recipe_for(_request: Request) -> Recipe:
        return Recipe(lambda stream, _builder: draw(stream), domain=domain)

    return annotated(kind, Made(recipe_for, accepts, limits=limits))


def chosen(values: Sequence[UserValue]) -> UserValue:
    """Return the type that has some values.

    Args:
        values: At least one, all different.
    """
    among = choose_among(values)
    count = len(values)
    # One draw for each value, also where there is but one to choose.
    recipe = attrs.evolve(among, make=lambda stream, _builder: values[int(stream.random() * count)])
    return annotated(object, Made(lambda _request: recipe))


def walk(domain: Domain, stride: int, counter: RoundCounter) -> Generator:
    """Return a generator that gives each value of a domain once before it gives one again.

    Where it begins is drawn, and drawn again once ``reset_sequences()`` has restarted it. A forked process goes on
    elsewhere in the same round.

    Args:
        domain: The values, numbered.
        stride: How often in a row a value is given.
        counter: Counts the steps, of all who must not give the same values.
    """
    count = domain.count
    step = next(step for step in range(max(1, int(count * _GOLDEN)), count + 2) if math.gcd(step, count) == 1)

    def make(stream: Random, _builder: ModelBuilder) -> UserValue:
        taken, first = counter.step(lambda: int(stream.random() * count))
        return domain.at((first + (taken // stride + ahead_of_parent(count)) * step) % count)

    return make


def distinct(stride: int = 1, counter: RoundCounter | None = None) -> Made:
    """Return the mark for values that do not repeat before all have been used.

    Args:
        stride: How often in a row a value is given.
        counter: Counts the steps; None is a counter of its own for each field that is filled.
    """

    def recipe_for(request: Request) -> Recipe:
        recipe = find_peeled(request)
        domain = recipe.domain
        if domain is None or domain.count >= _PLENTY:
            return recipe
        return attrs.evolve(recipe, make=walk(domain, stride, RoundCounter() if counter is None else counter))

    return Made(recipe_for, is_unique=stride == 1, with_counter=lambda shared: distinct(stride, shared))


#: Model → field → what counts its values that must not repeat, whatever factory makes them.
_columns: weakref.WeakKeyDictionary[type, dict[str, RoundCounter]] = weakref.WeakKeyDictionary()


def counter_of(model: type, name: str) -> RoundCounter:
    """Return what counts the values of a field that must not repeat, in all factories of the model.

    Args:
        model: The model that has the column.
        name: The field.
    """
    return _columns.setdefault(model, {}).setdefault(name, RoundCounter())


def shared_by_column(annotation: object, counter: RoundCounter) -> UserValue:
    """Return the type of a field, with the marks on it counting with the counter of its column.

    Args:
        annotation: The type, with its marks.
        counter: What `counter_of` returned.
    """
    peeled = typeinfo.peel(annotation)
    marks = [
        mark.with_counter(counter) if isinstance(mark, Made) and mark.with_counter is not None else mark
        for mark in peeled.metadata
    ]
    return annotated(peeled.bare, *marks) if marks else annotation


#: The values of the field do not repeat.
DISTINCT = distinct()


def unknown(field: object) -> UserValue:
    """Return a type that says, when it is made, that nobody knows how.

    Args:
        field: A field of Django's or MongoEngine's whose class is none that a back end knows.
    """
    return refused(
        object, f"values for a {type(field).__name__} cannot be made. Declare the field, or give it a default."
    )


def refused(kind: object, message: str) -> UserValue:
    """Return a type that says, when it is made, why it cannot be.

    Args:
        kind: The class of the values.
        message: What is wrong, and what to do.
    """

    def refuse(request: Request) -> Recipe:
        raise UnfillableError(f"{request.where}: {message}")

    return annotated(kind, Made(refuse))
