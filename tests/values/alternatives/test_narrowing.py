"""What narrows any type: a choice of values, a class, a predicate."""

from __future__ import annotations

import enum
import math
from collections import abc
from typing import Annotated, Any, Literal, Optional, TypeVar, Union

import annotated_types
import pytest

from tests.values.annotations import Colour, Rules
from tests.values.making import Thing, value_of, values_of
from typedfactory.errors import UnfillableError
from typedfactory.ground.constraints import InstanceOf, OneOf, Pattern

Number = TypeVar("Number", bound=float)
Not, Predicate = annotated_types.Not, annotated_types.Predicate


def is_even(number: int) -> bool:
    return number % 2 == 0


def is_far(number: int) -> bool:
    return number == 9876


def is_filled(values: list[int]) -> bool:
    return bool(values)


def never(_value: object) -> bool:
    return False


class TestOneOf:
    def test_a_value_is_one_of_those(self) -> None:
        assert set(values_of(Annotated[int, OneOf([1, 5, 7])])) == {1, 5, 7}

    def test_other_constraints_count_too(self) -> None:
        assert set(values_of(Annotated[int, OneOf([1, 5, 7]), Rules(ge=5)])) == {5, 7}
        assert set(values_of(Annotated[int, OneOf([1, 5, 7]), OneOf((7, 8))])) == {7}
        assert set(values_of(Annotated[str, OneOf(["a", "bb"]), Pattern("^b")])) == {"bb"}
        assert set(values_of(Annotated[int, OneOf([1, 2]), Predicate(is_even)])) == {2}

    def test_the_type_counts_too(self) -> None:
        assert set(values_of(Annotated[str, OneOf(["a", 1, None])])) == {"a"}
        assert set(values_of(Annotated[Literal["a", "b"], OneOf(["a", "c"])])) == {"a"}
        assert set(values_of(Annotated[Any, OneOf([1, "x"])])) == {1, "x"}
        assert set(values_of(Annotated[Colour, OneOf(Colour)])) == set(Colour)

    def test_none_is_one_of_them_only_where_nothing_else_is(self) -> None:
        assert set(values_of(Annotated[Optional[str], OneOf(["a", None])])) == {"a"}
        assert value_of(Annotated[Optional[str], OneOf([None])]) is None

    def test_lists_may_be_among_them(self) -> None:
        assert value_of(Annotated[list[int], OneOf([[1, 2]])]) == [1, 2]

    def test_nothing_left_is_refused(self) -> None:
        with pytest.raises(UnfillableError) as caught:
            value_of(Annotated[int, OneOf([1, 2]), Rules(gt=2)])
        assert str(caught.value) == (
            "F.x: no int satisfies gt=2 and one_of=(1, 2). Correct the constraints, or declare the field."
        )


class TestInstanceOf:
    @pytest.mark.parametrize(
        ("annotation", "kind"),
        [
            (Annotated[Any, InstanceOf(int)], int),
            (Annotated[object, InstanceOf((str, int))], str),
            (Annotated[Union[str, int], InstanceOf(int)], int),
            (Annotated[float, InstanceOf(float)], float),
            (Annotated[list[int], InstanceOf(abc.Sequence)], list),
            (Annotated[abc.Sequence, InstanceOf(tuple)], tuple),
            (Annotated[Literal[1, "a"], InstanceOf(str)], str),
            (Annotated[Number, InstanceOf(float)], float),
            (Annotated[Any, InstanceOf(Thing)], Thing),
        ],
    )
    def test_a_value_is_an_instance_of_it(self, annotation: Any, kind: type) -> None:
        assert type(value_of(annotation)) is kind

    def test_another_class_is_refused(self) -> None:
        with pytest.raises(UnfillableError) as caught:
            value_of(Annotated[int, InstanceOf(str)])
        assert str(caught.value) == (
            "F.x: no int satisfies instance_of=str. Correct the constraints, or declare the field."
        )


class TestPredicates:
    @pytest.mark.parametrize(
        "predicate",
        [
            str.islower,
            str.isupper,
            str.isdigit,
            str.isdecimal,
            str.isnumeric,
            str.isalpha,
            str.isalnum,
            str.isascii,
            str.isidentifier,
            str.isprintable,
            str.isspace,
            str.istitle,
        ],
    )
    def test_what_is_known_of_text_is_constructed(self, predicate: Any) -> None:
        annotation = Annotated[str, Predicate(predicate), Rules(min_length=3, max_length=4)]
        assert all(predicate(value) and 3 <= len(value) <= 4 for value in values_of(annotation))
        opposite = Annotated[str, Predicate(Not(predicate)), Rules(max_length=4)]
        assert not any(predicate(value) for value in values_of(opposite))

    def test_they_are_constructed_together_with_patterns(self) -> None:
        annotation = Annotated[str, Predicate(str.isupper), Predicate(Not(str.isalpha)), Pattern(r"^\w{4}$")]
        for value in values_of(annotation):
            assert value.isupper()
            assert not value.isalpha()
            assert len(value) == 4

    def test_floats_that_are_none(self) -> None:
        assert all(math.isfinite(value) for value in values_of(annotated_types.IsFinite[float]))
        assert all(math.isnan(value) for value in values_of(annotated_types.IsNan[float]))
        assert set(values_of(annotated_types.IsInfinite[float])) == {math.inf, -math.inf}
        assert not any(math.isfinite(value) for value in values_of(annotated_types.IsNotFinite[float]))
        assert type(value_of(annotated_types.IsNotNan[float])) is float
        assert set(values_of(Annotated[float, Predicate(math.isinf), Rules(lt=0)])) == {-math.inf}

    def test_a_float_that_is_none_and_has_bounds_is_refused(self) -> None:
        with pytest.raises(UnfillableError) as caught:
            value_of(Annotated[float, Predicate(math.isnan), Rules(lt=0)])
        assert str(caught.value) == (
            "F.x: no float satisfies lt=0 and predicates=isnan. Correct the constraints, or declare the field."
        )

    def test_others_are_searched_for(self) -> None:
        assert all(value % 2 == 0 for value in values_of(Annotated[int, Predicate(is_even)]))
        assert all(len(value) == 1 for value in values_of(Annotated[list[int], Predicate(is_filled)]))

    def test_a_small_type_is_tried_out_beforehand(self) -> None:
        assert set(values_of(Annotated[int, Predicate(is_even), Rules(gt=1, lt=7)])) == {2, 4, 6}
        with pytest.raises(UnfillableError) as caught:
            value_of(Annotated[bool, Predicate(never)])
        assert str(caught.value) == (
            "F.x: no bool satisfies predicates=never. Correct the constraints, or declare the field."
        )

    def test_small_values_are_tried_in_order(self) -> None:
        assert value_of(Annotated[int, Predicate(is_far)]) == 9876

    def test_the_search_ends(self) -> None:
        with pytest.raises(UnfillableError) as caught:
            value_of(Annotated[int, Predicate(never)])
        assert str(caught.value) == (
            "F.x: none of 11000 values of type int that were tried satisfies predicates=never. Declare the field."
        )

    def test_what_a_predicate_raises_is_seen(self) -> None:
        def broken(_value: object) -> bool:
            raise LookupError("my own")

        with pytest.raises(LookupError, match="my own"):
            value_of(Annotated[str, Predicate(broken)])

    def test_members_of_an_enumeration(self) -> None:
        def is_red(colour: enum.Enum) -> bool:
            return colour is Colour.RED

        assert set(values_of(Annotated[Colour, Predicate(is_red)])) == {Colour.RED}
