"""Bounds as exact numbers: what ``gt``, ``ge``, ``lt``, ``le`` and ``multiple_of`` leave of the number line."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import attrs

from typedfactory.errors import InapplicableError
from typedfactory.values.core.requests import Request

BOUNDS = ("gt", "ge", "lt", "le")
NUMBER_CONSTRAINTS = (*BOUNDS, "multiple_of")
#: How many values there should be to choose from before a finer grid, or a longer stretch, is tried.
ENOUGH = 100


@attrs.frozen
class Span:
    """A stretch of the number line; None is no bound.

    Args:
        low: The lower bound.
        low_open: Whether the lower bound itself is left out.
        high: The upper bound.
        high_open: Whether the upper bound itself is left out.
    """

    low: Fraction | None = None
    low_open: bool = False
    high: Fraction | None = None
    high_open: bool = False

    def multiples(self, step: Fraction) -> tuple[int | None, int | None]:
        """Return the least and the greatest k with k * step in the span.

        Args:
            step: A positive number.
        """
        least = greatest = None
        if self.low is not None:
            least = math.floor(self.low / step) + 1 if self.low_open else math.ceil(self.low / step)
        if self.high is not None:
            greatest = math.ceil(self.high / step) - 1 if self.high_open else math.floor(self.high / step)
        return least, greatest

    def factors(self, step: Fraction, last: int) -> tuple[int, int]:
        """Return the least and the greatest k to choose k * step with, also where there is no bound.

        Args:
            step: A positive number.
            last: The greatest k where nothing is asked.
        """
        return fill_window(*self.multiples(step), first=0, last=max(last, ENOUGH))


def read_span(request: Request) -> Span:
    """Return the bounds of a number type as a span.

    Args:
        request: What is asked.

    Raises:
        UnfillableError: A bound is no number, or none is within reach (``gt=inf``).
    """
    asked = request.constraints
    low, low_open = _tighter(request, "ge", "gt", lower=True)
    high, high_open = _tighter(request, "le", "lt", lower=False)
    if low is not None and high is not None and (low > high or (low == high and (low_open or high_open))):
        raise request.unsatisfiable(
            *(name for name, bound in (("ge", asked.ge), ("gt", asked.gt)) if bound is not None),
            *(name for name, bound in (("le", asked.le), ("lt", asked.lt)) if bound is not None),
        )
    return Span(low, low_open, high, high_open)


def _tighter(request: Request, closed_name: str, open_name: str, *, lower: bool) -> tuple[Fraction | None, bool]:
    closed = _exact(request, closed_name, lower=lower)
    opened = _exact(request, open_name, lower=lower)
    if closed is None or opened is None:
        return (opened, True) if opened is not None else (closed, False)
    excludes = opened >= closed if lower else opened <= closed
    return (opened, True) if excludes else (closed, False)


def _exact(request: Request, name: str, *, lower: bool) -> Fraction | None:
    value = getattr(request.constraints, name)
    if value is None:
        return None
    if not isinstance(value, (int, float, Decimal, Fraction)):
        raise InapplicableError(
            f"{request.where}: {request.constraints.shown(name)} is no bound for {request.shown}. "
            f"Correct the constraint, or declare the field."
        )
    if value != value:  # noqa: PLR0124 - true for not-a-number alone
        raise request.unsatisfiable(name)
    if isinstance(value, (float, Decimal)) and value in (math.inf, -math.inf):
        if (value < 0) is lower:
            return None
        raise request.unsatisfiable(name)
    return Fraction(value)


def read_step(request: Request) -> Fraction | None:
    """Return ``multiple_of`` as a positive number, None when it is not asked.

    Args:
        request: What is asked.

    Raises:
        UnfillableError: It is no positive finite number.
    """
    step: object = request.constraints.multiple_of
    if step is None:
        return None
    if not isinstance(step, (int, float, Decimal, Fraction)) or not math.isfinite(step) or step == 0:
        raise request.unsatisfiable("multiple_of")
    return abs(Fraction(step))


def fill_window(least: int | None, greatest: int | None, *, first: int, last: int) -> tuple[int, int]:
    """Return numbers to choose between where one or both bounds are missing.

    Args:
        least: The lower bound.
        greatest: The upper bound.
        first: What to start from when nothing is asked.
        last: Where to end when nothing is asked.

    Example:
        >>> fill_window(None, None, first=0, last=99), fill_window(1, None, first=0, last=99)
        ((0, 99), (1, 99))
        >>> fill_window(1000, None, first=0, last=99), fill_window(None, -5, first=0, last=99)
        ((1000, 1099), (-104, -5))
    """
    width = last - first
    if least is None:
        if greatest is None:
            return first, last
        return (first if greatest >= first else greatest - width), greatest
    if greatest is None:
        greatest = last if least <= first + width // 2 else least + width
    return least, greatest
