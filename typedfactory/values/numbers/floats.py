"""Floats, constructed within their bounds, and complex numbers."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from fractions import Fraction
from random import Random

from typedfactory.values.core.drawing import drawer_between
from typedfactory.values.core.recipes import Domain, Generator, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request
from typedfactory.values.numbers.spans import BOUNDS, NUMBER_CONSTRAINTS, Span, read_span, read_step

#: Unbounded floats lie in 0 ≤ x < 1000.
_WIDTH = 1000.0
_BITS = 53
_LARGEST = math.nextafter(math.inf, 0.0)


def make_float(request: Request) -> Recipe:
    """Make finite floats; 0 ≤ x < 1000 when nothing is asked."""
    request.accept(*NUMBER_CONSTRAINTS)
    if not request.constraints.given:
        return Recipe(lambda stream, _builder: stream.random() * _WIDTH, domain=_domain(0.0, _WIDTH))
    span = read_span(request)
    least = None if span.low is None else _beside(span.low, upwards=True, beyond=span.low_open)
    greatest = None if span.high is None else _beside(span.high, upwards=False, beyond=span.high_open)
    if least == math.inf or greatest == -math.inf:
        raise request.unsatisfiable(*BOUNDS)
    low, high = _window(least, greatest)
    if low > high:
        raise request.unsatisfiable(*BOUNDS)
    step = read_step(request)
    if step is not None:
        return _make_multiple(request, span, step)
    return Recipe(_drawer(low, high), domain=_domain(low, high))


def _beside(bound: Fraction, *, upwards: bool, beyond: bool) -> float:
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


def _window(least: float | None, greatest: float | None) -> tuple[float, float]:
    if least is None:
        if greatest is None:
            return 0.0, _WIDTH
        low = 0.0 if greatest > 0 else greatest - max(_WIDTH, abs(greatest))
        return max(low, -_LARGEST), greatest
    if greatest is None:
        greatest = _WIDTH if least < _WIDTH / 2 and least >= 0 else least + max(_WIDTH, abs(least))
    return least, min(greatest, _LARGEST)


def _drawer(low: float, high: float) -> Generator:
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


def _domain(low: float, high: float) -> Domain:
    """Number the floats between two: read as whole numbers, their bits are in order."""
    first = _order_of(low)
    return Domain(_order_of(high) - first + 1, lambda number: _at_order(first + number))


def _order_of(value: float) -> int:
    bits: int = struct.unpack("<q", struct.pack("<d", value))[0]
    return bits if bits >= 0 else -(bits & (2**63 - 1))


def _at_order(order: int) -> float:
    value: float = struct.unpack("<d", struct.pack("<q", abs(order)))[0]
    return value if order >= 0 else -value


def _make_multiple(request: Request, span: Span, asked: Fraction) -> Recipe:
    low, high = span.factors(asked, int(_WIDTH / asked))
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
    spare = _BITS - _odd_part(step.numerator).bit_length()
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
        return complex(stream.random() * _WIDTH, stream.random() * _WIDTH)

    return Recipe(make, domain=Domain(2**_BITS, lambda number: complex(number, 0.0)))


MAKERS: dict[object, Maker] = {float: make_float, complex: make_complex}
