"""The numbers that a column's values are read from: each a function of the row's number."""

from __future__ import annotations

import abc

import attrs

from typedfactory.datasets.drawing.bijection import Bijection
from typedfactory.datasets.drawing.blocks import Blocks
from typedfactory.datasets.drawing.kernel import Kernel
from typedfactory.datasets.drawing.keys import V, word_of
from typedfactory.datasets.drawing.weights import Buckets


class Codes(abc.ABC):
    """A number for each row."""

    @abc.abstractmethod
    def of(self, kernel: Kernel[V], rows: V) -> V:
        """Return the numbers of rows.

        Args:
            kernel: For one row or for many.
            rows: The rows.
        """


@attrs.frozen
class Number(Codes):
    """The number of the row itself."""

    def of(self, kernel: Kernel[V], rows: V) -> V:
        """Return the rows."""
        return rows


@attrs.frozen
class Uniform(Codes):
    """Any number below a count, each as often.

    Attributes:
        key: Whose stream.
        count: How many numbers there are.
    """

    key: int
    count: int

    def of(self, kernel: Kernel[V], rows: V) -> V:
        """Draw."""
        return kernel.below(word_of(self.key, rows), self.count)


@attrs.frozen
class Weighted(Codes):
    """A number drawn by weight.

    Attributes:
        key: Whose stream.
        buckets: The weights.
        order: Which number has which rank; None where the ranks are the numbers.
    """

    key: int
    buckets: Buckets
    order: Bijection | None = None

    def of(self, kernel: Kernel[V], rows: V) -> V:
        """Draw."""
        ranks = self.buckets.draw(kernel, self.key, rows)
        return ranks if self.order is None else self.order.forth(kernel, ranks)


@attrs.frozen
class Dealt(Codes):
    """Each number the same number of times, in an order of its own.

    Attributes:
        order: The order of all that is dealt out.
        each: How often each number comes.
    """

    order: Bijection
    each: int = 1

    def of(self, kernel: Kernel[V], rows: V) -> V:
        """Take what is dealt to the rows."""
        return self.order.forth(kernel, rows) // self.each


@attrs.frozen
class ParentOf(Codes):
    """The parent of the row.

    Attributes:
        blocks: How many children parents have.
    """

    blocks: Blocks

    def of(self, kernel: Kernel[V], rows: V) -> V:
        """Find the parents."""
        return kernel.parents_of(self.blocks, rows)[0]


@attrs.frozen
class PlaceOf(Codes):
    """The place of the row among the children of its parent.

    Attributes:
        blocks: How many children parents have.
    """

    blocks: Blocks

    def of(self, kernel: Kernel[V], rows: V) -> V:
        """Find the places."""
        return kernel.parents_of(self.blocks, rows)[1]


@attrs.frozen
class OneOfChildren(Codes):
    """One of the children that the row's own parent, or whatever else it refers to, has in another table.

    Attributes:
        key: Whose stream.
        owner: What the row refers to.
        blocks: How many children that has in the other table.
    """

    key: int
    owner: Codes
    blocks: Blocks

    def of(self, kernel: Kernel[V], rows: V) -> V:
        """Draw one of the children."""
        first, count = kernel.children_of(self.blocks, self.owner.of(kernel, rows))
        return first + kernel.below(word_of(self.key, rows), count)


@attrs.frozen
class OneOfDealt(Codes):
    """One of those to whom in another table the same was dealt.

    Attributes:
        key: Whose stream.
        owner: What the row refers to.
        dealt: How that was dealt out in the other table.
    """

    key: int
    owner: Codes
    dealt: Dealt

    def of(self, kernel: Kernel[V], rows: V) -> V:
        """Draw one of those to whom it was dealt."""
        which = kernel.below(word_of(self.key, rows), self.dealt.each)
        return self.dealt.order.back(kernel, self.owner.of(kernel, rows) * self.dealt.each + which)


@attrs.frozen
class Following(Codes):
    """What the row that a row refers to refers to in turn.

    Attributes:
        first: What the row refers to.
        then: What that refers to.
    """

    first: Codes
    then: Codes

    def of(self, kernel: Kernel[V], rows: V) -> V:
        """Follow."""
        return self.then.of(kernel, self.first.of(kernel, rows))


@attrs.frozen
class InTurn(Codes):
    """Numbers below a count, one after the other and again.

    Attributes:
        count: How many numbers there are.
    """

    count: int

    def of(self, kernel: Kernel[V], rows: V) -> V:
        """Take the numbers in turn."""
        return rows % self.count
