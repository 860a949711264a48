"""Tuples."""

from __future__ import annotations

from typing import Annotated

import pytest

from tests.values.annotations import Rules
from tests.values.making import value_of
from typedfactory.errors import UnfillableError


def test_tuples_of_fixed_members() -> None:
    assert [type(each) for each in value_of(tuple[int, str, tuple[bool]])] == [int, str, tuple]
    assert value_of(tuple[()]) == ()
    assert len(value_of(Annotated[tuple[int, int], Rules(min_length=2)])) == 2
    with pytest.raises(UnfillableError) as caught:
        value_of(Annotated[tuple[int, int], Rules(min_length=3)])
    assert str(caught.value) == (
        "F.x: no tuple[int, int] satisfies min_length=3. Correct the constraints, or declare the field."
    )
