"""Which of a Django model's fields are filled: those that need a value, and that nobody else gives one."""

from __future__ import annotations

import functools

from django.db.models import NOT_PROVIDED, Field, ForeignKey

from typedfactory.ground.given import UserValue


def is_left_out(field: Field[UserValue, UserValue]) -> bool:
    """Say whether the database or Django itself gives a field its value."""
    return (
        not field.concrete
        or bool(getattr(field, "generated", False))
        or type(field).__name__ in ("CompositePrimaryKey", "OrderWrt")
        or isinstance(field, _auto_fields())
        or bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))
        or bool(field.remote_field is not None and getattr(field.remote_field, "parent_link", False))
        or _is_measured(field)
    )


def _is_measured(field: Field[UserValue, UserValue]) -> bool:
    """Say whether an image field writes its width or height into a field."""
    others = field.model._meta.fields
    return any(
        field.name in (getattr(other, "width_field", None), getattr(other, "height_field", None)) for other in others
    )


@functools.cache
def _auto_fields() -> tuple[type, ...]:
    from django.db.models.fields import AutoFieldMixin  # noqa: PLC0415 - Django's own base of AutoField and its like

    return (AutoFieldMixin,)


def needs_value(field: Field[UserValue, UserValue]) -> bool:
    """Say whether a field has to be given a value so that the object is valid and can be saved."""
    if getattr(field, "db_default", NOT_PROVIDED) is not NOT_PROVIDED:
        return False
    if field.has_default():
        return not field.blank and _is_empty_default(field)
    if not field.blank:
        return True
    if field.null:
        return False
    return field.unique or not field.empty_strings_allowed or isinstance(field, ForeignKey)


def _is_empty_default(field: Field[UserValue, UserValue]) -> bool:
    """Say whether a field's default is one that the field itself refuses (``default=""`` and no ``blank=True``)."""
    default = field.default
    if default in (list, dict, str, tuple):
        default = default()
    empty = list(field.empty_values)
    return any(default is each or (type(default) is type(each) and default == each) for each in empty) and not (
        default is None and field.null
    )
