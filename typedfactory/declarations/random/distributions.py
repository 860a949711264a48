"""Numbers and moments that gather somewhere: normal, log-normal, Zipf, and the hours in which people work."""

from __future__ import annotations

import datetime
import decimal
import itertools
import math
from collections.abc import Iterable
from typing import cast, overload

from typedfactory import random
from typedfactory.declarations.base import T_co
from typedfactory.declarations.random.fuzzy import BaseFuzzyAttribute
from typedfactory.errors import ArgumentError

#: How often a draw outside of the bounds is drawn again, before it is moved to the nearer bound.
_TRIES = 100
_DAY = datetime.timedelta(days=1)
_WEEK = 7


class FuzzyDistribution(BaseFuzzyAttribute[T_co]):
    """The base of the distributions: draws a number, again while it is out of bounds, and turns it into a kind.

    Args:
        kind: ``float``, ``int`` (rounded) or ``decimal.Decimal``.
        low: The least value.
        high: The greatest value.
        precision: The number of digits after the point, of a Decimal and of a float; None leaves floats as they are, and
            gives Decimals two.

    Raises:
        ArgumentError: The bounds are reversed, or the kind is another.

    Example:
        >>> import typedfactory as factory
        >>> class FuzzyTriangle(factory.fuzzy.FuzzyDistribution[int]):
        ...     def draw(self):
        ...         return factory.random.randgen.triangular(0, 10, 3)
        >>> FuzzyTriangle(int, low=2, high=4, precision=None).fuzz() in (2, 3, 4)
        True
    """

    def __init__(self, kind: type[T_co], low: float | None, high: float | None, precision: int | None) -> None:
        super().__init__()
        owner = type(self).__name__
        if kind not in (float, int, decimal.Decimal):
            raise ArgumentError(f"{owner}: kind takes float, int or decimal.Decimal, not {kind!r}.")
        if low is not None and high is not None and low > high:
            raise ArgumentError(f"{owner}: low is above high, {low} > {high}. Swap them.")
        self.kind, self.low, self.high, self.precision = kind, low, high, precision

    def draw(self) -> float:
        """Return a number, whatever the bounds."""
        raise NotImplementedError(f"{type(self).__name__} must define draw().")

    def fuzz(self) -> T_co:
        """Return a value within the bounds."""
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        for _ in range(_TRIES):
            value = self._as_kind(self.draw())
            if low <= value <= high:
                return cast("T_co", value)
        return cast("T_co", self._as_kind(min(max(self.draw(), low), high)))

    def _as_kind(self, number: float) -> float | decimal.Decimal:
        if self.kind is int:
            return round(number)
        if self.kind is decimal.Decimal:
            digits = 2 if self.precision is None else self.precision
            return decimal.Decimal(str(number)).quantize(decimal.Decimal(10) ** -digits)
        return number if self.precision is None else round(number, self.precision)


class FuzzyNormal(FuzzyDistribution[T_co]):
    """A random number that is near a mean: heights, ages, temperatures.

    Args:
        mean: The mean.
        deviation: The standard deviation: two values of three are nearer to the mean than this.
        kind: ``float``, ``int`` or ``decimal.Decimal``.
        low, high: The least and the greatest value.
        precision: The number of digits after the point.

    Raises:
        ArgumentError: The deviation is negative, or the bounds are reversed.

    Example:
        >>> from typedfactory.fuzzy import FuzzyNormal
        >>> 18 <= FuzzyNormal(40, 12, kind=int, low=18, high=99).fuzz() <= 99
        True
    """

    @overload
    def __init__(
        self: FuzzyNormal[float],
        mean: float,
        deviation: float,
        *,
        low: float | None = ...,
        high: float | None = ...,
        precision: int | None = ...,
    ) -> None: ...
    @overload
    def __init__(
        self,
        mean: float,
        deviation: float,
        *,
        kind: type[T_co],
        low: float | None = ...,
        high: float | None = ...,
        precision: int | None = ...,
    ) -> None: ...
    def __init__(
        self,
        mean: float,
        deviation: float,
        *,
        kind: type[object] = float,
        low: float | None = None,
        high: float | None = None,
        precision: int | None = None,
    ) -> None:
        super().__init__(cast("type[T_co]", kind), low, high, precision)
        if deviation < 0:
            raise ArgumentError(f"FuzzyNormal: the deviation is a number from 0 up, not {deviation}.")
        self.mean, self.deviation = mean, deviation

    def draw(self) -> float:
        """Return a number."""
        return random.randgen.normalvariate(self.mean, self.deviation)


class FuzzyLogNormal(FuzzyDistribution[T_co]):
    """A random number above 0 of which few are large: prices, incomes, durations, sizes of files.

    Args:
        median: The value that half of them are below.
        factor: How wide they spread: two values of three are between ``median / factor`` and ``median * factor``.
        kind: ``float``, ``int`` or ``decimal.Decimal``.
        low, high: The least and the greatest value.
        precision: The number of digits after the point.

    Raises:
        ArgumentError: The median is not above 0, the factor is below 1, or the bounds are reversed.

    Example:
        >>> import decimal
        >>> from typedfactory.fuzzy import FuzzyLogNormal
        >>> FuzzyLogNormal(30, 2, kind=decimal.Decimal).fuzz().as_tuple().exponent
        -2
    """

    @overload
    def __init__(
        self: FuzzyLogNormal[float],
        median: float,
        factor: float = ...,
        *,
        low: float | None = ...,
        high: float | None = ...,
        precision: int | None = ...,
    ) -> None: ...
    @overload
    def __init__(
        self,
        median: float,
        factor: float = ...,
        *,
        kind: type[T_co],
        low: float | None = ...,
        high: float | None = ...,
        precision: int | None = ...,
    ) -> None: ...
    def __init__(
        self,
        median: float,
        factor: float = 2.0,
        *,
        kind: type[object] = float,
        low: float | None = None,
        high: float | None = None,
        precision: int | None = None,
    ) -> None:
        super().__init__(cast("type[T_co]", kind), low, high, precision)
        if median <= 0 or factor < 1:
            raise ArgumentError(
                f"FuzzyLogNormal takes a median above 0 and a factor from 1 up, not {median} and {factor}."
            )
        self.median, self.factor = median, factor

    def draw(self) -> float:
        """Return a number above 0."""
        return random.randgen.lognormvariate(math.log(self.median), math.log(self.factor))


