"""In which order members of a column stand, so that few links cross."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence

from typedfactory.cli.graph.layout.columns import Arc, Columns

#: How often the columns are gone through, there and back.
ROUNDS = 12


def order(columns: Columns) -> None:
    """Order the members of each column by where their neighbours stand, and keep the best order that was met.

    Args:
        columns: The columns; they are changed.

    Source: the barycentre method of Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
    structures", 1981.
    """
    steps: list[list[Arc]] = [[] for _ in columns.members]
    for column, arc, _ in columns.arcs():
        steps[column].append(arc)
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    for arcs in steps:
        for one, other in arcs:
            after.setdefault(one, []).append(other)
            before.setdefault(other, []).append(one)
    members = columns.members
    best, fewest = [list(each) for each in members], _crossings(members, steps)
    for turn in range(ROUNDS):
        leftwards = turn % 2 == 1
        for column in reversed(range(len(members) - 1)) if leftwards else range(1, len(members)):
            _sort(members[column], members[column + 1 if leftwards else column - 1], after if leftwards else before)
        crossings = _crossings(members, steps)
        if crossings < fewest:
            best, fewest = [list(each) for each in members], crossings
    for each, found in zip(members, best, strict=True):
        each[:] = found


def _sort(members: list[int], fixed: Sequence[int], neighbours: Mapping[int, Sequence[int]]) -> None:
    place = {each: index for index, each in enumerate(fixed)}
    own = {each: index * len(fixed) / max(len(members), 1) for index, each in enumerate(members)}

    def middle(member: int) -> float:
        near = neighbours.get(member, ())
        return sum(place[each] for each in near) / len(near) if near else own[member]

    members.sort(key=middle)


def _crossings(members: Sequence[Sequence[int]], steps: Sequence[Sequence[Arc]]) -> int:
    """Count how often steps between neighbouring columns cross."""
    place = {each: index for column in members for index, each in enumerate(column)}
    found = 0
    for arcs in steps:
        ends: list[int] = []
        for _, end in sorted((place[one], place[other]) for one, other in arcs):
            found += len(ends) - bisect.bisect_right(ends, end)
            bisect.insort(ends, end)
    return found
