"""Values of which some come more often than others."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias, cast

from typedfactory import random
from typedfactory.errors import ArgumentError

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: A number for each value, or nothing.
Weights: TypeAlias = "Iterable[float] | None"


def checked_weights(owner: str, weights: Weights) -> tuple[float, ...] | None:
    """Return weights summed up, each with those before it; None where there are none.

    Args:
        owner: The declaration's class, for messages.
        weights: One number from 0 up for each value.

    Raises:
        ArgumentError: One is no such number, or all are 0.

    Example:
        >>> checked_weights("FuzzyChoice", [8, 1, 1])
        (8, 9, 10)
    """
    if weights is None:
        return None
    if isinstance(given := cast("object", weights), (str, Mapping)) or not isinstance(given, Iterable):
        raise ArgumentError(
            f"{owner}: weights takes a list of numbers, one for each value, not {type(weights).__name__}."
        )
    numbers: tuple[UserValue, ...] = tuple(weights)
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, (int, float)) or not 0 <= number < math.inf:
            raise ArgumentError(f"{owner}: weights takes numbers from 0 up, not {number!r}.")
    if not any(numbers):
        raise ArgumentError(f"{owner}: weights needs a number above 0, else no value would ever come.")
    return tuple(itertools.accumulate(numbers))


def choose_weighted(owner: str, values: Sequence[object], summed: tuple[float, ...] | None) -> object:
    """Return one of several values, the heavier ones more often.

    Args:
        owner: The declaration's class, for messages.
        values: The values.
        summed: What `checked_weights` returned for their weights; None where all are as likely.

    Raises:
        ArgumentError: There are not as many weights as values.
    """
    if summed is None:
        return random.randgen.choice(values)
    if len(values) != len(summed):
        raise ArgumentError(
            f"{owner}: there are {len(summed)} weights for {len(values)} values. Give one weight for each value."
        )
    return random.randgen.choices(values, cum_weights=summed)[0]
