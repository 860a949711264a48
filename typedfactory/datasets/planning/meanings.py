"""What the numbers of a column mean: the values, one by one. `datasets.pyarrow` makes whole columns of most of them."""

from __future__ import annotations

import abc
import datetime
import decimal
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import attrs

from typedfactory.datasets.drawing.keys import mix, start_of
from typedfactory.datasets.drawing.stream import RowStream
from typedfactory.random import drawing_from

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

_FRACTION = 2.0**-53
_MICROSECOND = datetime.timedelta(microseconds=1)


class Meaning(abc.ABC):
    """The values that numbers stand for."""

    @abc.abstractmethod
    def one(self, code: int) -> UserValue:
        """Return the value of a number.

        Args:
            code: The number.
        """

    def many(self, codes: Sequence[int]) -> list[UserValue]:
        """Return the values of many numbers.

        Args:
            codes: The numbers.
        """
        return [self.one(code) for code in codes]


@attrs.frozen
class AsConstant(Meaning):
    """The same value everywhere.

    Attributes:
        value: The value.
    """

    value: UserValue

    def one(self, code: int) -> UserValue:
        """Return the value."""
        return self.value


@attrs.frozen
class AsInt(Meaning):
    """Whole numbers that follow on each other.

    Attributes:
        start: The first.
        step: How far it is to the next.
    """

    start: int = 0
    step: int = 1

    def one(self, code: int) -> int:
        """Return the number."""
        return self.start + code * self.step


@attrs.frozen
class AsFloat(Meaning):
    """Floats of a range; the codes are fractions of 2**53.

    Attributes:
        low: The least.
        high: The end of the range.
    """

    low: float
    high: float

    def one(self, code: int) -> float:
        """Return the float."""
        return self.low + (self.high - self.low) * (code * _FRACTION)


@attrs.frozen
class AsDecimal(Meaning):
    """Decimals of a number of places.

    Attributes:
        start: The first, as a whole number of its last place.
        places: How many decimal places they have.
    """

    start: int
    places: int

    def one(self, code: int) -> decimal.Decimal:
        """Return the decimal."""
        return decimal.Decimal(self.start + code).scaleb(-self.places)


@attrs.frozen
class AsDate(Meaning):
    """Days.

    Attributes:
        start: The first, as an ordinal.
    """

    start: int

    def one(self, code: int) -> datetime.date:
        """Return the day."""
        return datetime.date.fromordinal(self.start + code)


@attrs.frozen
class AsMoment(Meaning):
    """Moments, a microsecond apart.

    Attributes:
        start: The first.
    """

    start: datetime.datetime

    def one(self, code: int) -> datetime.datetime:
        """Return the moment."""
        return self.start + _MICROSECOND * code


@attrs.frozen(eq=False)
class AsChoice(Meaning):
    """Values of a list.

    Attributes:
        values: The list.
    """

    values: Sequence[UserValue]

    def one(self, code: int) -> UserValue:
        """Return the value."""
        return self.values[code]


@attrs.frozen
class AsText(Meaning):
    """Numbers behind a word.

    Attributes:
        prefix: The word.
    """

    prefix: str

    def one(self, code: int) -> str:
        """Return the text."""
        return f"{self.prefix}{code}"


@attrs.frozen
class AsUuid(Meaning):
    """UUIDs of version 4, another one for each number.

    Attributes:
        key: Whose.
    """

    key: int

    def one(self, code: int) -> uuid.UUID:
        """Return the UUID."""
        # The upper 60 bits are random; the lower 62 and two of the upper make a bijection of the number.
        low = mix(code)
        high = mix(start_of(self.key, code)) & ~0x3 | low >> 62
        return uuid.UUID(int=(high << 64 | low & (2**62 - 1)) & ~(0xF << 76) | 0x4 << 76 | 0x2 << 62)


@attrs.frozen(eq=False)
class AsCall(Meaning):
    """What a function gives, which may draw from a random stream of the row's.

    Attributes:
        key: Whose stream.
        function: Called with the number.
    """

    key: int
    function: Callable[[int], UserValue]

    def one(self, code: int) -> UserValue:
        """Call the function."""
        with row_stream() as stream:
            stream.begin(start_of(self.key, code))
            return self.function(code)

    def many(self, codes: Sequence[int]) -> list[UserValue]:
        """Call the function for each."""
        key, function = self.key, self.function
        values: list[UserValue] = []
        with row_stream() as stream:
            for code in codes:
                stream.begin(start_of(key, code))
                values.append(function(code))
        return values


@attrs.frozen(eq=False)
class AsReferred(Meaning):
    """A value of the row that a number is of in another table.

    Attributes:
        value: Row → value.
        many_values: Rows → values.
    """

    value: Callable[[int], UserValue]
    many_values: Callable[[Sequence[int]], list[UserValue]]

    def one(self, code: int) -> UserValue:
        """Return the value."""
        return self.value(code)

    def many(self, codes: Sequence[int]) -> list[UserValue]:
        """Return the values."""
        return self.many_values(codes)


@contextmanager
def row_stream() -> Iterator[RowStream]:
    """Put a stream in force that starts anew for each row."""
    # Making one takes longer than making a row: Python seeds it from the operating system.
    stream = _idle.pop() if _idle else RowStream()
    try:
        with drawing_from(stream):
            yield stream
    finally:
        _idle.append(stream)


#: Streams that nobody draws from.
_idle: list[RowStream] = []
