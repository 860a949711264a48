"""Placing boxes: each part of a picture by itself, and the parts beside each other."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from typedfactory.cli.graph.layout.boxes import Box, Link, Placed, Point
from typedfactory.cli.graph.layout.columns import Columns, in_columns
from typedfactory.cli.graph.layout.heights import heights
from typedfactory.cli.graph.layout.ordering import order

#: Between boxes of a column, between links that pass, and at least between columns, in pixels.
GAP, PASSING, BETWEEN = 18.0, 10.0, 70.0
#: How much wider columns stand apart for each link between them, and how much at most.
FOR_A_LINK, FOR_LINKS = 3.0, 150.0
#: Between the parts of a picture.
APART = 40.0
#: How much wider than high a picture should be.
SHAPE = 1.5


def place(boxes: Sequence[Box], links: Sequence[Link]) -> Placed:
    """Say where boxes stand, and which way links go.

    Args:
        boxes: The boxes.
        links: What leads from one to another.

    Example:
        >>> placed = place([Box(50, 20), Box(50, 20)], [Link(0, 1, 10, 10)])
        >>> placed.corners, placed.routes
        (((0.0, 0.0), (123.0, 0.0)), (((50.0, 10.0), (123.0, 10.0)),))
    """
    corners: dict[int, Point] = {}
    routes: dict[int, tuple[Point, ...]] = {}
    parts = [_place_part(boxes, links, part) for part in _parts(len(boxes), links)]
    width = max(
        max((part.width for part in parts), default=0.0),
        (sum((part.width + APART) * (part.height + APART) for part in parts) * SHAPE) ** 0.5,
    )
    x = y = deepest = widest = 0.0
    for part in sorted(parts, key=lambda each: -each.height):
        if x and x + part.width > width:
            x, y, deepest = 0.0, y + deepest + APART, 0.0
        for number, (across, down) in part.corners.items():
            corners[number] = (across + x, down + y)
        for number, points in part.routes.items():
            routes[number] = tuple((across + x, down + y) for across, down in points)
        x, deepest = x + part.width + APART, max(deepest, part.height)
        widest = max(widest, x - APART)
    return Placed(
        tuple(corners[number] for number in range(len(boxes))),
        tuple(routes[number] for number in range(len(links))),
        widest,
        y + deepest,
    )


@attrs.frozen
class _Part:
    """What hangs together, placed by itself: boxes and links by their numbers in the whole."""

    corners: dict[int, Point]
    routes: dict[int, tuple[Point, ...]]
    width: float
    height: float


def _parts(count: int, links: Sequence[Link]) -> list[list[int]]:
    """Return the boxes that hang together, each part in their order."""
    home = list(range(count))

    def find(box: int) -> int:
        while home[box] != box:
            home[box] = home[home[box]]
            box = home[box]
        return box

    for link in links:
        one, other = find(link.source), find(link.target)
        home[max(one, other)] = min(one, other)
    parts: dict[int, list[int]] = {}
    for box in range(count):
        parts.setdefault(find(box), []).append(box)
    return list(parts.values())


def _place_part(boxes: Sequence[Box], links: Sequence[Link], members: Sequence[int]) -> _Part:
    number = {box: index for index, box in enumerate(members)}
    own = [index for index, link in enumerate(links) if link.source in number]
    moving = [index for index in own if links[index].source != links[index].target]
    columns = in_columns(len(members), [(number[links[each].source], number[links[each].target]) for each in moving])
    order(columns)
    inner = [boxes[box] for box in members]
    inner_links = [
        attrs.evolve(links[each], source=number[links[each].source], target=number[links[each].target])
        for each in moving
    ]
    across = _across(columns, inner)
    tops = _tops(columns, inner, inner_links)
    corners = {index: (across[index][0], tops[index]) for index in range(len(members))}
    routes: dict[int, tuple[Point, ...]] = {}
    for position, each in enumerate(moving):
        routes[each] = _route(columns, position, inner, inner_links[position], across, tops)
    for each in set(own) - set(moving):
        routes[each] = _loop(inner[number[links[each].source]], links[each], corners[number[links[each].source]])
    below = [corners[index][1] + box.height for index, box in enumerate(inner)]
    top = min(0.0, *(down for points in routes.values() for _, down in points)) if routes else 0.0
    return _Part(
        {box: (corners[index][0], corners[index][1] - top) for box, index in number.items()},
        {each: tuple((right, down - top) for right, down in points) for each, points in routes.items()},
        max(corners[index][0] + box.width for index, box in enumerate(inner))
        + (LOOP if len(own) > len(moving) else 0.0),
        max(*below, *(down for points in routes.values() for _, down in points)) - top if routes else max(below),
    )


def _across(columns: Columns, boxes: Sequence[Box]) -> dict[int, tuple[float, float]]:
    """Return how far right the column of each member begins and ends."""
    between = [0] * len(columns.members)
    for column, _, _ in columns.arcs():
        between[column] += 1
    found: dict[int, tuple[float, float]] = {}
    right = 0.0
    for column, members in enumerate(columns.members):
        width = max((boxes[each].width for each in members if each < len(boxes)), default=0.0)
        for each in members:
            found[each] = (right, right + width)
        right += width + BETWEEN + min(FOR_A_LINK * between[column], FOR_LINKS)
    return found


def _tops(columns: Columns, boxes: Sequence[Box], links: Sequence[Link]) -> dict[int, float]:
    """Return how far down each member stands; the highest at 0."""
    sizes = {
        each: boxes[each].height + GAP if each < len(boxes) else PASSING
        for members in columns.members
        for each in members
    }
    ties: dict[int, list[tuple[int, float, bool]]] = {}
    for _, (one, other), link in columns.arcs():
        begin, end = _ends(columns, link, links[link], one, other)
        ties.setdefault(other, []).append((one, begin - end, True))
        ties.setdefault(one, []).append((other, end - begin, False))
    tops = heights(columns.members, sizes, ties)
    highest = min(tops.values(), default=0.0)
    return {each: top - highest for each, top in tops.items()}


def _ends(columns: Columns, link: int, said: Link, one: int, other: int) -> tuple[float, float]:
    """Return how far below the tops of two neighbours a link begins and ends; 0 where it only passes."""
    left, right = (said.enters, said.leaves) if columns.turned[link] else (said.leaves, said.enters)
    chain = columns.chains[link]
    return left if one == chain[0] else 0.0, right if other == chain[-1] else 0.0


def _route(
    columns: Columns,
    link: int,
    boxes: Sequence[Box],
    said: Link,
    across: dict[int, tuple[float, float]],
    tops: dict[int, float],
) -> tuple[Point, ...]:
    chain = columns.chains[link]
    first, *passed, last = chain
    left, right = (said.enters, said.leaves) if columns.turned[link] else (said.leaves, said.enters)
    points: list[Point] = [(across[first][0] + boxes[first].width, tops[first] + left)]
    for each in passed:
        points += [(across[each][0], tops[each]), (across[each][1], tops[each])]
    points.append((across[last][0], tops[last] + right))
    return tuple(reversed(points)) if columns.turned[link] else tuple(points)


#: How far to the right a link goes that leads back to its own box.
LOOP = 34.0


def _loop(box: Box, link: Link, corner: Point) -> tuple[Point, ...]:
    right, top = corner[0] + box.width, corner[1]
    return (
        (right, top + link.leaves),
        (right + LOOP, (2 * top + link.leaves + link.enters) / 2),
        (right, top + link.enters),
    )
