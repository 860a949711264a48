"""Whether a value that is given keeps constraints."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from typedfactory.ground.constraints import Constraints, InstanceOf, OneOf, Pattern
from typedfactory.values.judging.checking import meets

UTC = datetime.timezone.utc
NAIVE, AWARE = datetime.datetime(2024, 1, 1), datetime.datetime(2024, 1, 1, tzinfo=UTC)  # noqa: DTZ001 - one without


@pytest.mark.parametrize(
    ("constraints", "kept", "broken"),
    [
        (Constraints(gt=1, lt=3), 2, 3),
        (Constraints(ge=1, le=3), 1, 4),
        (Constraints(multiple_of=Decimal("0.5")), 1.5, 1.75),
        (Constraints(min_length=1, max_length=2), "ab", ""),
        (Constraints(pattern=("a",)), "bab", "b"),
        (Constraints(pattern=(Pattern("a", "fullmatch"),)), "a", "ab"),
        (Constraints(decimal_places=2), Decimal("1.25"), Decimal("1.125")),
        (Constraints(max_digits=3), Decimal("12.5"), Decimal("12.25")),
        (Constraints(max_digits=4, decimal_places=2), Decimal("12.5"), Decimal(123)),
        (Constraints(max_digits=2), Decimal("0.12"), Decimal("0.123")),
        (Constraints(predicates=(str.islower,)), "a", "A"),
        (Constraints(one_of=(OneOf([1, 2]),)), 1, True),
        (Constraints(instance_of=(InstanceOf(int),)), 1, "1"),
        (Constraints(time_zone=(...,)), AWARE, NAIVE),
        (Constraints(time_zone=("UTC",)), AWARE, NAIVE),
        (Constraints(time_zone=(None,)), NAIVE, AWARE),
        (Constraints(gt=1), 2, "2"),
        (Constraints(min_length=1), "a", 1),
    ],
)
def test_a_value_keeps_them_or_not(constraints: Constraints, kept: Any, broken: Any) -> None:
    assert meets(kept, constraints)
    assert not meets(broken, constraints)
