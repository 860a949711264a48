"""Constraints turned round: what makes values that keep all of them but one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import attrs

from typedfactory.errors import UnfillableError
from typedfactory.ground.constraints import NONE, Constraints
from typedfactory.ground.context import ModelBuilder
from typedfactory.values.core.recipes import Domain, Generator, Recipe
from typedfactory.values.core.requests import Request
from typedfactory.values.judging.checking import Test, is_among, is_multiple, meets
from typedfactory.values.text.patterns import Avoided, as_pattern

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

_OPPOSITES = {"gt": "le", "ge": "lt", "lt": "ge", "le": "gt"}
_SAME_SIDE = {"gt": "ge", "ge": "gt", "lt": "le", "le": "lt"}
#: How many values are tried for what cannot be turned round.
_TRIES = 200


def break_constraint(request: Request, name: str) -> Generator | None:
    """Return what makes values that break one constraint and keep the others, where that can be.

    Where no value does, others of the same kind are given up; None when nothing breaks the constraint.

    Args:
        request: The type, with its constraints.
        name: Which of the constraints.
    """
    asked = request.constraints
    if name in _OPPOSITES:
        turned = Constraints(**{_OPPOSITES[name]: getattr(asked, name)})
        return _first(request, turned, (name,), (name, _SAME_SIDE[name]), (name, _SAME_SIDE[name], "multiple_of"))
    if name == "min_length":
        fewest = asked.min_length or 0
        return _first(request, Constraints(max_length=fewest - 1), (name,), (name, "pattern")) if fewest else None
    if name == "max_length":
        return _first(request, Constraints(min_length=(asked.max_length or 0) + 1), (name,), (name, "pattern"))
    if name == "time_zone":
        turned = Constraints(time_zone=(... if asked.time_zone[0] is None else None,))
        return _first(request, turned, (name,), (name, *_OPPOSITES))
    breaker = _BREAKERS.get(name)
    return breaker(request) if breaker is not None else None


def _first(request: Request, turned: Constraints, *dropped: tuple[str, ...]) -> Generator | None:
    """Return what keeps the turned constraint and as many of the others as possible."""
    for names in dropped:
        asked = without(request.constraints, *names).merged_with(turned)
        try:
            return _with_or_without_predicates(request, asked)
        except UnfillableError:
            # Nothing is both: the next try gives up one more of the other constraints.
            continue
    return None


def _with_or_without_predicates(request: Request, asked: Constraints) -> Generator:
    """Return what keeps predicates too, where the search for such a value succeeds."""
    make = request.recipe_for(request.annotation, asked).make
    if not asked.predicates:
        return make
    plain = request.recipe_for(request.annotation, without(asked, "predicates")).make

    def make_either(stream: Random, builder: ModelBuilder) -> UserValue:
        try:
            return make(stream, builder)
        except UnfillableError:
            # The search has ended without a value: one that breaks the predicate as well has to do.
            return plain(stream, builder)

    return make_either


def without(constraints: Constraints, *names: str) -> Constraints:
    """Return constraints but some.

    Example:
        >>> without(Constraints(ge=1, le=5), "le")
        Constraints(ge=1)
    """
    return attrs.evolve(constraints, **{name: getattr(NONE, name) for name in names})


def usual(recipe: Recipe, wanted: Test) -> Generator | None:
    """Return what draws values until one is wanted; None where none seems to be.

    Args:
        recipe: Draws them.
        wanted: Says which are.
    """
    draw = recipe.make

    def make(stream: Random, builder: ModelBuilder) -> UserValue:
        for _ in range(_TRIES):
            value = draw(stream, builder)
            if wanted(value):
                return value
        samples = filter(wanted, _samples(recipe.domain) if recipe.domain is not None else ())
        for found in samples:
            return found
        raise UnfillableError("No value that breaks the rule was found. Break it by hand.")

    return make if recipe.domain is None or any(map(wanted, _samples(recipe.domain))) else None


def _samples(domain: Domain) -> Iterator[UserValue]:
    """Return all values of a small type; some of a large one, those that come first and others."""
    yield from (domain.at(number) for number in range(min(domain.count, _TRIES)))
    if domain.count > _TRIES:
        step = domain.count // _TRIES
        yield from (domain.at(number * step) for number in range(_TRIES))


def _break_pattern(request: Request) -> Generator | None:
    first, *others = request.constraints.pattern
    asked = as_pattern(first)
    turned = Constraints(pattern=(Avoided(asked.regex, asked.mode), *others))
    return _first(request, turned, ("pattern",), ("pattern", "min_length", "max_length"))


def _break_multiple(request: Request) -> Generator | None:
    asked = request.constraints
    step = Fraction(asked.multiple_of)
    rest = without(asked, "multiple_of")
    if step.denominator == 1:
        return usual(request.recipe_for(request.annotation, rest), lambda value: not is_multiple(value, step))
    draw = request.recipe_for(request.annotation, asked).make

    def make(stream: Random, builder: ModelBuilder) -> UserValue:
        value = draw(stream, builder)
        half = type(value)(asked.multiple_of) / 2
        return value + half if meets(value + half, rest) else value - half

    return make


def _break_places(request: Request) -> Generator | None:
    places, digits = request.constraints.decimal_places or 0, request.constraints.max_digits
    finer = Fraction(1, 10 ** (places + 1))
    rest = without(request.constraints, "decimal_places", "max_digits")
    # The place that is one too many takes up a digit.
    room = Constraints(max_digits=digits - 1) if digits is not None and digits > places else Constraints()
    draw = _first(request, room, ("max_digits",), ("max_digits", "decimal_places"))
    if draw is None:
        draw = request.recipe_for(request.annotation, rest).make

    def make(stream: Random, builder: ModelBuilder) -> UserValue:
        value = draw(stream, builder)
        tiny = type(value)(finer.numerator) / type(value)(finer.denominator)
        value -= value % (tiny * 10)
        return value + tiny if meets(value + tiny, rest) else value - tiny

    return make


def _break_digits(request: Request) -> Generator | None:
    digits, places = request.constraints.max_digits or 0, request.constraints.decimal_places or 0
    turned = Constraints(ge=10 ** max(digits - places, 0))
    return _first(request, turned, ("max_digits",), ("max_digits", "decimal_places"), ("max_digits", "lt", "le"))


def _break_predicates(request: Request) -> Generator | None:
    predicates = request.constraints.predicates
    plain = request.recipe_for(request.annotation, without(request.constraints, "predicates"))
    return usual(plain, lambda value: not all(test(value) for test in predicates))


def _break_choice(request: Request) -> Generator | None:
    choices = request.constraints.one_of
    plain = request.recipe_for(request.annotation, without(request.constraints, "one_of"))
    return usual(plain, lambda value: not all(is_among(value, choice.values) for choice in choices))


_BREAKERS: dict[str, Callable[[Request], Generator | None]] = {
    "pattern": _break_pattern,
    "multiple_of": _break_multiple,
    "decimal_places": _break_places,
    "max_digits": _break_digits,
    "predicates": _break_predicates,
    "one_of": _break_choice,
}
