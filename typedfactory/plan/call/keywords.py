"""By position or by which keyword the model's constructor takes its arguments."""

from __future__ import annotations

import itertools
from collections.abc import Container
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValues
    from typedfactory.ground.shape import ModelShape


class ConstructorKeywords:
    """The part of the options that knows how the constructor is called."""

    inline_args: tuple[str, ...]

    if TYPE_CHECKING:

        @property
        def shape(self) -> ModelShape | None: ...  # noqa: D102 - the options have it

    def positional_only(self) -> tuple[str, ...]:
        """Return the names that the constructor takes by position only."""
        shape = self.shape
        return () if shape is None else shape.positional_only

    def positional_names(self, given: Container[str]) -> tuple[str, ...]:
        """Return the names that are passed by position: ``Meta.inline_args``, or what the constructor takes no other way.

        Args:
            given: The names that there are values for.
        """
        return self.inline_args or tuple(itertools.takewhile(given.__contains__, self.positional_only()))

    def by_keyword(self, kwargs: UserValues) -> UserValues:
        """Return the model's arguments by the keywords of its constructor, which may be aliases of the names."""
        shape = self.shape
        return kwargs if shape is None or not (shape.keywords or shape.nested) else shape.arguments(kwargs)
