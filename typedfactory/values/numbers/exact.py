"""Decimals and fractions, constructed within their bounds."""

from __future__ import annotations

import decimal
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from typedfactory.values.core.drawing import drawer_between
from typedfactory.values.core.recipes import Domain, Generator, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request
from typedfactory.values.numbers.digits import DIGIT_CONSTRAINTS, digit_grid, least_places
from typedfactory.values.numbers.spans import ENOUGH, NUMBER_CONSTRAINTS, Span, read_span, read_step

#: Unbounded decimals and fractions are multiples of 1/100 in 0 ≤ x < 10000.
_HUNDREDTHS = 10**6 - 1
#: How fine a grid may become to offer enough values in a narrow interval.
_FINEST = 10**400

#: Conversions must not depend on the precision that the program has set for itself.
_EXACT = decimal.Context(prec=decimal.MAX_PREC, Emin=decimal.MIN_EMIN, Emax=decimal.MAX_EMAX, traps=[decimal.Inexact])


def _grid(request: Request, span: Span) -> tuple[Fraction, int, int]:
    """Return a step, and the factors whose products with it lie in the span; the step is decimal unless asked for."""
    asked = read_step(request)
    if asked is not None:
        low, high = span.factors(asked, int(10_000 / asked))
        if low > high:
            raise request.unsatisfiable(*NUMBER_CONSTRAINTS)
        return asked, low, high
    step = Fraction(1, 100)
    while True:
        low, high = span.factors(step, _HUNDREDTHS)
        if span.low == span.high and span.low is not None:
            sign = 1 if span.low > 0 else -1
            return (step, low, high) if low == high else (abs(span.low) or step, sign, sign)
        if low <= high and (high - low >= ENOUGH or span.low is None or span.high is None):
            return step, low, high
        if step.denominator > _FINEST:
            raise request.unsatisfiable(*NUMBER_CONSTRAINTS)
        step /= 10


def make_fraction(request: Request) -> Recipe:
    """Make fractions: hundredths in 0 ≤ x < 10000 when nothing is asked."""
    request.accept(*NUMBER_CONSTRAINTS)
    step, low, high = _grid(request, read_span(request))
    draw = drawer_between(low, high)
    return Recipe(
        lambda stream, _builder: draw(stream) * step,
        domain=_fine_domain(request, step, low, high, lambda factor, unit: factor * unit),
    )


def make_decimal(request: Request) -> Recipe:
    """Make decimals with two places in 0 ≤ x < 10000; more places where the bounds leave no other."""
    request.accept(*NUMBER_CONSTRAINTS, *DIGIT_CONSTRAINTS)
    limited = any(name in request.constraints.given for name in DIGIT_CONSTRAINTS)
    span = read_span(request)
    step, low, high = digit_grid(request, span) if limited else _grid(request, span)
    # What is left of the denominator without its twos and fives has no decimal form: only multiples of it have.
    rest = _without_twos_and_fives(step.denominator)
    if rest > 1:
        low, high, step = -(-low // rest), high // rest, step * rest
        if low > high:
            raise request.unsatisfiable(*NUMBER_CONSTRAINTS)
    draw = drawer_between(low, high)
    factor, places = _decimal_form(step)
    more = least_places(request) - places
    if more > 0:
        # Nought has a digit before the point unless it is written with places.
        factor, places = factor * 10**more, places + more
    scale = _EXACT.scaleb
    if factor == 1:
        make: Generator = lambda stream, _builder: scale(Decimal(draw(stream)), -places)  # noqa: E731 - one of two closures
    else:
        make = lambda stream, _builder: scale(Decimal(draw(stream) * factor), -places)  # noqa: E731 - as above
    return Recipe(
        make,
        domain=_fine_domain(
            request, step, low, high, lambda count, unit: _decimal_multiple(count, unit, least_places(request))
        ),
    )


def _decimal_multiple(factor: int, unit: Fraction, least: int = 0) -> Decimal:
    numerator, places = _decimal_form(unit)
    more = max(least - places, 0)
    return _EXACT.scaleb(Decimal(factor * numerator * 10**more), -places - more)


def _decimal_form(number: Fraction) -> tuple[int, int]:
    """Return n and p with number = n / 10**p."""
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    return int(number * 10**places), places


def _without_twos_and_fives(number: int) -> int:
    for prime in (2, 5):
        while number % prime == 0:
            number //= prime
    return number


def _fine_domain(
    request: Request, step: Fraction, low: int, high: int, value_of: Callable[[int, Fraction], object]
) -> Domain:
    """Number the values on a grid that is finer than the one that values are drawn from, if it may be."""
    if low != high and not any(name in request.constraints.given for name in ("multiple_of", *DIGIT_CONSTRAINTS)):
        low, high, step = low * 10**6, high * 10**6, step / 10**6
    return Domain(high - low + 1, lambda number: value_of(low + number, step))


MAKERS: dict[object, Maker] = {Decimal: make_decimal, Fraction: make_fraction}
