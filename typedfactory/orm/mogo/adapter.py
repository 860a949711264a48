"""Mogo's models as shapes: required fields are filled by the types that they are given."""

from __future__ import annotations

import functools

import bson
import mogo
from mogo import Model, ReferenceField
from mogo.field import NO_DEFAULT, EnumField

from typedfactory.ground.given import UserValue
from typedfactory.ground.shape import FieldShape, ModelShape
from typedfactory.orm.shared.marks import chosen, drawn


class MogoAdapter:
    """Mogo's models."""

    def recognises(self, model: type) -> bool:
        """Say whether a class is a model."""
        return issubclass(model, Model) and model is not Model

    def shape(self, model: UserValue) -> ModelShape:
        """Return the constructor of a model."""
        found = {name: getattr(model, name) for name in model._get_fields().values()}  # noqa: SLF001 - Mogo has no other name for it
        described = [
            FieldShape(
                name=name,
                attribute=name,
                required=field._is_required() and not _has_default(field),  # noqa: SLF001 - Mogo has no other name for it
                hint_name=name,
                keyword_only=True,
                metadata={"mogo": field},
                resolve=functools.partial(_annotate, name=name),
            )
            for name, field in found.items()
        ]
        described.append(FieldShape("_id", "_id", False, "_id", keyword_only=True, annotated=False))
        free = mogo.AUTO_CREATE_FIELDS if model.AUTO_CREATE_FIELDS is None else model.AUTO_CREATE_FIELDS
        return ModelShape(model, tuple(described), closed=not free, attributes=frozenset(found))


def _has_default(field: UserValue) -> bool:
    # The public way calls a default that is a function.
    return getattr(field, "_Field__default", NO_DEFAULT) is not NO_DEFAULT


def _annotate(model: UserValue, *, name: str) -> UserValue:
    field = getattr(model, name)
    if isinstance(field, ReferenceField):
        return field.model
    if isinstance(field, EnumField) and not callable(field.iterable):
        return chosen(list(field.iterable))
    if field.value_type is bson.ObjectId:
        return drawn(bson.ObjectId, lambda stream: bson.ObjectId(stream.getrandbits(96).to_bytes(12, "big")))
    return field.value_type if field.value_type is not None else str
