"""Models nested in a type: whoever is building provides them."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import attrs

from typedfactory import typeinfo
from typedfactory.errors import UnfillableError
from typedfactory.ground.context import ModelBuilder
from typedfactory.values.core.recipes import Recipe
from typedfactory.values.core.requests import Request

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


@attrs.frozen
class MakesModel:
    """Makes instances of a model, and nothing else is asked of them.

    Args:
        model: The class, or an alias of it with arguments.
        where: ``"UserFactory.home"``, for messages.
    """

    model: UserValue
    where: str

    def __call__(self, _stream: Random, builder: ModelBuilder) -> UserValue:
        """Make one, if that ends."""
        if not builder.can_build(self.model):
            raise UnfillableError(
                f"{self.where}: filling it never ends: {builder.way_to(self.model)} → …. "
                f"Declare the field, or let a type on the way be optional."
            )
        return builder.build(self.model)


def is_model(request: Request) -> bool:
    """Say whether a model is asked for."""
    return request.is_model(request.annotation)


def make_model(request: Request) -> Recipe:
    """Make instances of a model, where that ends."""
    request.accept()
    model, shown = request.annotation, request.model_variants
    return Recipe(
        MakesModel(model, request.where),
        possible=lambda builder: builder.can_build(model),
        hashable=getattr(typeinfo.class_of(model), "__hash__", None) is not None,
        variants=None if shown is None else lambda: shown(model),
    )
