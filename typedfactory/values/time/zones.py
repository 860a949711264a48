"""Time zones."""

from __future__ import annotations

import zoneinfo

import attrs

from typedfactory.typeinfo.calendar import datetime
from typedfactory.values.alternatives.choices import choose_among
from typedfactory.values.core.recipes import Domain, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request
from typedfactory.values.time.moments import find_zone

#: Zones with and without summer time, on both sides of Greenwich, one with half an hour; fixed, so that a seed gives
#: the same one on machines that know different zones.
_NAMES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Asia/Kolkata", "Australia/Sydney", "America/Sao_Paulo")
_HOURS = 12


def make_named_zone(request: Request) -> Recipe:
    """Make zones that have a name."""
    request.accept()
    for name in _NAMES:
        find_zone(request, name)
    zones = choose_among(_NAMES).make
    return Recipe(
        lambda stream, builder: zoneinfo.ZoneInfo(zones(stream, builder)),
        domain=Domain(len(_NAMES), lambda number: zoneinfo.ZoneInfo(_NAMES[number])),
    )


def make_offset(request: Request) -> Recipe:
    """Make zones at a fixed distance from UTC, in whole hours."""
    request.accept()
    hours = range(-_HOURS, _HOURS + 1)
    zones = choose_among(tuple(datetime.timezone(datetime.timedelta(hours=each)) for each in hours))
    return attrs.evolve(zones, variants=None)


MAKERS: dict[object, Maker] = {
    zoneinfo.ZoneInfo: make_named_zone,
    datetime.timezone: make_offset,
    datetime.tzinfo: make_offset,
}
