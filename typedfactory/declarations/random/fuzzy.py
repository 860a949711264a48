"""Random values in given ranges: the fuzzy declarations.

Each draws through a public method of ``typedfactory.random.randgen``, looked up when a value is made, so that a
seed repeats the values and a test may patch the method. One module, because moved suites patch what it imports.

Source: the names, the arguments and the values for a seed are those of factory_boy's ``factory.fuzzy``.
"""

from __future__ import annotations

import datetime
import decimal
import string
import warnings
from typing import TYPE_CHECKING, cast, overload

from typing_extensions import TypeVar

from typedfactory import random
from typedfactory.declarations.base import BaseDeclaration, T_co
from typedfactory.declarations.iterators import ReplayedValues
from typedfactory.declarations.random.moments import PARTS, check_parts, put_parts, reversed_bounds
from typedfactory.declarations.random.weights import Weights, checked_weights, choose_weighted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from typedfactory.ground.context import BuildStep, Resolver
    from typedfactory.ground.given import UserValue, UserValues

S = TypeVar("S")

#: What is said of a range that ends now, for values that are to repeat; factory_boy's name, and its address.
random_seed_warning = (
    "{} without an end ends now: its values differ between runs although the random stream is seeded. Give it an end. "
    "(See https://github.com/FactoryBoy/factory_boy/issues/331.)"
)


class BaseFuzzyAttribute(BaseDeclaration[T_co]):
    """The base of all fuzzy declarations; subclass it and define ``fuzz`` to write your own.

    Example:
        >>> from typedfactory import fuzzy, random
        >>> class FuzzyPort(fuzzy.BaseFuzzyAttribute[int]):
        ...     def fuzz(self):
        ...         return random.randgen.randint(1024, 65535)
        >>> 1024 <= FuzzyPort().fuzz() <= 65535
        True
    """

    TAKES_PARAMETERS = False

    def fuzz(self) -> T_co:
        """Return a random value."""
        raise NotImplementedError(f"{type(self).__name__} must define fuzz().")

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> T_co:
        """Return a random value."""
        return self.fuzz()


class FuzzyAttribute(BaseFuzzyAttribute[T_co]):
    """A random value made by a function without arguments.

    Args:
        fuzzer: Called once per object; should draw from ``typedfactory.random.randgen`` to repeat with the seed.

    Example:
        >>> from typedfactory import fuzzy, random
        >>> 1 <= fuzzy.FuzzyAttribute(lambda: random.randgen.randint(1, 6)).fuzz() <= 6
        True
    """

    def __init__(self, fuzzer: Callable[[], T_co]) -> None:
        super().__init__()
        self.fuzzer = fuzzer

    def fuzz(self) -> T_co:
        """Call the function."""
        return self.fuzzer()


class FuzzyText(BaseFuzzyAttribute[str]):
    """A random string.

    Args:
        prefix: Stands before the random part.
        length: The number of random characters.
        suffix: Stands after the random part.
        chars: The characters to choose from.

    Example:
        >>> from typedfactory.fuzzy import FuzzyText
        >>> FuzzyText(prefix="HH-", length=4, chars="7").fuzz()
        'HH-7777'
    """

    def __init__(
        self, prefix: str = "", length: int = 12, suffix: str = "", chars: Iterable[str] = string.ascii_letters
    ) -> None:
        super().__init__()
        self.prefix, self.length, self.suffix = prefix, length, suffix
        self.chars = tuple(chars)

    def fuzz(self) -> str:
        """Return prefix, random characters and suffix; an IndexError says that there are none to choose from."""
        if self.length > 0 and not self.chars:
            raise IndexError("FuzzyText: there are no characters to choose from. Give chars at least one.")
        choice = random.randgen.choice
        return self.prefix + "".join([choice(self.chars) for _ in range(self.length)]) + self.suffix


class FuzzyChoice(BaseFuzzyAttribute[T_co]):
    """A random item of an iterable.

    Args:
        choices: The items; read with the first value (a queryset runs its query then), and kept, as those of an `Iterator`.
        getter: Turns the chosen item into the field's value.
        weights: A number from 0 up for each item: how often it comes, beside the others.

    Example:
        >>> from typedfactory.fuzzy import FuzzyChoice
        >>> FuzzyChoice(["red", "blue"]).fuzz() in ("red", "blue")
        True
    """

    @overload
    def __init__(self, choices: Iterable[T_co], getter: None = None, *, weights: Weights = None) -> None: ...
    @overload
    def __init__(self, choices: Iterable[S], getter: Callable[[S], T_co], *, weights: Weights = None) -> None: ...
    def __init__(self, choices: UserValue, getter: UserValue = None, *, weights: Weights = None) -> None:
        super().__init__()
        self.choices_generator, self.getter = choices, getter
        self.weights = checked_weights("FuzzyChoice", weights)
        self._read: ReplayedValues[UserValue] = ReplayedValues(choices, cycle=True)

    def arguments_given(self) -> UserValues:
        """Return the items, where they become the field's as they are."""
        return {"choices": self.choices_generator} if self.getter is None else {}

    @property
    def choices(self) -> list[UserValue] | None:
        """The list of items; None until the first value is made."""
        return self._read.known

    @choices.setter
    def choices(self, values: Iterable[UserValue]) -> None:
        self._read = ReplayedValues(values, cycle=True)
        self._read.all()

    def fuzz(self) -> T_co:
        """Choose an item; an IndexError says that there is none."""
        choices = self._read.all()
        if not choices:
            raise IndexError("FuzzyChoice: there is nothing to choose from. Give it at least one choice.")
        value = choose_weighted("FuzzyChoice", choices, self.weights)
        return cast("T_co", value if self.getter is None else self.getter(value))


