"""Another order of the numbers below a limit, of which any one is computed alone, in either direction.

Source: a Feistel network of as many bits as the limit needs, and walking on from numbers beyond it, as Black and Rogaway
describe in "Ciphers with arbitrary finite domains" (2002).
"""

from __future__ import annotations

import functools

import attrs

from typedfactory.datasets.drawing.kernel import Kernel
from typedfactory.datasets.drawing.keys import GAMMA, MASK, V, mix

_ROUNDS = 6


@attrs.frozen(slots=False)
class Bijection:
    """An order of the numbers below a limit.

    Attributes:
        key: Whose order.
        limit: How many numbers there are.

    Example:
        >>> from typedfactory.datasets.drawing.scalars import SCALARS
        >>> order = Bijection(7, 5)
        >>> sorted(order.forth(SCALARS, number) for number in range(5))
        [0, 1, 2, 3, 4]
        >>> order.back(SCALARS, order.forth(SCALARS, 3))
        3
    """

    key: int
    limit: int

    @functools.cached_property
    def _half(self) -> int:
        return max(1, ((self.limit - 1).bit_length() + 1) // 2)

    @functools.cached_property
    def _keys(self) -> list[int]:
        return [mix((self.key + turn * GAMMA) & MASK) for turn in range(1, _ROUNDS + 1)]

    def forth(self, kernel: Kernel[V], numbers: V) -> V:
        """Return what stands at places in the order.

        Args:
            kernel: For one number or for many.
            numbers: The places.
        """
        half, keys = self._half, self._keys

        def step(number: V) -> V:
            left, right = number >> half, number & ((1 << half) - 1)
            for key in keys:
                left, right = right, left ^ (mix((right + key) & MASK) & ((1 << half) - 1))
            return (left << half) | right

        return kernel.walk(step, numbers, self.limit)

    def back(self, kernel: Kernel[V], numbers: V) -> V:
        """Return the places at which numbers stand in the order.

        Args:
            kernel: For one number or for many.
            numbers: The numbers.
        """
        half, keys = self._half, self._keys

        def step(number: V) -> V:
            left, right = number >> half, number & ((1 << half) - 1)
            for key in reversed(keys):
                left, right = right ^ (mix((left + key) & MASK) & ((1 << half) - 1)), left
            return (left << half) | right

        return kernel.walk(step, numbers, self.limit)
