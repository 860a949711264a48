"""Sequences and sets."""

from __future__ import annotations

from collections import abc
from random import Random
from typing import Annotated, Any, Literal

import attrs
import pytest

from tests.values.annotations import Rules
from tests.values.making import Builder, Thing, value_of
from typedfactory.errors import UnfillableError
from typedfactory.ground.constraints import Constraints
from typedfactory.values import make_recipe


def test_an_iterator_can_be_read_once() -> None:
    values = value_of(abc.Iterator[int])
    assert [type(each) for each in values] == [int]
    assert list(values) == []
    assert list(value_of(abc.Iterator[Thing], busy=[Thing])) == []


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        (
            Annotated[set[bool], Rules(min_length=3)],
            (
                "3 different values of type bool are wanted, and only 2 could be made. "
                "Lower the minimum length, or declare the field."
            ),
        ),
        (
            Annotated[dict[Literal["a"], int], Rules(min_length=2)],
            (
                "2 different values of type Literal['a'] are wanted, and only 1 could be made. "
                "Lower the minimum length, or declare the field."
            ),
        ),
        (
            Annotated[set[Literal[1] | bool], Rules(min_length=3)],
            (
                "3 different values of type Literal[1] | bool are wanted, and only 2 could be made. "
                "Lower the minimum length, or declare the field."
            ),
        ),
        (
            set[list[int]],
            (
                "values of type list[int] cannot be members of set[list[int]]: they have no hash. "
                "Correct the type, or declare the field."
            ),
        ),
        (
            dict[tuple[bytearray, ...], int],
            (
                "values of type tuple[bytearray, ...] cannot be members of dict[tuple[bytearray, ...], int]: "
                "they have no hash. Correct the type, or declare the field."
            ),
        ),
    ],
)
def test_what_cannot_be_a_set_is_refused(annotation: Any, message: str) -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(annotation)
    assert str(caught.value) == f"F.x: {message}"


def test_models_that_are_all_equal_do_not_fill_a_set() -> None:
    @attrs.frozen
    class Same:
        pass

    make = make_recipe(
        Annotated[set[Same], Rules(min_length=2)], where="F.x", is_model=lambda annotation: annotation is Same
    ).make
    with pytest.raises(UnfillableError) as caught:
        make(Random(1), Builder())
    assert str(caught.value) == (
        "F.x: 2 different values of type Same are wanted, and only 1 could be made. "
        "Lower the minimum length, or declare the field."
    )


@pytest.mark.parametrize(
    ("member", "count"),
    [
        (frozenset[bool], 4),
        (tuple[bool, bool], 4),
        (tuple[bool, ...], 2),
        (frozenset[int], 10),
        (Annotated[frozenset[bool], Rules(min_length=1, max_length=1)], 2),
        (tuple[()], 1),
    ],
)
def test_collections_in_sets_differ(member: Any, count: int) -> None:
    assert len(value_of(Annotated[set[member], Rules(min_length=count)])) == count


def test_a_list_whose_elements_must_differ() -> None:
    make = make_recipe(
        list[bool], where="F.x", constraints=Constraints(unique=True, min_length=2), is_model=lambda _: False
    ).make
    assert sorted(make(Random(1), Builder())) == [False, True]