class FuzzyInteger(BaseFuzzyAttribute[int]):
    """A random integer in a range, both ends included.

    Args:
        low: The least value. Alone, it is the other end of a range that starts at 0.
        high: The greatest value.
        step: Values are ``low``, ``low + step``, ….

    Raises:
        ValueError: The range is empty.

    Example:
        >>> from typedfactory.fuzzy import FuzzyInteger
        >>> FuzzyInteger(18, 65, step=10).fuzz() % 10
        8
    """

    def __init__(self, low: int, high: int | None = None, step: int = 1) -> None:
        super().__init__()
        self.low, self.high = (0, low) if high is None else (low, high)
        self.step = step
        if not range(self.low, self.high + 1, step):
            raise ValueError(reversed_bounds("FuzzyInteger", self.low, self.high))

    def fuzz(self) -> int:
        """Return an integer."""
        return random.randgen.randrange(self.low, self.high + 1, self.step)


class FuzzyDecimal(BaseFuzzyAttribute[decimal.Decimal]):
    """A random decimal number in a range.

    Args:
        low: The least value. Alone, it is the other end of a range that starts at 0.
        high: The greatest value.
        precision: The number of digits after the point.

    Raises:
        ValueError: ``low`` is above ``high``.

    Example:
        >>> from typedfactory.fuzzy import FuzzyDecimal
        >>> FuzzyDecimal(0.5, 42.7).fuzz().as_tuple().exponent
        -2
    """

    def __init__(
        self, low: float | decimal.Decimal, high: float | decimal.Decimal | None = None, precision: int = 2
    ) -> None:
        super().__init__()
        if high is not None and low > high:
            raise ValueError(reversed_bounds("FuzzyDecimal", low, high))
        self.low, self.high = (0.0, low) if high is None else (low, high)
        self.precision = precision

    def fuzz(self) -> decimal.Decimal:
        """Return a decimal with ``precision`` digits after the point."""
        number = decimal.Decimal(str(random.randgen.uniform(float(self.low), float(self.high))))
        return number.quantize(decimal.Decimal(10) ** -self.precision)


class FuzzyFloat(BaseFuzzyAttribute[float]):
    """A random float in a range.

    Args:
        low: The least value. Alone, it is the other end of a range that starts at 0.
        high: The greatest value.
        precision: The number of significant digits.

    Raises:
        ValueError: ``low`` is above ``high``.

    Example:
        >>> from typedfactory.fuzzy import FuzzyFloat
        >>> -10 <= FuzzyFloat(-10, 40).fuzz() <= 40
        True
    """

    def __init__(self, low: float, high: float | None = None, precision: int = 15) -> None:
        super().__init__()
        if high is not None and low > high:
            raise ValueError(reversed_bounds("FuzzyFloat", low, high))
        self.low, self.high = (0.0, low) if high is None else (low, high)
        self.precision = precision

    def fuzz(self) -> float:
        """Return a float with ``precision`` significant digits."""
        return float(format(random.randgen.uniform(self.low, self.high), f".{self.precision}g"))


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
            raise ValueError(reversed_bounds("FuzzyDate", start_date, end_date))
        self.start_date, self.end_date = start_date.toordinal(), end_date.toordinal()

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
        ValueError: The range is reversed, or no moment has the forced parts.

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
        self.start_dt, self.end_dt = start_dt, end_dt
        self.force_year, self.force_month, self.force_day = force_year, force_month, force_day
        self.force_hour, self.force_minute = force_hour, force_minute
        self.force_second, self.force_microsecond = force_second, force_microsecond
        check_parts(type(self).__name__, self._forced())

    def _now(self) -> datetime.datetime:
        raise NotImplementedError(f"{type(self).__name__} must define _now().")

    def _check_bounds(self, start_dt: datetime.datetime, end_dt: datetime.datetime) -> None:
        if start_dt > end_dt:
            raise ValueError(reversed_bounds(type(self).__name__, start_dt, end_dt))

    def fuzz(self) -> datetime.datetime:
        """Return a datetime of the range, then put the forced parts into it."""
        unit = datetime.timedelta(microseconds=1)
        offset = random.randgen.randint(0, (self.end_dt - self.start_dt) // unit)
        return put_parts(self.start_dt + unit * offset, self._forced())

    def _forced(self) -> dict[str, int]:
        return {part: number for part in PARTS if (number := getattr(self, f"force_{part}")) is not None}


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
        warnings.warn(random_seed_warning.format(name), stacklevel=3)
