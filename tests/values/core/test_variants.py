"""Every alternative of a type."""

from __future__ import annotations

import random
from typing import Annotated, Any, Dict, ForwardRef, List, Literal, Optional, Union

import annotated_types
import pytest
import typing_extensions as te
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.values.annotations import ANNOTATIONS, Colour, Rules, is_valid
from tests.values.making import Builder, Other, Thing, is_model
from typedfactory.values import Settings, variants_of

Again: Any = ForwardRef("Json")
Json = te.TypeAliasType("Json", Union[int, str, List[Again], Dict[str, Again], None])
RED, GREEN = Colour.RED, Colour.GREEN


def shown(annotation: Any, busy: Any = (), options: Settings | None = None) -> list[Any]:
    makers = variants_of(annotation, where="F.x", is_model=is_model, settings=options or Settings())
    return [make(random.Random(1), Builder(busy)) for make in makers]


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (bool, [False, True]),
        (None, [None]),
        (Colour, [RED, GREEN]),
        (Literal[1, "a"], [1, "a"]),
        (Optional[bool], [False, True, None]),
        (List[Optional[bool]], [[], [False, True, None]]),
        (
            Annotated[List[Union[Colour, bool]], Rules(min_length=1, max_length=3)],
            [[RED, GREEN, False], [True, RED, GREEN]],
        ),
        (Annotated[List[bool], Rules(max_length=0)], [[]]),
        (Annotated[List[bool], Rules(min_length=3)], [[False, True, False]]),
        (set[bool], [set(), {False, True}]),
        (frozenset[Colour], [frozenset(), frozenset({RED, GREEN})]),
        (tuple[bool, Colour, None], [(False, RED, None), (True, GREEN, None)]),
        (tuple[bool, ...], [(), (False, True)]),
        (dict[Colour, Optional[bool]], [{}, {RED: False, GREEN: True}, {RED: None, GREEN: False}]),
        (Annotated[Optional[Colour], annotated_types.Predicate(lambda each: each is not GREEN)], [RED, None]),
    ],
    ids=str,
)
def test_every_alternative_is_shown(annotation: Any, expected: Any) -> None:
    assert shown(annotation) == expected


def test_what_has_no_alternatives_is_made_once() -> None:
    assert [type(each) for each in shown(int)] == [int]
    assert [type(each) for each in shown(Annotated[int, Rules(ge=1, le=5)])] == [int]


def test_none_is_shown_whatever_the_settings() -> None:
    assert shown(Optional[bool], options=Settings(optional="none")) == [False, True, None]


def test_constraints_are_kept_in_unions() -> None:
    number, none = shown(Annotated[Optional[int], Rules(gt=0, lt=5)])
    assert 0 < number < 5
    assert none is None


def test_recursion_ends() -> None:
    assert [type(each) for each in shown(Json)] == [int, str, list, dict, type(None)]


def test_a_model_that_is_being_built_is_not_shown() -> None:
    assert [type(each) for each in shown(Union[Thing, Other])] == [Thing, Other]
    assert [type(each) for each in shown(Union[Thing, Other], busy=[Thing])] == [Other, Other]
    assert shown(List[Thing], busy=[Thing]) == [[], []]


def test_sets_are_filled_up() -> None:
    (members,) = shown(Annotated[set[Union[int, str]], Rules(min_length=5)])
    assert len(members) == 5
    assert {type(each) for each in members} == {int, str}


@settings(deadline=None, max_examples=200)
@given(ANNOTATIONS, st.integers(0, 2**32))
def test_every_variant_is_valid(annotation: Any, seed: int) -> None:
    for make in variants_of(annotation, where="F.x", is_model=is_model):
        value = make(random.Random(seed), Builder())
        assert is_valid(annotation, value), (annotation, value)
