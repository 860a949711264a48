"""Which of a Django model's fields are filled: those that need a value, and that nobody else gives one."""

from __future__ import annotations

import functools

from django.db.models import NOT_PROVIDED, Field, ForeignKey, Model

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


def needs_value(field: Field[UserValue, UserValue], *, clean: bool) -> bool:
    """Say whether a field is filled: it has no default, may not be NULL and may not be blank.

    Args:
        field: The field.
        clean: Whether the object is to pass ``full_clean()`` as well (``Meta.autofill = "clean"``).
    """
    if getattr(field, "db_default", NOT_PROVIDED) is not NOT_PROVIDED:
        return False
    if field.default is None and not field.null:
        # A default that the column does not take is none.
        return True
    if field.has_default():
        return clean and not field.blank and _is_empty_default(field)
    if field.null:
        return clean and not field.blank
    if not field.blank:
        return True
    # Blank is a text without letters; where there is no such thing, it would be NULL.
    stored = field.empty_strings_allowed and not isinstance(field, ForeignKey)
    return not stored or (clean and field.unique)


def _is_empty_default(field: Field[UserValue, UserValue]) -> bool:
    """Say whether a field's default is one that ``full_clean()`` refuses (``default=""`` and no ``blank=True``)."""
    default = field.default
    if default in (list, dict, str, tuple):
        default = default()
    return any(
        default is each or (type(default) is type(each) and default == each) for each in list(field.empty_values)
    )


def choices_of(field: Field[UserValue, UserValue]) -> list[tuple[UserValue, UserValue]]:
    """Return the choices of a field, value and label, groups taken apart; some fields have no flat ones.

    Args:
        field: The field.
    """
    if not field.choices:
        return []
    flat: UserValue = field.flatchoices
    if flat is None:
        flat = [
            pair
            for value, label in field.choices
            for pair in (label if isinstance(label, (list, tuple)) else [(value, label)])
        ]
    return list(flat)


def is_abstract(model: type[Model]) -> bool:
    """Say whether a Django model is abstract: no object of it can be made."""
    options = getattr(model, "_meta", None)
    return bool(options is not None and getattr(options, "abstract", False))
