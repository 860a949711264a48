"""The columns of Django's models."""

from __future__ import annotations

import datetime
import decimal
import uuid
from typing import TYPE_CHECKING

from django.db import models

from typedfactory import typeinfo
from typedfactory.datasets.describe.models.layout import Field, Layout
from typedfactory.datasets.planning.constants import is_constant

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: The first that fits is the type.
_TYPES: tuple[tuple[type, type], ...] = (
    (models.BooleanField, bool),
    (models.IntegerField, int),
    (models.FloatField, float),
    (models.DecimalField, decimal.Decimal),
    (models.DateTimeField, datetime.datetime),
    (models.DateField, datetime.date),
    (models.TimeField, datetime.time),
    (models.DurationField, datetime.timedelta),
    (models.UUIDField, uuid.UUID),
    (models.BinaryField, bytes),
)


def is_model(model: UserValue) -> bool:
    """Say whether a class is a model of Django's.

    Args:
        model: The class.
    """
    return isinstance(model, type) and issubclass(model, models.Model)


def layout_of(model: UserValue) -> Layout:
    """Return the columns of a model; foreign keys are their columns, by relations.

    Args:
        model: The model.
    """
    fields: list[Field] = []
    relations: dict[str, str] = {}
    for each in model._meta.concrete_fields:
        target = each.target_field if each.is_relation else each
        fields.append(Field(each.attname, each.attname, _type_of(target, each.null), _default_of(each), each.unique))
        if each.is_relation:
            relations[each.name] = each.attname
    own = any("__init__" in vars(cls) for cls in model.__mro__ if cls not in models.Model.__mro__)
    return Layout(model, tuple(fields), model._meta.pk.attname, relations, not own, keys_in_calls=True)


def _type_of(field: UserValue, nullable: bool) -> object:
    kind: UserValue = next((kind for cls, kind in _TYPES if isinstance(field, cls)), str)
    return kind | None if nullable else kind


def _default_of(field: UserValue) -> UserValue:
    if field.has_default():
        return field.default if is_constant(field.default) else typeinfo.MISSING
    return None if field.null else typeinfo.MISSING
