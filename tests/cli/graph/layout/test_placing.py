"""Where boxes stand: none on another, each to the right of those that lead to it."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from typedfactory.cli.graph.layout.boxes import Box, Link
from typedfactory.cli.graph.layout.placing import place

SIZES = st.builds(Box, st.integers(20, 200), st.integers(20, 120))


@st.composite
def pictures(draw: st.DrawFn) -> tuple[list[Box], list[Link]]:
    boxes = draw(st.lists(SIZES, min_size=1, max_size=12))
    numbers = st.integers(0, len(boxes) - 1)
    links = st.builds(Link, numbers, numbers, st.just(10), st.just(5))
    return boxes, draw(st.lists(links, max_size=25))


@given(pictures())
def test_no_box_stands_on_another_and_all_are_in_the_picture(picture: tuple[list[Box], list[Link]]) -> None:
    boxes, links = picture
    placed = place(boxes, links)
    rooms = [(x, y, x + box.width, y + box.height) for (x, y), box in zip(placed.corners, boxes, strict=True)]
    for one, other in itertools.combinations(rooms, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] + 1e-6 or other[3] <= one[1] + 1e-6
    points = [(x, y) for room in rooms for x, y in (room[:2], room[2:])] + [
        each for way in placed.routes for each in way
    ]
    assert min(x for x, _ in points) >= 0
    assert min(y for _, y in points) >= -1e-6
    assert max(x for x, _ in points) <= placed.width
    assert max(y for _, y in points) <= placed.height + 1e-6


@given(pictures())
def test_each_link_goes_from_its_box_to_the_other_one(picture: tuple[list[Box], list[Link]]) -> None:
    boxes, links = picture
    placed = place(boxes, links)
    for link, points in zip(links, placed.routes, strict=True):
        for box, (x, y), below in ((link.source, points[0], link.leaves), (link.target, points[-1], link.enters)):
            left, top = placed.corners[box]
            assert x in (left, left + boxes[box].width)
            assert abs(y - top - below) < 1e-6


def test_links_lead_to_the_right_where_there_is_no_circle() -> None:
    links = [Link(0, 1, 10, 10), Link(1, 2, 10, 10), Link(0, 2, 10, 10), Link(3, 2, 10, 10)]
    corners = place([Box(50, 20)] * 4, links).corners
    assert corners[0][0] < corners[1][0] < corners[2][0]
    # What leads only to the last one stands beside it.
    assert corners[3][0] == corners[1][0]


def test_links_that_need_not_cross_do_not() -> None:
    links = [Link(0, 3, 10, 10), Link(1, 2, 10, 10)]
    corners = place([Box(50, 20)] * 5, [*links, Link(4, 0, 10, 10), Link(4, 1, 10, 10)]).corners
    assert (corners[0][1] < corners[1][1]) == (corners[3][1] < corners[2][1])


def test_nothing_is_placed_nowhere() -> None:
    placed = place([], [])
    assert (placed.corners, placed.routes) == ((), ())
