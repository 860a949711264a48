"""What pydantic makes of a type: its own validators, asked through ``TypeAdapter``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, cast

import attrs
from pydantic import ConfigDict, PydanticUserError, TypeAdapter

from typedfactory.values.core.recipes import Conversion, Domain, Recipe

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues

_ANNOTATED: UserValue = Annotated


def adapter_for(bare: object, metadata: tuple[object, ...] = ()) -> TypeAdapter[UserValue]:
    """Return pydantic's validator of a type.

    Args:
        bare: The type.
        metadata: What ``Annotated`` says about it.
    """
    parts = (bare, *metadata)
    annotation: UserValue = _ANNOTATED[parts] if metadata else bare
    try:
        return TypeAdapter(annotation, config=ConfigDict(arbitrary_types_allowed=True))
    except PydanticUserError:
        # Models have a configuration of their own, and refuse another.
        return TypeAdapter(annotation)


def nodes_of(schema: object) -> Iterator[UserValues]:
    """Return the parts of a core schema, outermost first.

    Args:
        schema: ``TypeAdapter.core_schema``, or a part of it.
    """
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield cast("UserValues", schema)
        for name, part in schema.items():
            # How values are written says nothing about what is read.
            if name not in {"serialization", "metadata"}:
                yield from nodes_of(part)
    elif isinstance(schema, (list, tuple)):
        for part in schema:
            yield from nodes_of(part)


def convert(recipe: Recipe, function: Conversion, *, hashable: bool = True, numbered: bool = True) -> Recipe:
    """Return the recipe of values that a function makes from those of another recipe.

    Args:
        recipe: Makes what the function takes.
        function: Makes the value.
        hashable: Whether the new values can be members of a set.
        numbered: Whether different values stay different.
    """
    domain = recipe.domain
    if domain is not None:
        at = domain.at
        domain = Domain(domain.count, lambda number: function(at(number))) if numbered else None
    return attrs.evolve(recipe.mapped(function, hashable=hashable), domain=domain)
