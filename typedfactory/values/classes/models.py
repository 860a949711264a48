"""Models nested in a type: whoever is building provides them."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from typedfactory import typeinfo
from typedfactory.errors import UnfillableError
from typedfactory.ground.context import ModelBuilder
from typedfactory.values.core.recipes import Recipe
from typedfactory.values.core.requests import Request

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


def is_model(request: Request) -> bool:
    """Say whether a model is asked for."""
    return request.is_model(request.annotation)


def make_model(request: Request) -> Recipe:
    """Make instances of a model, where that ends."""
    request.accept()
    model = request.annotation

    def make(_stream: Random, builder: ModelBuilder) -> UserValue:
        if not builder.can_build(model):
            raise UnfillableError(
                f"{request.where}: filling it never ends: {builder.way_to(model)} → …. "
                f"Declare the field, or let a type on the way be optional."
            )
        return builder.build(model)

    return Recipe(
        make,
        possible=lambda builder: builder.can_build(model),
        hashable=getattr(typeinfo.class_of(model), "__hash__", None) is not None,
    )
