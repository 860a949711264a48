"""Dataclasses: parameters from the constructor, types and metadata from the fields."""

from __future__ import annotations

import dataclasses

from typedfactory.adapters.signature import (
    Parameter,
    describe_parameter,
    parameter_resolver,
    read_constructor,
    readable_names,
)
from typedfactory.ground.shape import FieldShape, ModelShape


class DataclassAdapter:
    """The standard library's dataclasses, slotted, inherited or with a constructor of their own."""

    def recognises(self, model: type) -> bool:
        """Say whether a class is a dataclass."""
        return dataclasses.is_dataclass(model)

    def shape(self, model: type) -> ModelShape:
        """Return the constructor of a dataclass."""
        known = {field.name: field for field in dataclasses.fields(model)}
        constructor = read_constructor(model)
        fields = tuple(_describe(parameter, known.get(parameter.name)) for parameter in constructor.parameters)
        return ModelShape(model, fields, constructor.closed, readable_names(model, frozenset(known)))


def _describe(parameter: Parameter, field: dataclasses.Field[object] | None) -> FieldShape:
    name = parameter.name
    metadata = field.metadata if field is not None else {}
    return describe_parameter(parameter, name, parameter_resolver(name, name), metadata)
