"""How far down members of columns stand, so that links are straight where they can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: How often the columns are gone through.
ROUNDS = 10


def settle(wishes: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Return where members of a column stand: as near to where they wish to as their order and sizes allow.

    Args:
        wishes: Where the top of each would best be.
        sizes: How much room each takes, with the gap below it.

    Example:
        >>> settle([0.0, 5.0, 100.0], [10.0, 10.0, 10.0])
        [-2.5, 7.5, 100.0]

    Source: isotonic regression by pooling adjacent violators; Ayer et al., 1955.
    """
    starts = [sum(sizes[:index]) for index in range(len(sizes))]
    pools: list[tuple[float, int]] = []
    for wish, start in zip(wishes, starts, strict=True):
        mean, count = wish - start, 1
        while pools and pools[-1][0] > mean:
            other, size = pools.pop()
            mean, count = (mean * count + other * size) / (count + size), count + size
        pools.append((mean, count))
    levels = [mean for mean, count in pools for _ in range(count)]
    return [level + start for level, start in zip(levels, starts, strict=True)]


def heights(
    members: Sequence[Sequence[int]], sizes: Mapping[int, float], ties: Mapping[int, Sequence[tuple[int, float, bool]]]
) -> dict[int, float]:
    """Return how far down the top of each member is.

    Args:
        members: Column → its members, in order.
        sizes: Member → how much room it takes, with the gap below it.
        ties: Member → its neighbours, how much lower than theirs its top would be were the link straight, and whether
            they are to the left.
    """
    tops: dict[int, float] = {}
    for column in members:
        tops.update(zip(column, settle([0.0] * len(column), [sizes[each] for each in column]), strict=True))
    for turn in range(ROUNDS):
        leftwards = turn % 2 == 1
        last = turn >= ROUNDS - 2
        for column in reversed(members) if leftwards else members:
            wishes = [_wish(tops, ties.get(each, ()), each, None if last else not leftwards) for each in column]
            tops.update(zip(column, settle(wishes, [sizes[each] for each in column]), strict=True))
    return tops


def _wish(tops: Mapping[int, float], ties: Sequence[tuple[int, float, bool]], member: int, side: bool | None) -> float:
    """Return where the top of a member would best be: for its neighbours on one side, or for all of them."""
    found = [tops[other] + lower for other, lower, is_left in ties if side is None or is_left is side]
    return sum(found) / len(found) if found else tops[member]