class FuzzyZipf(BaseFuzzyAttribute[int]):
    """A random number from 1 up of which the small ones are by far the most: ranks, sizes of groups, numbers of tags.

    Args:
        count: The greatest number.
        exponent: How quickly they become rare: the number n is ``n ** exponent`` times as rare as 1.
        low: The least number, which is the most frequent.

    Raises:
        ArgumentError: There is no number to draw, or the exponent is negative.

    Example:
        >>> import typedfactory as factory
        >>> with factory.random.seeded(1):
        ...     drawn = [factory.fuzzy.FuzzyZipf(10).fuzz() for _ in range(1000)]
        >>> drawn.count(1) > drawn.count(2) > drawn.count(5)
        True
    """

    def __init__(self, count: int, exponent: float = 1.0, *, low: int = 1) -> None:
        super().__init__()
        if count < low or exponent < 0:
            raise ArgumentError(
                f"FuzzyZipf takes a greatest number from {low} up and an exponent from 0 up, not {count} and {exponent}."
            )
        self.low = low
        self._summed = tuple(itertools.accumulate((place + 1) ** -exponent for place in range(count - low + 1)))

    def fuzz(self) -> int:
        """Return a number."""
        return random.randgen.choices(range(self.low, self.low + len(self._summed)), cum_weights=self._summed)[0]


class FuzzyMoment(BaseFuzzyAttribute[datetime.datetime]):
    """A moment at a random distance from another one.

    Args:
        origin: The other moment.
        distance: Draws the distance: a distribution, or any other fuzzy number.
        unit: What the distance is counted in.

    Raises:
        ArgumentError: The origin is no datetime, or the distance no fuzzy number.

    Example:
        >>> from datetime import datetime, timedelta
        >>> from typedfactory.fuzzy import FuzzyLogNormal, FuzzyMoment
        >>> opened = datetime(2024, 1, 1)
        >>> FuzzyMoment(opened, FuzzyLogNormal(3, 2), unit=timedelta(hours=1)).fuzz() > opened
        True
    """

    def __init__(
        self, origin: datetime.datetime, distance: BaseFuzzyAttribute[float], *, unit: datetime.timedelta = _DAY
    ) -> None:
        super().__init__()
        moment: object = origin
        if not (isinstance(moment, datetime.datetime) and hasattr(distance, "fuzz")):
            raise ArgumentError(
                "FuzzyMoment takes a datetime and a fuzzy number: FuzzyMoment(datetime(2024, 1, 1), FuzzyNormal(0, 3))."
            )
        self.origin, self.distance, self.unit = origin, distance, unit

    def fuzz(self) -> datetime.datetime:
        """Return a moment."""
        return self.origin + self.unit * float(self.distance.fuzz())


class FuzzyBusinessHours(BaseFuzzyAttribute[datetime.datetime]):
    """A moment in which people work, all as likely.

    Args:
        start: The first day.
        end: The last day.
        opens, closes: The hours of a day, the last one not included.
        weekdays: The days of the week, Monday being 0.
        tzinfo: The time zone of the moments; None gives moments without one.

    Raises:
        ArgumentError: There is no such moment in the range.

    Example:
        >>> from datetime import date
        >>> from typedfactory.fuzzy import FuzzyBusinessHours
        >>> moment = FuzzyBusinessHours(date(2024, 1, 1), date(2024, 12, 31)).fuzz()
        >>> moment.weekday() < 5, 9 <= moment.hour < 17
        (True, True)
    """

    def __init__(
        self,
        start: datetime.date,
        end: datetime.date,
        opens: datetime.time = datetime.time(9),
        closes: datetime.time = datetime.time(17),
        weekdays: Iterable[int] = range(5),
        tzinfo: datetime.tzinfo | None = None,
    ) -> None:
        super().__init__()
        self.opens, self.closes, self.tzinfo = opens, closes, tzinfo
        wanted = frozenset(weekdays)
        first, last = start.toordinal(), end.toordinal()
        self.days = tuple(day for day in range(first, last + 1) if (day - 1) % _WEEK in wanted)
        if not self.days or opens >= closes:
            raise ArgumentError(
                f"FuzzyBusinessHours: nobody works between {start} and {end} from {opens} to {closes}. "
                f"Swap the ends, or name other days of the week."
            )

    def fuzz(self) -> datetime.datetime:
        """Return a moment, to the second."""
        day = datetime.date.fromordinal(random.randgen.choice(self.days))
        opened, closed = (datetime.datetime.combine(day, each, self.tzinfo) for each in (self.opens, self.closes))
        return opened + datetime.timedelta(
            seconds=random.randgen.randrange((closed - opened) // datetime.timedelta(seconds=1))
        )
