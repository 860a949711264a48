"""Decimal numbers of few digits and places."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

import attrs

from typedfactory.values.core.requests import Request
from typedfactory.values.numbers.spans import ENOUGH, NUMBER_CONSTRAINTS, Span, read_step

DIGIT_CONSTRAINTS = ("max_digits", "decimal_places")
_USUAL_PLACES = 2
#: Without a limit, so many places are tried.
_MOST_PLACES = 400
_LAST = 10**6 - 1


def limit_digits(request: Request, span: Span) -> Span:
    """Return what the digits before the point leave of a span.

    Both limits together bound the whole part: five digits, two of them places, leave three before the point.

    Args:
        request: What is asked.
        span: The bounds.
    """
    digits, places = request.constraints.max_digits, request.constraints.decimal_places
    if digits is None:
        return span
    return _within(span, Fraction(10) ** max(digits - (places or 0), 0))


def _within(span: Span, limit: Fraction) -> Span:
    low, low_open, high, high_open = span.low, span.low_open, span.high, span.high_open
    if low is None and (high is None or high > 0):
        low, low_open = Fraction(0), False
    elif low is None or low <= -limit:
        low, low_open = -limit, True
    if high is None or high >= limit:
        high, high_open = limit, True
    return attrs.evolve(span, low=low, low_open=low_open, high=high, high_open=high_open)


def least_places(request: Request) -> int:
    """Return how many places a decimal is written with at least: all of them where none may stand before the point.

    Args:
        request: What is asked.
    """
    digits, places = request.constraints.max_digits, request.constraints.decimal_places
    return places if digits is not None and places is not None and digits <= places else 0


def digit_grid(request: Request, span: Span) -> tuple[Fraction, int, int]:
    """Return a step, and the factors whose products with it keep bounds, digits and places.

    Args:
        request: What is asked.
        span: The bounds.

    Raises:
        UnfillableError: Nothing keeps all of them.
    """
    span = limit_digits(request, span)
    best: tuple[Fraction, int, int] | None = None
    for places in _places_to_try(request):
        found = _grid_of(request, span, places)
        if found is None:
            continue
        best = best if best is not None and best[2] - best[1] >= found[2] - found[1] else found
        if best[2] - best[1] >= ENOUGH:
            break
    if best is None:
        raise request.unsatisfiable(*NUMBER_CONSTRAINTS, *DIGIT_CONSTRAINTS)
    return best


def _places_to_try(request: Request) -> Iterator[int]:
    asked = request.constraints
    limits = [each for each in (asked.max_digits, asked.decimal_places) if each is not None]
    most = min(limits, default=_MOST_PLACES)
    usual = min(_USUAL_PLACES, most)
    yield usual
    yield from range(usual + 1, most + 1)
    yield from range(usual - 1, -1, -1)


def _grid_of(request: Request, span: Span, places: int) -> tuple[Fraction, int, int] | None:
    unit = Fraction(1, 10**places)
    asked = read_step(request)
    step = unit if asked is None else _common_multiple(unit, asked)
    digits = request.constraints.max_digits
    if digits is not None:
        span = _within(span, Fraction(10) ** (digits - places))
    low, high = span.factors(step, int(_LAST * Fraction(1, 100) / step))
    return (step, low, high) if low <= high else None


def _common_multiple(one: Fraction, other: Fraction) -> Fraction:
    return Fraction(math.lcm(one.numerator, other.numerator), math.gcd(one.denominator, other.denominator))
