"""Words of 64 bits from (key, row, lane): a counter through a mixing function, for one row or for an array of rows alike.

Source: the mixing function and its constant step are those of splitmix64 (Steele, Lea and Flood, "Fast splittable
pseudorandom number generators", 2014): a row starts a stream of its own, and a lane is a place in it.
"""

from __future__ import annotations

import hashlib
from typing import Protocol, TypeVar

from typing_extensions import Self


class Numbers(Protocol):
    """Many whole numbers, none below zero and none above 64 bits, with the arithmetic that int has: NumPy's ``uint64``."""

    def __add__(self, other: int | Self, /) -> Self:
        """Add."""

    def __mul__(self, other: int | Self, /) -> Self:
        """Multiply."""

    def __floordiv__(self, other: int, /) -> Self:
        """Divide."""

    def __mod__(self, other: int, /) -> Self:
        """Divide, and keep the rest."""

    def __xor__(self, other: int | Self, /) -> Self:
        """Take the bits that differ."""

    def __or__(self, other: int | Self, /) -> Self:
        """Take the bits of either."""

    def __and__(self, other: int, /) -> Self:
        """Take the bits of both."""

    def __lshift__(self, other: int, /) -> Self:
        """Move the bits up."""

    def __rshift__(self, other: int, /) -> Self:
        """Move the bits down."""


#: One whole number, or many.
V = TypeVar("V", int, Numbers)

MASK = 2**64 - 1
#: How far the counter moves from row to row and from lane to lane: the golden ratio of 2**64, which is odd.
GAMMA = 0x9E3779B97F4A7C15
#: The bits of a word that a float holds exactly.
EXACT = 53


def derive_key(*parts: int | str) -> int:
    """Return the key of a stream of words: another one for other parts, the same on every machine.

    Args:
        *parts: What the stream is for: seed, table, field.

    Example:
        >>> derive_key(7, "user", "age") == derive_key(7, "user", "age"), derive_key(7, "user", "ag", "e") == derive_key(
        ...     7, "user", "age"
        ... )
        (True, False)
    """
    text = "".join(f"{type(part).__name__}{len(str(part))}:{part}" for part in parts)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def mix(word: V) -> V:
    """Return a word that has nothing to do with the one given, and that no other one gives.

    Args:
        word: One or many.
    """
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & MASK
    return word ^ (word >> 31)


def start_of(key: int, rows: V) -> V:
    """Return where the stream of a row starts.

    Args:
        key: Whose stream.
        rows: The number of the row, or of many.
    """
    return mix((rows * GAMMA + (key + GAMMA & MASK)) & MASK)


def word_of(key: int, rows: V, lane: int = 0) -> V:
    """Return a word of the stream of a row.

    Args:
        key: Whose stream.
        rows: The number of the row, or of many.
        lane: Which word.
    """
    return mix((start_of(key, rows) + ((lane + 1) * GAMMA & MASK)) & MASK)
