"""Text and bytes of a wanted length."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Annotated, Any

import pytest

from tests.values.annotations import Rules
from tests.values.making import value_of, values_of
from typedfactory.errors import UnfillableError


def test_text_is_twelve_lower_case_letters() -> None:
    values = values_of(str)
    assert all(len(value) == 12 and value.isascii() and value.isalpha() and value.islower() for value in values)
    assert len(set(values)) == 200


def test_any_and_object_get_text() -> None:
    assert type(value_of(Any)) is str
    assert type(value_of(object)) is str


def test_bytes_are_twelve() -> None:
    assert all(type(value) is bytes and len(value) == 12 for value in values_of(bytes))
    assert all(type(value) is bytearray and len(value) == 12 for value in values_of(bytearray))


@pytest.mark.parametrize("kind", [str, bytes, bytearray])
@pytest.mark.parametrize(
    ("rules", "length"),
    [
        (Rules(max_length=0), 0),
        (Rules(max_length=1), 1),
        (Rules(max_length=7), 7),
        (Rules(min_length=13), 13),
        (Rules(min_length=100, max_length=200), 100),
        (Rules(min_length=3, max_length=3), 3),
        (Rules(min_length=1), 12),
    ],
)
def test_lengths_are_kept(kind: Any, rules: Rules, length: int) -> None:
    assert {len(value) for value in values_of(Annotated[kind, rules], 20)} == {length}


def test_lengths_that_exclude_each_other_are_refused() -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(Annotated[str, Rules(min_length=3, max_length=2)])
    assert str(caught.value) == (
        "F.x: no str satisfies min_length=3 and max_length=2. Correct the constraints, or declare the field."
    )


def test_patterns_are_kept() -> None:
    assert set(value_of(Annotated[str, SimpleNamespace(pattern="^a+$")])) == {"a"}


def test_byte_arrays_take_no_patterns() -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(Annotated[bytearray, SimpleNamespace(pattern=b"^a+$")])
    assert str(caught.value) == (
        "F.x: pattern=b'^a+$' cannot be satisfied for bytearray. Declare the field, or correct its constraints."
    )


@pytest.mark.parametrize(
    ("annotation", "wanted"),
    [
        (Annotated[str, Rules(max_length=1)], 3000),
        (Annotated[str, Rules(max_length=0)], 1),
        (Annotated[bytes, Rules(max_length=1)], 257),
        (str, 50),
    ],
)
def test_a_set_gets_as_many_different_texts_as_it_needs(annotation: Any, wanted: int) -> None:
    assert len(value_of(Annotated[set[annotation], Rules(min_length=wanted)])) == wanted
