"""Who stands in which column, and what long links go through on their way."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import attrs

#: From one box to another, by their numbers.
Arc: TypeAlias = tuple[int, int]


@attrs.frozen
class Columns:
    """Boxes, and the places where links pass, column by column.

    Attributes:
        members: Column → who is in it. Numbers beyond those of boxes are places that links pass.
        chains: For each link, all that it goes through, from left to right.
        turned: Which links lead from right to left.
    """

    members: list[list[int]]
    chains: list[list[int]]
    turned: list[bool]

    def arcs(self) -> Iterator[tuple[int, Arc, int]]:
        """Give each step from a column to the next, with the column that it begins in and its link."""
        column = {member: number for number, members in enumerate(self.members) for member in members}
        for link, chain in enumerate(self.chains):
            for one, other in itertools.pairwise(chain):
                yield column[one], (one, other), link


def in_columns(count: int, arcs: Sequence[Arc]) -> Columns:
    """Put boxes into columns.

    Args:
        count: How many boxes there are.
        arcs: The links between them; none from a box to itself.

    Example:
        >>> in_columns(3, [(0, 1), (1, 2), (0, 2)]).members
        [[0], [1, 3], [2]]
    """
    backwards = _closing(count, arcs)
    forward = [(target, source) if (source, target) in backwards else (source, target) for source, target in arcs]
    ranks = _ranks(count, forward)
    members: list[list[int]] = [[] for _ in range(max(ranks, default=0) + 1)]
    for box, rank in enumerate(ranks):
        members[rank].append(box)
    passing = count
    chains = []
    for source, target in forward:
        between = range(ranks[source] + 1, ranks[target])
        for rank in between:
            members[rank].append(passing + rank - between.start)
        chains.append([source, *range(passing, passing + len(between)), target])
        passing += len(between)
    return Columns(members, chains, [arc in backwards for arc in arcs])


def _closing(count: int, arcs: Sequence[Arc]) -> set[Arc]:
    """Return the links that close a circle, as they are met on the way from the first boxes."""
    following: list[list[int]] = [[] for _ in range(count)]
    for source, target in arcs:
        following[source].append(target)
    found: set[Arc] = set()
    state = [0] * count
    for start in range(count):
        # What is underway is 1, what is done is 2.
        way = [(start, iter(following[start]))] if not state[start] else []
        state[start] = state[start] or 1
        while way:
            box, others = way[-1]
            other = next(others, None)
            if other is None:
                state[box] = 2
                way.pop()
            elif state[other] == 1:
                found.add((box, other))
            elif not state[other]:
                state[other] = 1
                way.append((other, iter(following[other])))
    return found


def _ranks(count: int, arcs: Sequence[Arc]) -> list[int]:
    """Return the column of each box: as far right as the longest way to it is, and sources beside what they lead to."""
    following: list[list[int]] = [[] for _ in range(count)]
    open_ends = [0] * count
    for source, target in arcs:
        following[source].append(target)
        open_ends[target] += 1
    sources = [box for box in range(count) if not open_ends[box]]
    ranks = [0] * count
    ready = list(sources)
    for box in ready:
        for other in following[box]:
            ranks[other] = max(ranks[other], ranks[box] + 1)
            open_ends[other] -= 1
            if not open_ends[other]:
                ready.append(other)
    for box in sources:
        if following[box]:
            ranks[box] = min(ranks[other] for other in following[box]) - 1
    return ranks
