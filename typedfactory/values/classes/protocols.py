"""What is asked for by what it can do, and what has no values at all."""

from __future__ import annotations

import numbers
import re
import types
import typing
from collections import abc
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn

import typing_extensions as te

from typedfactory.errors import InapplicableError
from typedfactory.values.alternatives.choices import choose_among
from typedfactory.values.core.recipes import Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request, end_recursion


def _maker_by(kind: object) -> Maker:
    """Return a maker that gives values of a type that does what is asked for."""
    return lambda request: request.recipe_for(kind, request.constraints)


def _maker_of_one(value: object) -> Maker:
    def make_only(request: Request) -> Recipe:
        request.accept()
        return choose_among((value,))

    return make_only


class Octets(bytes):
    """Bytes that say that they can be turned into bytes, as those of Python do since 3.11."""

    def __bytes__(self) -> bytes:
        return self[:]


def make_octets(request: Request) -> Recipe:
    """Make what ``SupportsBytes`` asks for."""
    return request.recipe_for(bytes, request.constraints).mapped(Octets)


def refuse_empty(request: Request) -> Recipe:
    """Refuse a type that has no values."""
    raise InapplicableError(f"{request.where}: {request.shown} has no values. Declare the field, or give it a default.")


def refuse_match(request: Request) -> Recipe:
    """Refuse the result of a search."""
    raise InapplicableError(
        f"{request.where}: a re.Match is only made by matching a text. Declare the field with a LazyFunction that does."
    )


_ByteString = vars(abc).get("ByteString")

MAKERS: dict[object, Maker] = {
    **dict.fromkeys((abc.Hashable, abc.Sized, te.LiteralString), _maker_by(str)),
    **({typing.LiteralString: _maker_by(str)} if hasattr(typing, "LiteralString") else {}),
    **dict.fromkeys((typing.SupportsInt, te.SupportsInt, typing.SupportsIndex, te.SupportsIndex), _maker_by(int)),
    **dict.fromkeys((typing.SupportsAbs, te.SupportsAbs, typing.SupportsRound, te.SupportsRound), _maker_by(int)),
    **dict.fromkeys((typing.SupportsFloat, te.SupportsFloat, numbers.Real), _maker_by(float)),
    # A complex number itself can be turned into one this way only since Python 3.11.
    **dict.fromkeys((typing.SupportsComplex, te.SupportsComplex), _maker_by(Decimal)),
    numbers.Complex: _maker_by(complex),
    **dict.fromkeys((typing.SupportsBytes, te.SupportsBytes), make_octets),
    **dict.fromkeys((numbers.Number, numbers.Integral), _maker_by(int)),
    numbers.Rational: _maker_by(Fraction),
    te.Buffer: _maker_by(bytes),
    **({_ByteString: _maker_by(bytes)} if _ByteString is not None else {}),
    types.EllipsisType: _maker_of_one(...),
    types.NotImplementedType: _maker_of_one(NotImplemented),
    **dict.fromkeys((NoReturn, te.Never, getattr(typing, "Never", te.Never)), refuse_empty),
    re.Match: refuse_match,
    # What nobody has replaced by the class around it leads back to that class.
    **dict.fromkeys((te.Self, getattr(typing, "Self", te.Self)), end_recursion),
}
