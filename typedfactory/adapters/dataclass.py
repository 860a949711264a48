"""Dataclasses: parameters from the constructor, types and metadata from the fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from typedfactory.adapters.signature import (
    ConstructorShape,
    Parameter,
    describe_parameter,
    parameter_resolver,
    read_constructor,
    readable_names,
)
from typedfactory.ground.shape import FieldShape, ModelShape

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


_NOTHING: Mapping[UserValue, UserValue] = MappingProxyType({})


class DataclassAdapter:
    """The standard library's dataclasses, slotted, inherited or with a constructor of their own."""

    def recognises(self, model: type) -> bool:
        """Say whether a class is a dataclass."""
        return dataclasses.is_dataclass(model)

    def shape(self, model: type) -> ModelShape:
        """Return the constructor of a dataclass."""
        return ConstructorShape(model, read_constructor(model), _describe, _attributes)


def _describe(model: type, parameters: tuple[Parameter, ...]) -> tuple[FieldShape, ...]:
    metadata = {field.name: field.metadata for field in dataclasses.fields(model)}
    return tuple(
        [
            describe_parameter(
                each, each.name, parameter_resolver(each.name, each.name), metadata.get(each.name, _NOTHING)
            )
            for each in parameters
        ]
    )


def _attributes(model: type) -> frozenset[str]:
    return readable_names(model, frozenset(field.name for field in dataclasses.fields(model)))
