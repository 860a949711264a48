"""Names that users have added to the table."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from typedfactory.realism.reading import words_of

if TYPE_CHECKING:
    from typedfactory.ground.context import Resolver
    from typedfactory.ground.given import UserValue

#: Makes a value: called with the random stream and the resolver of the object.
OwnMaker: TypeAlias = "Callable[[Random, Resolver[UserValue] | None], UserValue]"

_own: dict[str, OwnMaker | None] = {}


def remember_name(name: str, maker: OwnMaker | None) -> None:
    """Add a name to the table, for all factories; see ``typedfactory.realistic.register``."""
    _own["_".join(words_of(name))] = maker


def forget_names() -> None:
    """Forget all names that were added."""
    _own.clear()


def own_maker(name: str) -> tuple[str, OwnMaker | None] | None:
    """Return the added name that a field's name ends with, and its maker; None where there is no such name.

    Args:
        name: The field.
    """
    words = words_of(name)
    for start in range(len(words)):
        end = "_".join(words[start:])
        if end in _own:
            return end, _own[end]
    return None
