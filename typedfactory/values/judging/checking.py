"""Whether a value keeps constraints: for values that are chosen among given ones, not made."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from typedfactory.ground.constraints import Constraints
from typedfactory.values.text.patterns import as_pattern
from typedfactory.values.text.regex.parser import parse

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: Says whether a value is as it should be; a predicate of a user's is one.
Test: TypeAlias = "Callable[[UserValue], object]"


def meets(value: UserValue, constraints: Constraints) -> bool:
    """Say whether a value keeps constraints; one that they mean nothing to does not.

    Args:
        value: Any value.
        constraints: What is asked; ``unique`` and the number of digits of what is no decimal are left out.

    Example:
        >>> meets(5, Constraints(ge=5)), meets(5, Constraints(min_length=2))
        (True, False)
    """
    try:
        return all(
            (
                constraints.gt is None or value > constraints.gt,
                constraints.ge is None or value >= constraints.ge,
                constraints.lt is None or value < constraints.lt,
                constraints.le is None or value <= constraints.le,
                constraints.multiple_of is None or is_multiple(value, constraints.multiple_of),
                constraints.min_length is None or len(value) >= constraints.min_length,
                constraints.max_length is None or len(value) <= constraints.max_length,
                all(matches(value, pattern) for pattern in constraints.pattern),
                _has_places(value, constraints),
                all(predicate(value) for predicate in constraints.predicates),
                all(is_among(value, choice.values) for choice in constraints.one_of),
                all(isinstance(value, each.cls) for each in constraints.instance_of),
                all(_has_zone(value, zone) for zone in constraints.time_zone),
            )
        )
    except TypeError:
        # What cannot be compared with a bound, or has no length, does not keep it.
        return False


def is_multiple(value: UserValue, step: UserValue) -> bool:
    """Say whether a number is an exact multiple of another."""
    return Fraction(value) % Fraction(step) == 0


def is_among(value: object, values: tuple[object, ...]) -> bool:
    """Say whether a value is one of some, of the same type (1 is not True)."""
    return any(value is each or (type(value) is type(each) and value == each) for each in values)


def matches(value: object, pattern: object) -> bool:
    """Say whether text matches a pattern."""
    asked = as_pattern(pattern)
    return getattr(parse(asked.regex).compiled, asked.mode)(value) is not None


def _has_places(value: object, constraints: Constraints) -> bool:
    if constraints.max_digits is None and constraints.decimal_places is None:
        return True
    exact = Fraction(Decimal(str(value)))
    places = next((each for each in range(1000) if (exact * 10**each).denominator == 1), 1000)
    whole = len(str(abs(int(exact)))) if abs(exact) >= 1 else 0
    if constraints.decimal_places is not None and places > constraints.decimal_places:
        return False
    if constraints.max_digits is None:
        return True
    return whole + max(places, constraints.decimal_places or 0) <= constraints.max_digits or (
        whole == 0 and places <= constraints.max_digits
    )


def _has_zone(value: UserValue, zone: object) -> bool:
    own = value.tzinfo
    return own is None if zone is None else own is not None and (zone is ... or str(own) == str(zone))
