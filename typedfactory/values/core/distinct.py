"""Values that do not repeat: the members of a set, the keys of a mapping."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from typedfactory.errors import UnfillableError
from typedfactory.ground.context import ModelBuilder
from typedfactory.random import refuse
from typedfactory.values.core.drawing import draw_below
from typedfactory.values.core.recipes import Domain, Recipe

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: Draws that brought nothing new, in a row, after which values are counted off instead, or the type has no more.
_PATIENCE = 30

DrawDistinct: TypeAlias = "Callable[[Random, ModelBuilder, int], list[UserValue]]"


def distinct_drawer(item: Recipe, where: str, shown: str) -> DrawDistinct:
    """Return a function that makes so many different values.

    Args:
        item: Makes one.
        where: ``"UserFactory.tags"``, for messages.
        shown: The type of the values, for messages.
    """
    make, domain = item.make, item.domain

    def draw(stream: Random, builder: ModelBuilder, count: int) -> list[UserValue]:
        if count == 1:
            return [make(stream, builder)]
        # A dict keeps the order in which values came: a set's order is not the same in every process.
        found: dict[UserValue, None] = {}
        if domain is None or domain.count > 4 * count:
            misses = 0
            makers = itertools.cycle(item.in_turn(builder))
            while len(found) < count and misses < _PATIENCE:
                before = len(found)
                found[next(makers)(stream, builder)] = None
                if len(found) > before:
                    misses = 0
                else:
                    misses += 1
                    refuse()
        if domain is not None and len(found) < count:
            _count_off(stream, domain, found, count)
        if len(found) < count:
            raise UnfillableError(too_few(where, shown, count, len(found)))
        return list(found)

    return draw


def too_few(where: str, shown: str, wanted: int, available: int) -> str:
    """Return the message that a type has too few different values."""
    return (
        f"{where}: {wanted} different values of type {shown} are wanted, and only {available} could be made. "
        f"Lower the minimum length, or declare the field."
    )


def _count_off(stream: Random, domain: Domain, found: dict[UserValue, None], count: int) -> None:
    """Add values by their numbers, in a random order and each number once (a shuffle that remembers only its moves)."""
    moved: dict[int, int] = {}
    remaining = domain.count
    while len(found) < count and remaining:
        chosen = draw_below(stream, remaining)
        remaining -= 1
        found[domain.at(moved.get(chosen, chosen))] = None
        moved[chosen] = moved.get(remaining, remaining)
