"""Django's validators, read: bounds and lengths become limits, what is left checks the values that are made."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
from django.core import validators

from typedfactory.ground.constraints import Limits
from typedfactory.ground.given import UserFunction, UserValue, UserValues
from typedfactory.orm.django.filling.marks import Validator

_READ: tuple[tuple[type[validators.BaseValidator], str], ...] = (
    (validators.MinLengthValidator, "min_length"),
    (validators.MaxLengthValidator, "max_length"),
    (validators.MinValueValidator, "ge"),
    (validators.MaxValueValidator, "le"),
)
#: Limits of which the greater one counts; of all others it is the lesser one.
_TIGHTER: dict[str, UserFunction] = {"gt": max, "ge": max, "min_length": max}

#: Validators that hold for whatever is made.
_KEPT_ANYWAY = (validators.DecimalValidator, validators.ProhibitNullCharactersValidator)


@attrs.frozen
class Asked:
    """What validators ask of values.

    Attributes:
        limits: What can be constructed.
        checks: The validators that the limits do not stand for: values are tried on them.
    """

    limits: Limits
    checks: list[Validator]

    def tightened(self, **more: UserValue) -> Asked:
        """Return the same with further limits.

        Args:
            **more: The limits; None is none.
        """
        tighter = {
            name: _TIGHTER.get(name, min)(known, value) if (known := getattr(self.limits, name)) is not None else value
            for name, value in more.items()
            if value is not None
        }
        return attrs.evolve(self, limits=attrs.evolve(self.limits, **tighter))


def read_validators(found: Iterable[UserValue]) -> Asked:
    """Part validators into what can be constructed and what can only be checked.

    Args:
        found: The validators of a field.
    """
    read: UserValues = {}
    checks: list[Validator] = []
    for validator in found:
        name = next((name for kind, name in _READ if _compares_as(validator, kind)), "")
        if name:
            limit = validator.limit_value() if callable(validator.limit_value) else validator.limit_value
            read[name] = limit if name not in read else _TIGHTER.get(name, min)(read[name], limit)
        elif isinstance(validator, validators.StepValueValidator) and not getattr(validator, "offset", None):
            read["multiple_of"] = validator.limit_value
        elif not isinstance(validator, _KEPT_ANYWAY):
            checks.append(validator)
    return Asked(Limits(**read), checks)


def _compares_as(validator: object, kind: type[validators.BaseValidator]) -> bool:
    """Say whether a validator is one of Django's own kind, or says the same in other words."""
    actual: UserValue = type(validator)
    return isinstance(validator, kind) and actual.compare is kind.compare and actual.clean is kind.clean
