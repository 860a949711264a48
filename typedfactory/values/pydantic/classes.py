"""Classes of pydantic that stand for values of another type: moments, secrets, sizes, card numbers."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator
from random import Random
from typing import TYPE_CHECKING, Any

import attrs
import pydantic
from pydantic import types

from typedfactory import typeinfo
from typedfactory.ground.constraints import Constraints
from typedfactory.typeinfo.calendar import datetime
from typedfactory.values.core.drawing import draw_below
from typedfactory.values.core.recipes import Domain, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request
from typedfactory.values.pydantic.adapting import convert

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

_UTC = datetime.timezone.utc
#: What lies before counts as past and what lies behind as future for as long as these tests will be run.
_LAST_PAST = datetime.datetime(2020, 12, 31)
_FIRST_FUTURE = datetime.datetime(2100, 1, 1)
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=_UTC)
_TWO_DAYS = datetime.timedelta(days=2)
_YEAR = datetime.timedelta(days=365)

_CARD_DIGITS = 16


def _bounds(request: Request) -> tuple[UserValue | None, UserValue | None]:
    """Return the greatest lower bound and the least upper one; None where there is none."""
    asked = request.constraints
    lower = [each for each in (asked.gt, asked.ge) if each is not None]
    upper = [each for each in (asked.lt, asked.le) if each is not None]
    return max(lower, default=None), min(upper, default=None)


def _today(kind: type, sample: object) -> datetime.date:
    """Return the present day as a moment that can be compared with another one."""
    zone = getattr(sample, "tzinfo", None)
    return _as_kind(kind, datetime.datetime.now(_UTC).replace(tzinfo=None), zone)


def _as_kind(kind: type, moment: datetime.datetime, zone: datetime.tzinfo | None) -> datetime.date:
    return moment.replace(tzinfo=zone) if kind is datetime.datetime else moment.date()


def _maker_of_past(kind: type) -> Maker:
    """Return a maker of moments in the past, up to 2020; nearer to today only where the bounds leave no other."""

    def make_past(request: Request) -> Recipe:
        lower, upper = _bounds(request)
        if request.source is not None:
            # A moment that follows one that is given may have to be nearer to today.
            now = _today(kind, lower if lower is not None else upper) - _TWO_DAYS
            asked = request.constraints.merged_with(Constraints(le=now))
            better = request.source.recipe_like(attrs.evolve(request, constraints=asked), kind)
            if better is not None:
                return better
        limit = _as_kind(kind, _LAST_PAST, getattr(lower if lower is not None else upper, "tzinfo", None))
        if lower is not None and lower >= limit:
            limit = min(lower + _YEAR, _today(kind, lower) - _TWO_DAYS)
            if limit <= lower:
                raise request.unsatisfiable("gt", "ge")
        return request.recipe_for(kind, request.constraints.merged_with(Constraints(le=limit)))

    return make_past


def _maker_of_future(kind: type) -> Maker:
    """Return a maker of moments in the future, from 2100 on; nearer to today only where the bounds leave no other."""

    def make_future(request: Request) -> Recipe:
        lower, upper = _bounds(request)
        limit = _as_kind(kind, _FIRST_FUTURE, getattr(upper if upper is not None else lower, "tzinfo", None))
        if upper is not None and upper <= limit:
            limit = max(upper - _YEAR, _today(kind, upper) + _TWO_DAYS)
            if limit >= upper:
                raise request.unsatisfiable("lt", "le")
        return request.recipe_for(kind, request.constraints.merged_with(Constraints(ge=limit)))

    return make_future


def make_aware(request: Request) -> Recipe:
    """Make moments with a time zone: that of the bounds, else UTC."""
    if any(bound is not None for bound in _bounds(request)):
        return request.recipe_for(datetime.datetime, request.constraints)
    return request.recipe_for(datetime.datetime, request.constraints.merged_with(Constraints(ge=_EPOCH)))


def make_naive(request: Request) -> Recipe:
    """Make moments without a time zone."""
    return request.recipe_for(datetime.datetime, request.constraints)


def _maker_of_secret(kind: type) -> Maker:
    """Return a maker of a class, or classes derived from it, that hides text or bytes."""

    def make_secret(request: Request) -> Recipe:
        return convert(request.recipe_for(kind, request.constraints), request.annotation)

    return make_secret


def make_generic_secret(request: Request) -> Recipe:
    """Make what ``Secret[T]``, or a class derived from it, hides."""
    request.accept()
    arguments = request.arguments
    if not arguments and typeinfo.is_class(request.annotation):
        arguments = (typeinfo.model_argument(request.annotation, pydantic.Secret) or Any,)
    inner = request.recipe_for(arguments[0])
    return convert(inner, request.annotation, hashable=inner.hashable)


def make_byte_size(request: Request) -> Recipe:
    """Make numbers of bytes."""
    recipe = request.recipe_for(int, request.constraints.merged_with(Constraints(ge=0)))
    return convert(recipe, request.annotation)


def make_card_number(request: Request) -> Recipe:
    """Make numbers of payment cards, sixteen digits with the check digit (ISO/IEC 7812) and a Visa's first digit."""
    request.accept()
    count = 10 ** (_CARD_DIGITS - 2)
    cls = request.annotation

    def at(number: int) -> UserValue:
        # Pydantic's own class says on every use that it has moved to another package: that was said on import.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            return cls(with_check_digit(f"4{number:0{_CARD_DIGITS - 2}}"))

    def make(stream: Random, _builder: object) -> UserValue:
        return at(draw_below(stream, count))

    return Recipe(make, domain=Domain(count, at))


