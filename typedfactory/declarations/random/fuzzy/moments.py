"""Random dates and datetimes."""

from __future__ import annotations

import datetime
import warnings

from typedfactory import random
from typedfactory.declarations.random.fuzzy.base import BaseFuzzyAttribute, reversed_range


class FuzzyDate(BaseFuzzyAttribute[datetime.date]):
    """A random date in a range, both ends included.

    Args:
        start_date: The first date.
        end_date: The last date; today if it is not given.

    Attributes:
        start_date: The first date, as ordinal.
        end_date: The last date, as ordinal.

    Raises:
        ValueError: The range is reversed.

    Warns:
        UserWarning: The random stream is seeded, but the range ends today.

    Example:
        >>> from datetime import date
        >>> from typedfactory.fuzzy import FuzzyDate
        >>> FuzzyDate(date(2008, 1, 1), date(2008, 1, 31)).fuzz().month
        1
    """

    def __init__(self, start_date: datetime.date, end_date: datetime.date | None = None) -> None:
        super().__init__()
        if end_date is None:
            _warn_of_moving_end(type(self).__name__)
            end_date = datetime.date.today()  # noqa: DTZ011 - the user's today, as in factory_boy
        if start_date > end_date:
            raise ValueError(reversed_range("FuzzyDate", start_date, end_date))
        self.start_date = start_date.toordinal()
        self.end_date = end_date.toordinal()

    def fuzz(self) -> datetime.date:
        """Return a date."""
        return datetime.date.fromordinal(random.randgen.randint(self.start_date, self.end_date))


class BaseFuzzyDateTime(BaseFuzzyAttribute[datetime.datetime]):
    """The base of the fuzzy datetimes; subclasses define ``_now`` and may add to ``_check_bounds``.

    Args:
        start_dt: The first moment.
        end_dt: The last moment; now if it is not given.
        force_year: The year that all values have.
        force_month, force_day: Their month (1 to 12) and day (1 to 31).
        force_hour, force_minute, force_second, force_microsecond: Their time, likewise.

    Raises:
        ValueError: The range is reversed.

    Warns:
        UserWarning: The random stream is seeded, but the range ends now.
    """

    def __init__(
        self,
        start_dt: datetime.datetime,
        end_dt: datetime.datetime | None = None,
        force_year: int | None = None,
        force_month: int | None = None,
        force_day: int | None = None,
        force_hour: int | None = None,
        force_minute: int | None = None,
        force_second: int | None = None,
        force_microsecond: int | None = None,
    ) -> None:
        super().__init__()
        if end_dt is None:
            _warn_of_moving_end(type(self).__name__)
            end_dt = self._now()
        self._check_bounds(start_dt, end_dt)
        self.start_dt = start_dt
        self.end_dt = end_dt
        self.force_year = force_year
        self.force_month = force_month
        self.force_day = force_day
        self.force_hour = force_hour
        self.force_minute = force_minute
        self.force_second = force_second
        self.force_microsecond = force_microsecond

    def _now(self) -> datetime.datetime:
        raise NotImplementedError(f"{type(self).__name__} must define _now().")

    def _check_bounds(self, start_dt: datetime.datetime, end_dt: datetime.datetime) -> None:
        if start_dt > end_dt:
            raise ValueError(reversed_range(type(self).__name__, start_dt, end_dt))

    def fuzz(self) -> datetime.datetime:
        """Return a datetime of the range, then put the forced parts into it."""
        microseconds = (self.end_dt - self.start_dt) // datetime.timedelta(microseconds=1)
        value = self.start_dt + datetime.timedelta(microseconds=random.randgen.randint(0, microseconds))
        # One part after the other, so that which invalid combinations fail is as in factory_boy.
        for part in ("year", "month", "day", "hour", "minute", "second", "microsecond"):
            forced = getattr(self, f"force_{part}")
            if forced is not None:
                value = value.replace(**{part: forced})
        return value


class FuzzyNaiveDateTime(BaseFuzzyDateTime):
    """A random datetime without timezone, in a range.

    Takes the arguments of `BaseFuzzyDateTime`; ``end_dt`` is the local time now if it is not given.

    Raises:
        ValueError: A bound has a timezone, or the range is reversed.

    Example:
        >>> from datetime import datetime
        >>> from typedfactory.fuzzy import FuzzyNaiveDateTime
        >>> FuzzyNaiveDateTime(datetime(2008, 1, 1), datetime(2008, 1, 2), force_hour=3).fuzz().hour
        3
    """

    def _now(self) -> datetime.datetime:
        return datetime.datetime.now()  # noqa: DTZ005 - naive is what was asked for

    def _check_bounds(self, start_dt: datetime.datetime, end_dt: datetime.datetime) -> None:
        for name, bound in (("start", start_dt), ("end", end_dt)):
            if bound.tzinfo is not None:
                raise ValueError(f"FuzzyNaiveDateTime takes no timezone, got {name}={bound!r}. Use FuzzyDateTime.")
        super()._check_bounds(start_dt, end_dt)


class FuzzyDateTime(BaseFuzzyDateTime):
    """A random datetime with timezone, in a range.

    Takes the arguments of `BaseFuzzyDateTime`; ``end_dt`` is now, in UTC, if it is not given.

    Raises:
        ValueError: A bound has no timezone, or the range is reversed.

    Example:
        >>> from datetime import datetime, timezone
        >>> from typedfactory.fuzzy import FuzzyDateTime
        >>> start = datetime(2008, 1, 1, tzinfo=timezone.utc)
        >>> FuzzyDateTime(start, start.replace(year=2009), force_day=3).fuzz().day
        3
    """

    def _now(self) -> datetime.datetime:
        return datetime.datetime.now(tz=datetime.timezone.utc)

    def _check_bounds(self, start_dt: datetime.datetime, end_dt: datetime.datetime) -> None:
        for name, bound in (("start", start_dt), ("end", end_dt)):
            if bound.tzinfo is None:
                raise ValueError(f"FuzzyDateTime needs a timezone, got {name}={bound!r}. Use FuzzyNaiveDateTime.")
        super()._check_bounds(start_dt, end_dt)


def _warn_of_moving_end(name: str) -> None:
    if random.randgen.state_set:
        warnings.warn(
            f"{name} without an end ends now: its values differ between runs although the random stream is seeded. "
            f"Give it an end.",
            stacklevel=3,
        )
