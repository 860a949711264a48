"""Django's validators, read: bounds and lengths become limits, what is left checks the values that are made."""

from __future__ import annotations

from collections.abc import Iterable

from django.core import validators

from typedfactory.ground.constraints import Limits
from typedfactory.ground.given import UserFunction, UserValue, UserValues
from typedfactory.orm.django.filling.marks import Validator

_READ: tuple[tuple[type[validators.BaseValidator], str, UserFunction], ...] = (
    (validators.MinLengthValidator, "min_length", max),
    (validators.MaxLengthValidator, "max_length", min),
    (validators.MinValueValidator, "ge", max),
    (validators.MaxValueValidator, "le", min),
)

#: Validators that hold for whatever is made.
_KEPT_ANYWAY = (validators.DecimalValidator, validators.ProhibitNullCharactersValidator)


def read_validators(found: Iterable[UserValue]) -> tuple[UserValues, list[Validator]]:
    """Part validators into what can be constructed and what can only be checked.

    Args:
        found: The validators of a field.

    Returns:
        The arguments of `Limits`, and the validators that they do not stand for.
    """
    read: UserValues = {}
    checks: list[Validator] = []
    for validator in found:
        name, tighter = next(
            ((name, tighter) for kind, name, tighter in _READ if _compares_as(validator, kind)), ("", max)
        )
        if name:
            limit = validator.limit_value() if callable(validator.limit_value) else validator.limit_value
            read[name] = limit if name not in read else tighter(read[name], limit)
        elif isinstance(validator, validators.StepValueValidator) and not getattr(validator, "offset", None):
            read["multiple_of"] = validator.limit_value
        elif not isinstance(validator, _KEPT_ANYWAY):
            checks.append(validator)
    return read, checks


def _compares_as(validator: object, kind: type[validators.BaseValidator]) -> bool:
    """Say whether a validator is one of Django's own kind, or says the same in other words."""
    actual: UserValue = type(validator)
    return isinstance(validator, kind) and actual.compare is kind.compare and actual.clean is kind.clean


def tightened(read: UserValues, **more: UserValue) -> Limits:
    """Return limits: what validators say, and what the field itself says.

    Args:
        read: What validators say.
        **more: Further limits; None is none.
    """
    merged = dict(read)
    for name, value in more.items():
        if value is None:
            continue
        tighter = max if name in ("gt", "ge", "min_length") else min
        merged[name] = value if merged.get(name) is None else tighter(merged[name], value)
    return Limits(**merged)
