"""Whatever the annotation: a value that it allows, or an error that says why there is none."""

from __future__ import annotations

import random
import types
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.values.annotations import ANNOTATIONS, Colour, Rules, is_valid
from typedfactory.errors import UnfillableError
from typedfactory.values import Settings, make_recipe


def make(annotation: Any, seed: int = 0, options: Settings | None = None) -> Any:
    return make_recipe(annotation, where="F.x", is_model=lambda _: False, settings=options or Settings()).make(
        random.Random(seed),
        None,  # type: ignore[arg-type]  # there are no models here
    )


@settings(deadline=None, max_examples=300)
@given(ANNOTATIONS, st.integers(0, 2**32))
def test_a_value_is_of_its_type_and_keeps_its_constraints(annotation: Any, seed: int) -> None:
    value = make(annotation, seed)
    assert is_valid(annotation, value), (annotation, value)


@settings(deadline=None, max_examples=100)
@given(ANNOTATIONS, st.integers(0, 2**32), st.sampled_from(["none", "random", "value"]), st.integers(0, 3))
def test_settings_leave_values_valid(annotation: Any, seed: int, optional: Any, size: int) -> None:
    options = Settings(optional=optional, collection_size=(size, size + 2))
    value = make(annotation, seed, options)
    assert is_valid(annotation, value), (annotation, value)


@settings(deadline=None, max_examples=100)
@given(ANNOTATIONS, st.integers(0, 2**32))
def test_the_same_seed_gives_the_same_value(annotation: Any, seed: int) -> None:
    assert make(annotation, seed) == make(annotation, seed)


@settings(deadline=None, max_examples=100)
@given(
    st.sampled_from([int, float, Decimal, Fraction]),
    st.integers(-(10**30), 10**30),
    st.integers(0, 10**20),
    st.sampled_from([("gt", "lt"), ("ge", "lt"), ("gt", "le")]),
)
def test_bounds_that_exclude_each_other_are_refused(kind: Any, value: int, apart: int, names: tuple[str, str]) -> None:
    bounds: dict[str, Any] = {names[0]: value, names[1]: value - apart}
    rules = Rules(**bounds)
    with pytest.raises(UnfillableError) as caught:
        make(Annotated[kind, rules])
    assert str(caught.value) == (
        f"F.x: no {kind.__name__} satisfies {names[0]}={value} and {names[1]}={value - apart}. "
        f"Correct the constraints, or declare the field."
    )


@settings(deadline=None, max_examples=100)
@given(st.integers(2, 10**12), st.integers(-(10**12), 10**12), st.sampled_from([int, Decimal, Fraction, float]))
def test_a_gap_without_a_multiple_is_refused(step: int, factor: int, kind: Any) -> None:
    low, high = step * factor, step * (factor + 1)
    with pytest.raises(UnfillableError) as caught:
        make(Annotated[kind, Rules(gt=low, lt=high, multiple_of=step)])
    assert str(caught.value) == (
        f"F.x: no {kind.__name__} satisfies gt={low}, lt={high} and multiple_of={step}. "
        f"Correct the constraints, or declare the field."
    )


@settings(deadline=None, max_examples=100)
@given(st.sampled_from([str, bytes, list[int], set[int], dict[str, int]]), st.integers(0, 50), st.integers(1, 50))
def test_lengths_that_exclude_each_other_are_refused(kind: Any, most: int, more: int) -> None:
    with pytest.raises(UnfillableError) as caught:
        make(Annotated[kind, Rules(min_length=most + more, max_length=most)])
    assert str(caught.value) == (
        f"F.x: no {kind.__name__ if type(kind) is type else kind} satisfies min_length={most + more} "
        f"and max_length={most}. Correct the constraints, or declare the field."
    )


@settings(deadline=None, max_examples=100)
@given(st.integers(1, 20), st.integers(0, 10), st.integers(0, 10**6))
def test_more_digits_than_there_may_be_are_refused(whole: int, places: int, more: int) -> None:
    low = 10**whole + more
    with pytest.raises(UnfillableError) as caught:
        make(Annotated[Decimal, Rules(ge=low, max_digits=whole + places, decimal_places=places)])
    assert str(caught.value) == (
        f"F.x: no Decimal satisfies ge={low}, max_digits={whole + places} and decimal_places={places}. "
        f"Correct the constraints, or declare the field."
    )


@settings(deadline=None, max_examples=100)
@given(st.integers(1, 30), st.integers(1, 30), st.booleans())
def test_a_pattern_and_a_length_that_exclude_each_other_are_refused(size: int, more: int, longer: bool) -> None:
    regex = f"^[a-z]{{{size}}}$" if longer else f"[a-z]{{{size + more}}}"
    rules = Rules(pattern=regex, min_length=size + more) if longer else Rules(pattern=regex, max_length=size)
    shown = f"min_length={size + more}" if longer else f"max_length={size}"
    with pytest.raises(UnfillableError) as caught:
        make(Annotated[str, rules])
    assert str(caught.value) == (
        f"F.x: no str satisfies {shown} and pattern={regex!r}. Correct the constraints, or declare the field."
    )


@settings(deadline=None, max_examples=50)
@given(st.sampled_from([(bool, 2), (Colour, 2), (Literal["a", "b", "c"], 3), (tuple[bool, bool], 4)]), st.data())
def test_a_set_takes_all_members_there_are_and_no_more(case: tuple[Any, int], data: st.DataObject) -> None:
    member, available = case
    wanted = data.draw(st.integers(1, available + 2))
    annotation: Any = Annotated[types.GenericAlias(set, (member,)), Rules(min_length=wanted)]
    if wanted <= available:
        assert len(make(annotation)) == wanted
        return
    with pytest.raises(UnfillableError) as caught:
        make(annotation)
    assert str(caught.value).startswith(f"F.x: {wanted} different values of type ")
    assert str(caught.value).endswith(
        f" are wanted, and only {available} could be made. Lower the minimum length, or declare the field."
    )
