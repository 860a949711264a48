"""How many: the sizes of batches and of lists of related objects."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Protocol

from typedfactory.declarations.base import is_declaration
from typedfactory.errors import ArgumentError

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


class Distribution(Protocol):
    """What draws numbers: one of the fuzzy declarations."""

    def fuzz(self) -> int:
        """Draw a number."""
        ...


def checked_length(owner: str, size: UserValue) -> UserValue:
    """Return a size written into a declaration, a number or a function that gives one, or complain.

    Args:
        owner: The declaration's class, for messages.
        size: What it was given.

    Raises:
        ArgumentError: It is neither.
    """
    fuzz = getattr(size, "fuzz", None) if is_declaration(size) else None
    if fuzz is not None:
        # A distribution.
        return fuzz
    if isinstance(size, type) or not callable(size):
        checked_size(f"{owner}: size", size, "a number from 0 up, or a function without arguments that gives one")
    return size


def count_of(size: UserValue) -> int:
    """Return a size given as a number or as a function.

    Raises:
        ArgumentError: It comes to no number from 0 up.
    """
    return checked_size("size", size() if callable(size) else size)


def checked_size(what: str, size: object, wanted: str = "a number from 0 up") -> int:
    """Return a size as a number, or complain.

    Args:
        what: What it is the size of, for messages.
        size: What was given.
        wanted: What it should have been.

    Raises:
        ArgumentError: It is no number, or less than none.

    Example:
        >>> checked_size("UserFactory.build_batch: size", 3)
        3
    """
    try:
        number = operator.index(size)  # type: ignore[arg-type]  # that is the question
    except TypeError:
        raise ArgumentError(f"{what} takes {wanted}, not {type(size).__name__}.") from None
    if number < 0:
        raise ArgumentError(f"{what} takes {wanted}, not {number}.")
    return number