def with_check_digit(digits: str) -> str:
    """Return digits with the one that makes their Luhn sum a multiple of ten.

    Example:
        >>> with_check_digit("7992739871")
        '79927398713'
    """
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[::-2])
    return digits + str(-(doubled + sum(map(int, digits[-2::-2]))) % 10)


def make_imported(request: Request) -> Recipe:
    """Make what the path of a bare ``ImportString`` leads to: functions on numbers."""
    request.accept()
    found: tuple[Callable[[float], float], ...] = (math.sqrt, math.floor, math.ceil, math.fabs)
    return Recipe(
        lambda stream, _builder: found[draw_below(stream, len(found))],
        domain=Domain(len(found), found.__getitem__),
    )


_BY_CLASS: dict[object, Maker] = {
    pydantic.SecretStr: _maker_of_secret(str),
    pydantic.SecretBytes: _maker_of_secret(bytes),
    pydantic.ByteSize: make_byte_size,
}

# By their names: older releases know only secret text and bytes, and a later one will drop card numbers.
for _name, _maker in (("Secret", make_generic_secret), ("PaymentCardNumber", make_card_number)):
    if hasattr(types, _name):
        _BY_CLASS[getattr(types, _name)] = _maker


def _makers_of(request: Request) -> Iterator[Maker]:
    """Yield the makers of those of pydantic's classes that a class is derived from, the nearest first."""
    annotation = request.annotation
    if typeinfo.is_class(annotation):
        yield from (_BY_CLASS[base] for base in annotation.__mro__ if base in _BY_CLASS)


def is_derived(request: Request) -> bool:
    """Say whether a class is asked for that somebody has derived from one of pydantic's."""
    return any(_makers_of(request))


def make_derived(request: Request) -> Recipe:
    """Make instances of a class derived from one of pydantic's."""
    return next(_makers_of(request))(request)


MAKERS: dict[object, Maker] = {
    **_BY_CLASS,
    pydantic.PastDate: _maker_of_past(datetime.date),
    pydantic.FutureDate: _maker_of_future(datetime.date),
    pydantic.PastDatetime: _maker_of_past(datetime.datetime),
    pydantic.FutureDatetime: _maker_of_future(datetime.datetime),
    pydantic.AwareDatetime: make_aware,
    pydantic.NaiveDatetime: make_naive,
    pydantic.ImportString: make_imported,
}
