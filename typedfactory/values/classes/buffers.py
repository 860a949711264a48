"""Stretches of memory and of whole numbers."""

from __future__ import annotations

import array
import types
from typing import TYPE_CHECKING

from typedfactory import typeinfo
from typedfactory.values.core.drawing import drawer_between
from typedfactory.values.core.lengths import LENGTH_CONSTRAINTS, length_range
from typedfactory.values.core.recipes import Domain, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

_LONGEST = 99
#: Element type → type code: eight bytes for numbers, a character of any width.
_CODES = {int: "q", float: "d", str: "u"}


def make_memoryview(request: Request) -> Recipe:
    """Make views of bytes."""
    return request.recipe_for(bytes, request.constraints).mapped(memoryview)


def make_array(request: Request) -> Recipe:
    """Make arrays of whole numbers, floats or characters."""
    element: object = request.arguments[0] if request.arguments else int
    bare: UserValue = typeinfo.peel(element).bare
    code = _CODES.get(bare, "q")
    listed = request.recipe_for(types.GenericAlias(list, (element,)), request.constraints)
    join = "".join if code == "u" else list
    return listed.mapped(lambda values: array.array(code, join(values)), hashable=False)


def make_range(request: Request) -> Recipe:
    """Make ranges that start at 0, of 1 to 99 numbers when nothing is asked."""
    request.accept(*LENGTH_CONSTRAINTS)
    fewest, most = length_range(request)
    most = max(fewest, _LONGEST) if most is None else most
    fewest = min(max(fewest, 1), most)
    draw = drawer_between(fewest, most)
    return Recipe(
        lambda stream, _builder: range(draw(stream)),
        domain=Domain(most - fewest + 1, lambda number: range(fewest + number)),
    )


def make_slice(request: Request) -> Recipe:
    """Make slices that start at 0."""
    request.accept()
    draw = drawer_between(1, _LONGEST)
    return Recipe(lambda stream, _builder: slice(0, draw(stream)), hashable=False)


MAKERS: dict[object, Maker] = {
    memoryview: make_memoryview,
    array.array: make_array,
    range: make_range,
    slice: make_slice,
}
