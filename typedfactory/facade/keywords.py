"""Class bodies that are given as keywords, by `make_factory` and those that call it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


class Keywords(dict[str, "UserValue"]):
    """A class body given as keywords: there, a name that begins with an underscore is a field like any other."""


def is_given(body: Mapping[str, UserValue], name: str, base: type) -> bool:
    """Say whether a name with an underscore was given as a keyword, and is none that factories have.

    Args:
        body: The class body.
        name: The name.
        base: The base factory.

    Example:
        >>> is_given(Keywords(_size=3), "_size", dict), is_given({"_size": 3}, "_size", dict)
        (True, False)
    """
    return isinstance(body, Keywords) and not name.startswith("__") and not hasattr(base, name)
