"""The random stream that is in force while one row is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedfactory.datasets.drawing.keys import GAMMA, MASK
from typedfactory.random import Seed, Stream

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

_WORD = 64
_FRACTION = 2.0**-53


class RowStream(Stream):
    """A stream of random numbers that starts anew for each row, which takes a fiftieth of seeding a Mersenne twister.

    Example:
        >>> stream = RowStream()
        >>> stream.begin(12345)
        >>> first = stream.random(), stream.getrandbits(100)
        >>> stream.begin(12345)
        >>> first == (stream.random(), stream.getrandbits(100))
        True
    """

    _place = 0

    def begin(self, start: int) -> None:
        """Start.

        Args:
            start: What `start_of` gives for the row.
        """
        self._place = start
        self.gauss_next = None

    # The two are called for each number drawn, so that neither calls `mix`.

    def random(self) -> float:
        """Return the next float in [0.0, 1.0)."""
        word = self._place = (self._place + GAMMA) & MASK
        word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & MASK
        return ((word ^ (word >> 31)) >> 11) * _FRACTION

    def getrandbits(self, k: int, /) -> int:
        """Return an int of ``k`` random bits."""
        if k > _WORD:
            return self.getrandbits(k - _WORD) << _WORD | self.getrandbits(_WORD)
        word = self._place = (self._place + GAMMA) & MASK
        word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & MASK
        return (word ^ (word >> 31)) >> (_WORD - k)

    def seed(self, a: Seed = None, version: int = 2) -> None:  # type: ignore[override]  # typeshed splits it by Python
        """Start from a seed of the user's, who asks for it in the middle of a row."""
        super().seed(a, version)
        self._place = super().getrandbits(_WORD)

    def getstate(self) -> tuple[UserValue, ...]:
        """Return the state."""
        return (self._place, self.gauss_next)

    def setstate(self, state: tuple[UserValue, ...]) -> None:
        """Go on from a state."""
        self._place, self.gauss_next = state
