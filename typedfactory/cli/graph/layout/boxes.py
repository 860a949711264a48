"""What is placed: boxes, and links between them."""

from __future__ import annotations

from typing import TypeAlias

import attrs

#: Across and down, in pixels.
Point: TypeAlias = tuple[float, float]


@attrs.frozen
class Box:
    """What takes up room.

    Attributes:
        width: Its width, in pixels.
        height: Its height.
    """

    width: float
    height: float


@attrs.frozen
class Link:
    """What leads from one box to another.

    Attributes:
        source: The number of the first box.
        target: The number of the other one.
        leaves: How far below the top of the first box it begins.
        enters: How far below the top of the other one it ends.
    """

    source: int
    target: int
    leaves: float
    enters: float


@attrs.frozen
class Placed:
    """Where all is.

    Attributes:
        corners: The upper left corner of each box.
        routes: The points that each link goes through, from the first box to the other one.
        width: The width of the whole.
        height: Its height.
    """

    corners: tuple[Point, ...]
    routes: tuple[tuple[Point, ...], ...]
    width: float
    height: float
