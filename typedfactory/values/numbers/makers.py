"""Numbers: whole, floating, complex, decimal and rational, constructed within their bounds."""

from __future__ import annotations

import decimal
import math
import struct
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from random import Random

from typedfactory.values.core.drawing import drawer_between
from typedfactory.values.core.recipes import Domain, Generator, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request
from typedfactory.values.numbers.digits import DIGIT_CONSTRAINTS, digit_grid, limit_digits
from typedfactory.values.numbers.spans import NUMBER_CONSTRAINTS, Span, fill_window, read_span, read_step

#: Unbounded whole numbers fit a signed 32 bit column.
_GREATEST_INT = 2**31 - 1
#: Unbounded floats lie in 0 ≤ x < 1000.
_FLOAT_WIDTH = 1000.0
#: Unbounded decimals and fractions are multiples of 1/100 in 0 ≤ x < 10000.
_HUNDREDTHS = 10**6 - 1
_FLOAT_BITS = 53
#: How many values a narrow interval should offer, and how fine the grid may become for that.
_ENOUGH = 100
_FINEST = 10**400

#: Conversions must not depend on the precision that the program has set for itself.
_EXACT = decimal.Context(prec=decimal.MAX_PREC, Emin=decimal.MIN_EMIN, Emax=decimal.MAX_EMAX, traps=[decimal.Inexact])


