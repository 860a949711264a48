"""Moments in the life of an object: none before one that it follows."""

from __future__ import annotations

import zoneinfo

from typedfactory.realism.casting import neighbour_kinds
from typedfactory.realism.names import MOMENTS
from typedfactory.realism.scene import Kind, Maker, Scene
from typedfactory.typeinfo.calendar import datetime

_UTC = datetime.timezone.utc
_FIRST = datetime.datetime(2015, 1, 1, tzinfo=_UTC)
_SPAN = 5 * 365 * 24 * 60 * 60
#: How far a moment is from the one that it follows, at most, in seconds.
_GAP = 30 * 24 * 60 * 60
_DAY = 24 * 60 * 60
_SECOND = datetime.timedelta(seconds=1)
#: Ends are after their beginnings; other moments may be the same.
_STRICT = frozenset({"start", "end", "expires"})


def _zone_of(scene: Scene) -> datetime.tzinfo | None:
    """Return the time zone that is asked for; None for none."""
    asked = scene.constraints
    bounds = [getattr(getattr(asked, name), "tzinfo", None) for name in ("gt", "ge", "lt", "le")]
    for wish in asked.time_zone:
        if isinstance(wish, str):
            return zoneinfo.ZoneInfo(wish)
        if isinstance(wish, datetime.tzinfo):
            return wish
        if wish is ...:
            return next((zone for zone in bounds if zone is not None), _UTC)
    return next((zone for zone in bounds if zone is not None), None)


def _as_moment(value: object) -> datetime.datetime | None:
    """Return a value of another field as a moment in UTC; None where it is none."""
    if isinstance(value, str):
        try:
            value = datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
        except ValueError:
            return None
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=_UTC) if value.tzinfo is None else value.astimezone(_UTC)
    if isinstance(value, datetime.date):
        return datetime.datetime.combine(value, datetime.time(), _UTC)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < 2**32:
        return datetime.datetime.fromtimestamp(value, _UTC)
    return None


def draw_moment(scene: Scene, unit: int = 1) -> datetime.datetime:
    """Return a moment in UTC, between those around it.

    Args:
        scene: The field.
        unit: The seconds of which the distance from the one before is a multiple.
    """
    before, after = ([moment for each in side if (moment := _as_moment(each))] for side in scene.neighbours())
    strict = unit if scene.meaning.kind in _STRICT else 0
    asked = scene.constraints
    lowest = [moment for each in (asked.gt, asked.ge) if (moment := _as_moment(each))]
    highest = [moment for each in (asked.lt, asked.le) if (moment := _as_moment(each))]
    low = max([*(each + strict * _SECOND for each in before), *lowest], default=None)
    high = min([*(each - strict * _SECOND for each in after), *highest], default=None)
    if low is None:
        first = _FIRST if high is None else min(high - _GAP * _SECOND, max(_FIRST, high - _SPAN * _SECOND))
        return first + scene.below(_seconds(first, high, _SPAN)) // unit * unit * _SECOND
    start = max(low, _FIRST) if not before else low
    start = low if high is not None and start > high else start
    most = _GAP if before else _SPAN
    return start + scene.below(_seconds(start, high, most)) // unit * unit * _SECOND


def _seconds(low: datetime.datetime, high: datetime.datetime | None, most: int) -> int:
    return most if high is None else max(1, min(most, int((high - low) / _SECOND) + 1))


def _datetime(scene: Scene) -> datetime.datetime:
    moment = draw_moment(scene)
    zone = _zone_of(scene)
    return moment.replace(tzinfo=None) if zone is None else moment.astimezone(zone)


def _date(scene: Scene) -> datetime.date:
    return draw_moment(scene, _DAY).date()


def _time(scene: Scene) -> datetime.time:
    """Make a time of day; ends are after their beginnings."""
    before, after = ([each for each in side if isinstance(each, datetime.time)] for side in scene.neighbours())
    low = max((_minutes(each) + 1 for each in before), default=6 * 60)
    high = min((_minutes(each) for each in after), default=24 * 60)
    if scene.meaning.kind == "start" and not after:
        high = 18 * 60
    minutes = min(low + scene.below(max(high - low, 1)), 24 * 60 - 1)
    return datetime.time(minutes // 60, minutes % 60, tzinfo=_zone_of(scene))


def _minutes(time: datetime.time) -> int:
    return time.hour * 60 + time.minute


def _text(scene: Scene) -> str:
    if scene.name.endswith(("date", "_on", "Date", "On")):
        return _date(scene).isoformat()
    return f"{draw_moment(scene).replace(tzinfo=None).isoformat()}Z"


def _stamp(scene: Scene) -> int | None:
    """Make a Unix time; a number of another name is something else (``start: int``)."""
    return int(draw_moment(scene).timestamp()) if scene.name.endswith(("_at", "At")) else None


def _exact_stamp(scene: Scene) -> float | None:
    stamp = _stamp(scene)
    return None if stamp is None else float(stamp)


_MAKERS: dict[type, Maker] = {
    datetime.datetime: _datetime,
    datetime.date: _date,
    datetime.time: _time,
    str: _text,
    int: _stamp,
    float: _exact_stamp,
}


KINDS: dict[str, Kind] = {kind: Kind(_MAKERS, *neighbour_kinds(kind)) for kind in sorted(MOMENTS)}
