"""What draws need beyond plain arithmetic, for one row or for many at once."""

from __future__ import annotations

import abc
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic

import attrs

from typedfactory.datasets.drawing.keys import V

if TYPE_CHECKING:
    from typedfactory.datasets.drawing.blocks import Blocks


@attrs.frozen(eq=False)
class Series:
    """Whole numbers to look things up in, told apart by identity: they may be many.

    Attributes:
        numbers: The numbers.
    """

    numbers: Sequence[int]


class Kernel(abc.ABC, Generic[V]):
    """Arithmetic on one row's numbers, or on those of many; both come to the same, number by number."""

    @abc.abstractmethod
    def below(self, words: V, count: int | V) -> V:
        """Return a number from 0 on and below a count, for each word.

        Args:
            words: Words of 64 random bits.
            count: How many numbers there are, less than 2**53.
        """

    @abc.abstractmethod
    def place_in(self, bounds: Series, words: V) -> V:
        """Return how many of the bounds are not above each number.

        Args:
            bounds: Ascending numbers.
            words: The numbers.
        """

    @abc.abstractmethod
    def item_of(self, series: Series, places: V) -> V:
        """Return the numbers at some places.

        Args:
            series: The numbers.
            places: Where.
        """

    @abc.abstractmethod
    def walk(self, step: Callable[[V], V], numbers: V, limit: int) -> V:
        """Apply a function, and apply it again to what is not below the limit.

        Args:
            step: The function.
            numbers: Where to start.
            limit: What all results are below.
        """

    @abc.abstractmethod
    def parents_of(self, blocks: Blocks, rows: V) -> tuple[V, V]:
        """Return the parents of rows, and the place of each row among the children of its parent.

        Args:
            blocks: How many children parents have.
            rows: The rows.
        """

    @abc.abstractmethod
    def children_of(self, blocks: Blocks, parents: V) -> tuple[V, V]:
        """Return the first child of parents, and how many there are.

        Args:
            blocks: How many children parents have.
            parents: The parents.
        """
