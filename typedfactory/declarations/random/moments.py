"""Putting fixed parts into a moment: what is not fixed gives way where the calendar has no such day."""

from __future__ import annotations

import calendar
import datetime
import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValues

PARTS = ("year", "month", "day", "hour", "minute", "second", "microsecond")

#: How far the next leap year may be, over a century without one.
_LONGEST_WITHOUT_LEAP_DAY = 8

_MONTHS = 12


def put_parts(value: datetime.datetime, parts: Mapping[str, int]) -> datetime.datetime:
    """Return a moment with some of its parts replaced.

    Args:
        value: The moment.
        parts: ``"year"`` to ``"microsecond"`` → number. A day that is not among them is the month's last if there are
            fewer; with a day among them, the nearest month or year that has it is taken, if that is not among them.

    Raises:
        ValueError: There is no such moment.

    Example:
        >>> last = datetime.datetime(2024, 1, 31, 12)
        >>> put_parts(last, {"month": 2}).isoformat(), put_parts(last, {"month": 2, "year": 2023}).isoformat()
        ('2024-02-29T12:00:00', '2023-02-28T12:00:00')
        >>> put_parts(datetime.datetime(2023, 4, 5), {"day": 31}).isoformat()
        '2023-05-31T00:00:00'
    """
    year, month = parts.get("year", value.year), parts.get("month", value.month)
    day = parts.get("day")
    if day is None:
        day = min(value.day, _last_day(year, month))
    elif not 1 <= day <= _last_day(year, month):
        year, month = _nearest(year, month, day, parts)
    changed: UserValues = {**parts, "year": year, "month": month, "day": day}
    return value.replace(**changed)


def check_parts(owner: str, parts: Mapping[str, int]) -> None:
    """Refuse parts that no moment has.

    Args:
        owner: The name of the declaration that forces them.
        parts: ``"year"`` to ``"microsecond"`` → number.

    Raises:
        ValueError: No moment has them.

    Example:
        >>> check_parts("FuzzyDateTime", {"month": 2, "day": 30})
        Traceback (most recent call last):
            ...
        ValueError: FuzzyDateTime: no moment has force_month=2, force_day=30. Take one of them out.
    """
    try:
        put_parts(datetime.datetime(2000, 1, 1), parts)  # noqa: DTZ001 - a leap year; where does not matter
    except ValueError:
        shown = ", ".join(f"force_{part}={number}" for part, number in parts.items())
        remedy = "Take one of them out." if len(parts) > 1 else "Give another number."
        raise ValueError(f"{owner}: no moment has {shown}. {remedy}") from None


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _nearest(year: int, month: int, day: int, parts: Mapping[str, int]) -> tuple[int, int]:
    """Return the nearest year and month that have a day, among those that are free."""
    months = [month] if "month" in parts else [(month - 1 + ahead) % _MONTHS + 1 for ahead in range(_MONTHS)]
    away = itertools.chain.from_iterable((step, -step) for step in range(_LONGEST_WITHOUT_LEAP_DAY + 1))
    years = [year] if "year" in parts else [year + step for step in away]
    for candidate in itertools.product(years, months):
        if datetime.MINYEAR <= candidate[0] <= datetime.MAXYEAR and 1 <= day <= _last_day(*candidate):
            return candidate
    return year, month


def reversed_bounds(name: str, start: object, end: object) -> str:
    """Return what to say of a range whose end is before its start.

    Args:
        name: The declaration's class.
        start: The start.
        end: The end.
    """
    return f"{name} boundaries should have start <= end, got {start!r} > {end!r}. Swap them."
