"""Whole numbers out of a random stream, alike on every Python version.

Only ``random()`` and ``getrandbits()`` are asked: what ``randrange`` and ``choice`` make of them has changed before.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

#: Up to here ``int(random() * n)`` reaches every number with a bias too small to see (n / 2**53).
_QUICK = 1 << 32


def draw_below(stream: Random, count: int) -> int:
    """Return a number in 0 ≤ n < count.

    Args:
        stream: Where the randomness comes from.
        count: How many numbers to choose from, at least 1.
    """
    if count <= _QUICK:
        return int(stream.random() * count)
    bits = (count - 1).bit_length()
    drawn = stream.getrandbits(bits)
    while drawn >= count:
        drawn = stream.getrandbits(bits)
    return drawn


def drawer_between(low: int, high: int) -> Callable[[Random], int]:
    """Return a function that draws a number in low ≤ n ≤ high.

    Args:
        low: The least.
        high: The greatest.

    Example:
        >>> drawer_between(3, 3)(Random(1))
        3
    """
    count = high - low + 1
    if count == 1:
        return lambda _stream: low
    if count & (count - 1) == 0:
        bits = count.bit_length() - 1
        return (lambda stream: stream.getrandbits(bits)) if low == 0 else lambda stream: low + stream.getrandbits(bits)
    if count <= _QUICK:
        return lambda stream: low + int(stream.random() * count)
    return lambda stream: low + draw_below(stream, count)
