"""Whole numbers, constructed within their bounds."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from typedfactory.values.core.drawing import drawer_between
from typedfactory.values.core.recipes import Domain, Generator, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request
from typedfactory.values.numbers.digits import DIGIT_CONSTRAINTS, limit_digits
from typedfactory.values.numbers.spans import NUMBER_CONSTRAINTS, read_span, read_step

#: Unbounded whole numbers fit a signed 32 bit column.
_GREATEST_INT = 2**31 - 1


def make_int(request: Request) -> Recipe:
    """Make ints; 0 … 2**31-1 when nothing is asked."""
    request.accept(*NUMBER_CONSTRAINTS, *DIGIT_CONSTRAINTS)
    span = limit_digits(request, read_span(request))
    asked = read_step(request)
    # A whole number is a multiple of p/q (in lowest terms) just when it is one of p.
    step = asked.numerator if asked is not None else 1
    low, high = span.factors(Fraction(step), _GREATEST_INT // step)
    if low > high:
        raise request.unsatisfiable(*NUMBER_CONSTRAINTS, *DIGIT_CONSTRAINTS)
    domain = Domain(high - low + 1, lambda number: (low + number) * step)
    least, greatest = span.multiples(Fraction(step))
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


MAKERS: dict[object, Maker] = {int: make_int}
