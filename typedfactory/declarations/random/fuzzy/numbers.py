"""Random numbers: integers, decimals, floats."""

from __future__ import annotations

import decimal

from typedfactory import random
from typedfactory.declarations.random.fuzzy.base import BaseFuzzyAttribute, reversed_range


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
            raise ValueError(reversed_range("FuzzyInteger", self.low, self.high))

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
            raise ValueError(reversed_range("FuzzyDecimal", low, high))
        self.low = 0.0 if high is None else low
        self.high = low if high is None else high
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
            raise ValueError(reversed_range("FuzzyFloat", low, high))
        self.low: float = 0 if high is None else low
        self.high: float = low if high is None else high
        self.precision = precision

    def fuzz(self) -> float:
        """Return a float with ``precision`` significant digits."""
        return float(format(random.randgen.uniform(self.low, self.high), f".{self.precision}g"))