def make_int(request: Request) -> Recipe:
    """Make ints; 0 … 2**31-1 when nothing is asked."""
    request.accept(*NUMBER_CONSTRAINTS, *DIGIT_CONSTRAINTS)
    span = limit_digits(request, read_span(request))
    asked = read_step(request)
    # A whole number is a multiple of p/q (in lowest terms) just when it is one of p.
    step = asked.numerator if asked is not None else 1
    least, greatest = span.multiples(Fraction(step))
    low, high = fill_window(least, greatest, first=0, last=max(_GREATEST_INT // step, _ENOUGH))
    if low > high:
        raise request.unsatisfiable(*NUMBER_CONSTRAINTS, *DIGIT_CONSTRAINTS)
    domain = Domain(high - low + 1, lambda number: (low + number) * step)
    if least is None or greatest is None:
        domain = _unbounded_domain(least, greatest, step)
    if low == 0 and high == _GREATEST_INT:
        return Recipe(_draw_plain_int, domain=domain)
    draw = drawer_between(low, high)
    make: Generator = lambda stream, _builder: draw(stream)  # noqa: E731 - one of two closures
    if step != 1:
        make = lambda stream, _builder: draw(stream) * step  # noqa: E731 - as above
    return Recipe(make, domain=domain)


def _draw_plain_int(stream: Random, _builder: object) -> int:
    return stream.getrandbits(31)


def _unbounded_domain(least: int | None, greatest: int | None, step: int) -> Domain:
    upwards = least is not None or greatest is None
    start = (least or 0) if upwards else (greatest or 0)
    return Domain(2**64, lambda number: (start + number if upwards else start - number) * step)


def make_float(request: Request) -> Recipe:
    """Make finite floats; 0 ≤ x < 1000 when nothing is asked."""
    request.accept(*NUMBER_CONSTRAINTS)
    if not request.constraints.given:
        return Recipe(lambda stream, _builder: stream.random() * _FLOAT_WIDTH, domain=_float_domain(0.0, _FLOAT_WIDTH))
    span = read_span(request)
    least = None if span.low is None else _float_beside(span.low, upwards=True, beyond=span.low_open)
    greatest = None if span.high is None else _float_beside(span.high, upwards=False, beyond=span.high_open)
    if least == math.inf or greatest == -math.inf:
        raise request.unsatisfiable("gt", "ge", "lt", "le")
    low, high = _float_window(least, greatest)
    if low > high:
        raise request.unsatisfiable("gt", "ge", "lt", "le")
    step = read_step(request)
    if step is not None:
        return _make_float_multiple(request, span, step)
    return Recipe(_float_drawer(low, high), domain=_float_domain(low, high))


def _float_beside(bound: Fraction, *, upwards: bool, beyond: bool) -> float:
    """Return the float at a bound or next to it, on the side that counts."""
    away = math.inf if upwards else -math.inf
    try:
        near = float(bound)
    except OverflowError:
        near = math.inf if bound > 0 else -math.inf
        return near if (bound > 0) is upwards else math.nextafter(near, 0.0)
    outside = Fraction(near) < bound if upwards else Fraction(near) > bound
    if outside or (beyond and Fraction(near) == bound):
        near = math.nextafter(near, away)
    return near


def _float_window(least: float | None, greatest: float | None) -> tuple[float, float]:
    if least is None:
        if greatest is None:
            return 0.0, _FLOAT_WIDTH
        low = 0.0 if greatest > 0 else greatest - max(_FLOAT_WIDTH, abs(greatest))
        return max(low, -_LARGEST), greatest
    if greatest is None:
        greatest = _FLOAT_WIDTH if least < _FLOAT_WIDTH / 2 and least >= 0 else least + max(_FLOAT_WIDTH, abs(least))
    return least, min(greatest, _LARGEST)


_LARGEST = math.nextafter(math.inf, 0.0)


def _float_drawer(low: float, high: float) -> Generator:
    width = high - low
    if math.isinf(width):

        def make_wide(stream: Random, _builder: object) -> float:
            part = stream.random()
            return low * (1.0 - part) + high * part

        return make_wide

    def make(stream: Random, _builder: object) -> float:
        value = low + width * stream.random()
        # Rounding may step over the upper bound, by one place at most; min() would take twice as long.
        return value if value <= high else high  # noqa: FURB136

    return make


def _float_domain(low: float, high: float) -> Domain:
    """Number the floats between two: read as whole numbers, their bits are in order."""
    first = _order_of(low)
    return Domain(_order_of(high) - first + 1, lambda number: _float_at(first + number))


def _order_of(value: float) -> int:
    bits: int = struct.unpack("<q", struct.pack("<d", value))[0]
    return bits if bits >= 0 else -(bits & (2**63 - 1))


def _float_at(order: int) -> float:
    value: float = struct.unpack("<d", struct.pack("<q", abs(order)))[0]
    return value if order >= 0 else -value


def _make_float_multiple(request: Request, span: Span, asked: Fraction) -> Recipe:
    least, greatest = span.multiples(asked)
    low, high = fill_window(least, greatest, first=0, last=max(int(_FLOAT_WIDTH / asked), _ENOUGH))
    if low > high:
        raise request.unsatisfiable(*NUMBER_CONSTRAINTS)
    drawers = _exact_multiples(low, high, asked)
    if not drawers:
        draw = drawer_between(low, high)
        return Recipe(lambda stream, _builder: _rounded_multiple(draw(stream) * asked, span))
    pick = drawer_between(0, len(drawers) - 1)

    def make(stream: Random, _builder: object) -> float:
        draw, unit = drawers[pick(stream)]
        return float(draw(stream) * unit)

    return Recipe(make)


def _exact_multiples(low: int, high: int, step: Fraction) -> list[tuple[Callable[[Random], int], Fraction]]:
    """Return ways to draw multiples that a float holds exactly, so that no remainder is left.

    Args:
        low: The least factor.
        high: The greatest factor.
        step: What is multiplied.

    Returns:
        Pairs of a function that draws a factor and what it is to be multiplied with.
    """
    odd = _odd_part(step.denominator)
    low, high, step = -(-low // odd), high // odd, step * odd
    spare = _FLOAT_BITS - _odd_part(step.numerator).bit_length()
    limit = 0 if spare < 0 else max((1 << spare) - 1, 1)
    drawers = []
    for shift in range(max(abs(low), abs(high)).bit_length() + 1):
        first, last = max(-((-low) >> shift), -limit), min(high >> shift, limit)
        if first <= last:
            drawers.append((drawer_between(first, last), step * (1 << shift)))
    return drawers


def _rounded_multiple(value: Fraction, span: Span) -> float:
    near = float(value)
    if span.low is not None and (Fraction(near) < span.low or (span.low_open and near == span.low)):
        return math.nextafter(near, math.inf)
    if span.high is not None and (Fraction(near) > span.high or (span.high_open and near == span.high)):
        return math.nextafter(near, -math.inf)
    return near


def _odd_part(number: int) -> int:
    return number // (number & -number)


def make_complex(request: Request) -> Recipe:
    """Make complex numbers, both parts 0 ≤ x < 1000."""
    request.accept()

    def make(stream: Random, _builder: object) -> complex:
        return complex(stream.random() * _FLOAT_WIDTH, stream.random() * _FLOAT_WIDTH)

    return Recipe(make, domain=Domain(2**_FLOAT_BITS, lambda number: complex(number, 0.0)))


def _grid(request: Request, span: Span) -> tuple[Fraction, int, int]:
    """Return a step, and the factors whose products with it lie in the span; the step is decimal unless asked for."""
    asked = read_step(request)
    if asked is not None:
        least, greatest = span.multiples(asked)
        low, high = fill_window(least, greatest, first=0, last=max(int(10_000 / asked), _ENOUGH))
        if low > high:
            raise request.unsatisfiable(*NUMBER_CONSTRAINTS)
        return asked, low, high
    step = Fraction(1, 100)
    while True:
        least, greatest = span.multiples(step)
        low, high = fill_window(least, greatest, first=0, last=_HUNDREDTHS)
        if span.low == span.high and span.low is not None:
            return (
                (step, low, high)
                if low == high
                else (abs(span.low) or step, 1 if span.low > 0 else -1, _sign(span.low))
            )
        if low <= high and (high - low >= _ENOUGH or span.low is None or span.high is None):
            return step, low, high
        if step.denominator > _FINEST:
            raise request.unsatisfiable(*NUMBER_CONSTRAINTS)
        step /= 10


def _sign(number: Fraction) -> int:
    return 1 if number > 0 else -1


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
    scale = _EXACT.scaleb
    if factor == 1:
        make: Generator = lambda stream, _builder: scale(Decimal(draw(stream)), -places)  # noqa: E731 - one of two closures
    else:
        make = lambda stream, _builder: scale(Decimal(draw(stream) * factor), -places)  # noqa: E731 - as above
    return Recipe(make, domain=_fine_domain(request, step, low, high, _decimal_multiple))


def _decimal_multiple(factor: int, unit: Fraction) -> Decimal:
    numerator, places = _decimal_form(unit)
    return _EXACT.scaleb(Decimal(factor * numerator), -places)


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


MAKERS: dict[object, Maker] = {
    int: make_int,
    float: make_float,
    complex: make_complex,
    Decimal: make_decimal,
    Fraction: make_fraction,
}
