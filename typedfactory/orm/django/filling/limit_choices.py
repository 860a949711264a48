"""``limit_choices_to``, read: what a related object must have so that a foreign key may point to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import attrs
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import AutoField, Field, ForeignKey, Model, Q

from typedfactory.declarations import AUTO
from typedfactory.fuzzy import FuzzyChoice
from typedfactory.ground.given import UserValue, UserValues

if TYPE_CHECKING:
    from django.db.models import ManyToManyField
    from django.db.models.options import Options

#: Lookups that the value itself satisfies.
_KEPT = ("exact", "iexact", "gte", "lte", "contains", "icontains", "startswith", "istartswith", "endswith", "iendswith")
_TESTS: dict[str, Callable[[UserValue, UserValue], bool]] = {
    "exact": lambda own, asked: bool(own == asked),
    "iexact": lambda own, asked: bool(own.lower() == str(asked).lower()),
    "in": lambda own, asked: own in list(asked),
    "startswith": lambda own, asked: bool(own.startswith(asked)),
    "contains": lambda own, asked: asked in own,
    "endswith": lambda own, asked: bool(own.endswith(asked)),
}


class UnreadableLimitError(ValueError):
    """A part of ``limit_choices_to`` is of no simple form."""


def limit_of(field: Field[UserValue, UserValue]) -> Q | None:
    """Return what a field limits its choices to; None where it does not.

    Args:
        field: A foreign key or many-to-many field.
    """
    asked = field.get_limit_choices_to() if hasattr(field, "get_limit_choices_to") else None
    if not asked:
        return None
    return asked if isinstance(asked, Q) else Q(**asked)


def unreadable(field: Field[UserValue, UserValue], reason: object) -> str:
    """Return the message for a ``limit_choices_to`` that is of no simple form, without the place.

    Args:
        field: The field.
        reason: What is wrong.
    """
    name = f"{field.model._meta.object_name}.{field.name}"
    return f"an object that limit_choices_to of {name} allows cannot be made: {reason}. Declare the field."


@attrs.frozen
class Limit:
    """What a related object must have.

    Attributes:
        values: Path of a field → value or declaration.
        keys: The fields among them whose values are unique, so that there can be but one such object.
    """

    values: UserValues
    keys: tuple[str, ...]


def read_limit(model: type[Model], condition: Q) -> Limit:
    """Return what an object of a model must have to satisfy a condition.

    Args:
        model: The related model.
        condition: The condition.

    Raises:
        UnreadableLimitError: It is of no simple form.
    """
    values: UserValues = {}
    for path, lookup, value, negated in _parts(condition, negated=False):
        names = path.split("__")
        field, rest = _field_of(model, names)
        lookup = "__".join([*rest, *([lookup] if lookup else [])]) or "exact"  # noqa: PLW2901 - put together here
        kept = path if not rest else "__".join(names[: len(names) - len(rest)])
        found = _value_for(field, lookup, value, negated=negated)
        if found is not _ANY:
            values[kept] = found
    fields = {field.name: field for field in model._meta.fields}
    keys = tuple(name for name in values if name in fields and fields[name].unique)
    return Limit(values, keys)


def values_within(field: ManyToManyField[Model, Model]) -> UserValues:
    """Return what a field's ``limit_choices_to`` asks of an object; nothing where it is of no simple form.

    Args:
        field: A many-to-many field. Django does not check it when an object is cleaned, so nothing has to be refused.
    """
    condition = limit_of(field)
    try:
        return {} if condition is None else dict(read_limit(field.related_model, condition).values)
    except UnreadableLimitError:
        return {}


_ANY = object()


def _parts(condition: object, *, negated: bool) -> Iterator[tuple[str, str, UserValue, bool]]:
    """Yield path, lookup, value and negation of what has to hold; of alternatives, the first."""
    if isinstance(condition, tuple):
        yield str(condition[0]), "", condition[1], negated
        return
    if not isinstance(condition, Q):
        raise UnreadableLimitError(f"{type(condition).__name__} is an expression")
    negated = negated is not condition.negated
    several = len(condition.children) > 1
    if condition.connector == Q.XOR and several:
        raise UnreadableLimitError("its parts exclude each other")
    either = several and (condition.connector == Q.OR) is not negated
    for child in condition.children[:1] if either else condition.children:
        yield from _parts(child, negated=negated)


def _field_of(model: type[Model], names: list[str]) -> tuple[Field[UserValue, UserValue], list[str]]:
    """Return the field at the end of a path, and what of the path is left: lookups."""
    path = "__".join(names)
    current: type[Model] | None = model
    field: Field[UserValue, UserValue] | None = None
    rest = list(names)
    while rest and current is not None:
        try:
            following: UserValue = current._meta.pk if rest[0] == "pk" else current._meta.get_field(rest[0])
        except FieldDoesNotExist:
            break
        if not following.concrete or following.many_to_many:
            raise UnreadableLimitError(f"{path} leads over a relation to many")
        field, rest = following, rest[1:]
        current = following.related_model if isinstance(following, ForeignKey) else None
    if field is None:
        raise UnreadableLimitError(f"{path} names no field of {model._meta.object_name}")
    if isinstance(field, AutoField):
        raise UnreadableLimitError(f"{path} names rows by a key that the database gives")
    return field, rest


def _value_for(field: Field[UserValue, UserValue], lookup: str, value: UserValue, *, negated: bool) -> UserValue:
    """Return a value or declaration that satisfies a lookup; `_ANY` where whatever is filled does."""
    if hasattr(value, "resolve_expression"):
        raise UnreadableLimitError(f"{field.name} is compared with an expression")
    if negated:
        return _value_against(field, lookup, value)
    if lookup == "isnull":
        return None if value else AUTO
    if lookup == "in":
        values = list(value)
        return FuzzyChoice(values) if len(values) != 1 else values[0]
    if lookup == "range":
        return value[0]
    if lookup in ("gt", "lt") and isinstance(value, int):
        return value + (1 if lookup == "gt" else -1)
    if lookup not in _KEPT:
        raise UnreadableLimitError(f"the lookup {lookup!r} of {field.name} is not read")
    return value


def _value_against(field: Field[UserValue, UserValue], lookup: str, value: UserValue) -> UserValue:
    """Return a value that does not satisfy a lookup."""
    if lookup == "isnull":
        return AUTO if value else None
    if lookup not in ("exact", "in"):
        raise UnreadableLimitError(f"the negated lookup {lookup!r} of {field.name} is not read")
    refused = list(value) if lookup == "in" else [value]
    known = [True, False] if field.get_internal_type() == "BooleanField" else [each for each, _ in field.flatchoices]
    others = [each for each in known if each not in refused]
    if known and not others:
        raise UnreadableLimitError(f"no value of {field.name} is left")
    if others:
        return FuzzyChoice(others) if len(others) > 1 else others[0]
    return AUTO if field.has_default() else _ANY


def limited_models(condition: Q) -> list[type[Model]]:
    """Return the models whose content types satisfy a condition.

    Args:
        condition: A condition on the fields of ContentType.

    Raises:
        UnreadableLimitError: It is of no simple form.
    """
    models = [model for model in apps.get_models() if model._meta.managed and _holds(condition, model._meta)]
    return [model for model in models if not any(map(_is_generic, model._meta.private_fields))] or models


def _is_generic(field: Field[UserValue, UserValue]) -> bool:
    """Say whether a field is a generic foreign key: what points on could go on for ever."""
    return hasattr(field, "ct_field") and not field.one_to_many


def _holds(condition: UserValue, options: Options[Model]) -> bool:
    if isinstance(condition, Q):
        found = [_holds(child, options) for child in condition.children]
        held = all(found) if condition.connector == Q.AND else any(found)
        return held is not condition.negated
    name, _, lookup = str(condition[0]).partition("__")
    test = _TESTS.get(lookup or "exact")
    if name not in ("app_label", "model") or test is None:
        raise UnreadableLimitError(f"{condition[0]} is not read")
    return test(options.app_label if name == "app_label" else options.model_name, condition[1])
