"""Dates, times and durations: constructed on a line of whole days or microseconds.

The usual stretch is fixed, 1970 to 2037, so that a seed gives the same value on every day; it fits 32 bit
time stamps.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

import attrs

from typedfactory.errors import InapplicableError, UnfillableError
from typedfactory.typeinfo.calendar import datetime
from typedfactory.values.core.drawing import drawer_between
from typedfactory.values.core.recipes import Domain, Generator, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request
from typedfactory.values.numbers.spans import BOUNDS, fill_window

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

_FIRST_DAY = datetime.date(1970, 1, 1).toordinal()
_LAST_DAY = datetime.date(2037, 12, 31).toordinal()
_SECOND = 10**6
_DAY = 24 * 60 * 60 * _SECOND
_MICROSECOND = datetime.timedelta(microseconds=1)
_EPOCH = datetime.datetime(1970, 1, 1)
_BEFORE_EPOCH = _FIRST_DAY - 1


@attrs.frozen
class Line:
    """A type of moments as whole numbers.

    Args:
        number_of: Moment → number.
        at: Number → moment.
        first: Where the usual stretch starts.
        last: Where it ends.
        least: The least number there is.
        greatest: The greatest number there is.
        unit: Moments are multiples of it, where the bounds allow.
    """

    number_of: Callable[[UserValue], int]
    at: Callable[[int], UserValue]
    first: int
    last: int
    least: int
    greatest: int
    unit: int


_DAYS = Line(
    number_of=datetime.date.toordinal,
    at=datetime.date.fromordinal,
    first=_FIRST_DAY,
    last=_LAST_DAY,
    least=1,
    greatest=datetime.date.max.toordinal(),
    unit=1,
)


def _line_of_datetimes(zone: datetime.tzinfo | None) -> Line:
    naive = Line(
        number_of=lambda moment: (moment - _EPOCH) // _MICROSECOND,
        at=lambda number: _EPOCH + datetime.timedelta(microseconds=number),
        first=0,
        last=(_LAST_DAY - _BEFORE_EPOCH) * _DAY - 1,
        least=-_BEFORE_EPOCH * _DAY,
        greatest=(datetime.date.max.toordinal() - _BEFORE_EPOCH) * _DAY - 1,
        unit=_SECOND,
    )
    return naive if zone is None else _line_in_zone(naive, zone)


def _line_in_zone(naive: Line, zone: datetime.tzinfo) -> Line:
    epoch = _EPOCH.replace(tzinfo=datetime.timezone.utc)
    # The calendar ends by the clocks of the zone: a day there may lie outside of that of UTC.
    first, last = _offset(zone, datetime.datetime.min), _offset(zone, datetime.datetime.max)

    def at(number: int) -> datetime.datetime:
        if naive.least + _DAY <= number <= naive.greatest - _DAY:
            return (epoch + datetime.timedelta(microseconds=number)).astimezone(zone)
        local: datetime.datetime = naive.at(number + (first if number < 0 else last))
        return local.replace(tzinfo=zone)

    return attrs.evolve(
        naive,
        number_of=lambda moment: (moment - epoch) // _MICROSECOND,
        at=at,
        least=naive.least - first,
        greatest=naive.greatest - last,
    )


def _offset(zone: datetime.tzinfo, moment: datetime.datetime) -> int:
    """Return what the clocks of a zone are ahead by, in microseconds."""
    return (zone.utcoffset(moment) or datetime.timedelta()) // _MICROSECOND


def _line_of_times(zone: datetime.tzinfo | None) -> Line:
    def at(number: int) -> datetime.time:
        seconds, microsecond = divmod(number, _SECOND)
        minutes, second = divmod(seconds, 60)
        return datetime.time(minutes // 60, minutes % 60, second, microsecond, tzinfo=zone)

    def number_of(moment: datetime.time) -> int:
        minutes = moment.hour * 60 + moment.minute
        return (minutes * 60 + moment.second) * _SECOND + moment.microsecond

    return Line(number_of, at, first=0, last=_DAY - 1, least=0, greatest=_DAY - 1, unit=_SECOND)


_DURATIONS = Line(
    number_of=lambda duration: duration // _MICROSECOND,
    at=lambda number: datetime.timedelta(microseconds=number),
    first=0,
    last=30 * _DAY,
    least=datetime.timedelta.min // _MICROSECOND,
    greatest=datetime.timedelta.max // _MICROSECOND,
    unit=_SECOND,
)


def make_date(request: Request) -> Recipe:
    """Make dates; 1970 to 2037 when nothing is asked."""
    return _make_on(_DAYS, request, datetime.date)


def make_datetime(request: Request) -> Recipe:
    """Make naive moments to the second, 1970 to 2037 when nothing is asked; in the time zone asked for, if any."""
    return _make_on(_line_of_datetimes(_zone_of(request)), request, datetime.datetime, "time_zone")


def make_time(request: Request) -> Recipe:
    """Make times of day to the second."""
    return _make_on(_line_of_times(_zone_of(request)), request, datetime.time, "time_zone")


def make_timedelta(request: Request) -> Recipe:
    """Make durations in whole seconds, up to thirty days when nothing is asked."""
    return _make_on(_DURATIONS, request, datetime.timedelta)


def _zone_of(request: Request) -> datetime.tzinfo | None:
    """Return the time zone that is asked for, or that of the bounds; they must agree on having one."""
    asked = request.constraints
    zones = [getattr(getattr(asked, name), "tzinfo", None) for name in BOUNDS if getattr(asked, name) is not None]
    wishes = list(asked.time_zone)
    naive = [zone is None for zone in (*zones, *wishes)]
    named = {str(wish): wish for wish in wishes if wish is not None and wish is not ...}
    if (any(naive) and not all(naive)) or len(named) > 1:
        raise request.unsatisfiable(*BOUNDS, "time_zone")
    if not named:
        return zones[0] if zones else datetime.timezone.utc if wishes and not naive[0] else None
    wish = next(iter(named.values()))
    return wish if isinstance(wish, datetime.tzinfo) else find_zone(request, wish)


def find_zone(request: Request, name: str) -> datetime.tzinfo:
    """Return a time zone by its name.

    Args:
        request: Who asks.
        name: ``"Europe/Berlin"``, for example.

    Raises:
        UnfillableError: This machine does not know it.
    """
    if name == "UTC":
        return datetime.timezone.utc
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
        raise UnfillableError(
            f'{request.where}: the time zone "{name}" is not known here. Correct it, or install tzdata.'
        ) from error


def _make_on(line: Line, request: Request, kind: type, *more: str) -> Recipe:
    request.accept(*BOUNDS, *more)
    least = _bound(line, request, kind, "ge", "gt")
    greatest = _bound(line, request, kind, "le", "lt")
    low, high = fill_window(least, greatest, first=line.first, last=line.last)
    low, high = max(low, line.least), min(high, line.greatest)
    if low > high:
        raise request.unsatisfiable(*BOUNDS)
    everything = Domain(
        (line.greatest if greatest is None else high) - low + 1,
        (lambda number: line.at(low + number)),
    )
    first, last = -(-low // line.unit), high // line.unit
    return Recipe(_drawer_on(line, first, last, low, high), domain=everything)


def _drawer_on(line: Line, first: int, last: int, low: int, high: int) -> Generator:
    at, unit = line.at, line.unit
    if first > last:
        draw = drawer_between(low, high)
        return lambda stream, _builder: at(draw(stream))
    draw_unit: Callable[[Random], int] = drawer_between(first, last)
    return lambda stream, _builder: at(draw_unit(stream) * unit)


def _bound(line: Line, request: Request, kind: type, closed: str, opened: str) -> int | None:
    found: list[int] = []
    step = 1 if closed == "ge" else -1
    for name, away in ((closed, 0), (opened, step)):
        value = getattr(request.constraints, name)
        if value is None:
            continue
        # A datetime is a date to isinstance, but the two cannot be compared.
        if not isinstance(value, kind) or (kind is datetime.date and isinstance(value, datetime.datetime)):
            raise InapplicableError(
                f"{request.where}: {request.constraints.shown(name)} is no bound for {request.shown}. "
                f"Correct the constraint, or declare the field."
            )
        found.append(line.number_of(value) + away)
    if not found:
        return None
    return max(found) if step > 0 else min(found)


MAKERS: dict[object, Maker] = {
    datetime.date: make_date,
    datetime.datetime: make_datetime,
    datetime.time: make_time,
    datetime.timedelta: make_timedelta,
}
