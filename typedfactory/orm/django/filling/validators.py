"""Django's validators, read: bounds and lengths become limits, what is left checks the values that are made."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
from django.core import validators

from typedfactory.ground.constraints import NONE, Constraints
from typedfactory.ground.given import UserValue
from typedfactory.orm.django.filling.marks import Validator

_READ: tuple[tuple[type[validators.BaseValidator], str], ...] = (
    (validators.MinLengthValidator, "min_length"),
    (validators.MaxLengthValidator, "max_length"),
    (validators.MinValueValidator, "ge"),
    (validators.MaxValueValidator, "le"),
)
#: Validators that hold for whatever is made.
_KEPT_ANYWAY = (validators.DecimalValidator, validators.ProhibitNullCharactersValidator)


@attrs.frozen
class Asked:
    """What validators ask of values.

    Attributes:
        limits: What can be constructed.
        checks: The validators that the limits do not stand for: values are tried on them.
    """

    limits: Constraints
    checks: list[Validator]

    def tightened(self, more: Constraints) -> Asked:
        """Return the same with further limits.

        Args:
            more: The limits.
        """
        return attrs.evolve(self, limits=self.limits.merged_with(more))


def read_validators(found: Iterable[UserValue]) -> Asked:
    """Part validators into what can be constructed and what can only be checked.

    Args:
        found: The validators of a field.
    """
    limits = NONE
    checks: list[Validator] = []
    for validator in found:
        name = next((name for kind, name in _READ if _compares_as(validator, kind)), "")
        if name:
            limit = validator.limit_value() if callable(validator.limit_value) else validator.limit_value
            limits = limits.merged_with(Constraints(**{name: limit}))
        elif isinstance(validator, validators.StepValueValidator) and not getattr(validator, "offset", None):
            limits = limits.merged_with(Constraints(multiple_of=validator.limit_value))
        elif not isinstance(validator, _KEPT_ANYWAY):
            checks.append(validator)
    return Asked(limits, checks)


def _compares_as(validator: object, kind: type[validators.BaseValidator]) -> bool:
    """Say whether a validator is one of Django's own kind, or says the same in other words."""
    actual: UserValue = type(validator)
    return isinstance(validator, kind) and actual.compare is kind.compare and actual.clean is kind.clean
