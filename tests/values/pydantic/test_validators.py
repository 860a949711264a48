"""Validators and classes that describe themselves: they can only be asked."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

import pydantic as p
import pytest

from tests.values.corpus import MARKED, Odd, is_even
from tests.values.making import Builder, Thing, is_model, value_of, values_of
from typedfactory.errors import UnfillableError
from typedfactory.values import make_recipe


def test_the_value_is_what_the_validator_made_of_it() -> None:
    assert all(each.isupper() for each in values_of(Annotated[str, p.AfterValidator(str.upper)]))
    assert {type(each) for each in values_of(Annotated[list[int], p.AfterValidator(set)], 5)} == {set}


def test_text_goes_to_a_validator_that_splits_it() -> None:
    assert type(value_of(MARKED["BeforeValidator of text"])) is str


def test_a_validator_says_what_it_takes() -> None:
    annotation = Annotated[Any, p.PlainValidator(lambda day: day.year, json_schema_input_type=dt.date)]
    assert type(value_of(annotation)) is dt.date


def test_what_is_converted_from_another_type_gets_that() -> None:
    if not hasattr(p, "ValidateAs"):
        pytest.skip("this pydantic has no ValidateAs")
    annotation = Annotated[Odd, p.ValidateAs(int, lambda number: Odd(2 * number + 1))]
    assert type(value_of(annotation)) is int


def test_the_search_ends() -> None:
    def refuse(number: int) -> int:
        raise ValueError("never")

    with pytest.raises(UnfillableError) as caught:
        value_of(Annotated[int, p.AfterValidator(refuse)])
    assert str(caught.value) == (
        "F.x: the validator test_the_search_ends.<locals>.refuse accepted none of 100 values of "
        "type int; the first was refused with: Value error, never. "
        "Declare the field, or register a function that makes the type."
    )
    assert type(caught.value.__cause__) is p.ValidationError


def test_what_a_validator_raises_by_mistake_is_seen() -> None:
    def broken(number: int) -> int:
        raise KeyError(number)

    with pytest.raises(KeyError):
        value_of(Annotated[int, p.AfterValidator(broken)])


def test_a_class_that_describes_itself() -> None:
    assert all(each.number % 2 and each.number >= 0 for each in values_of(Odd))


def test_a_mark_of_somebodys_own() -> None:
    class Even:
        def __get_pydantic_core_schema__(self, source: Any, handler: p.GetCoreSchemaHandler) -> Any:
            from pydantic_core import core_schema

            return core_schema.no_info_after_validator_function(is_even, handler(source))

    assert all(each % 2 == 0 and each > 9 for each in values_of(Annotated[int, p.Field(gt=9), Even()]))


def test_constraints_that_exclude_each_other_are_refused_behind_a_validator() -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(Annotated[int, p.Field(gt=3, lt=2), p.AfterValidator(is_even)])
    assert str(caught.value) == ("F.x: no int satisfies gt=3 and lt=2. Correct the constraints, or declare the field.")


def test_a_validator_in_its_way_says_what_went_wrong() -> None:
    def want_more(value: Any) -> Any:
        return value.more

    with pytest.raises(UnfillableError) as caught:
        value_of(Annotated[int, p.PlainValidator(want_more)])
    assert str(caught.value) == (
        "F.x: the validator test_a_validator_in_its_way_says_what_went_wrong.<locals>.want_more accepted none of 100 "
        "values of type int; the first was refused with: AttributeError: 'int' object has no attribute 'more'. "
        "Declare the field, or register a function that makes the type."
    )


class Shouting:
    """A class with a schema that says nothing of what it takes."""

    def __init__(self, text: str) -> None:
        self.text = text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: p.GetCoreSchemaHandler) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(cls.of)

    @classmethod
    def of(cls, value: Any) -> Shouting:
        return value if isinstance(value, cls) else cls(value.upper())


class Code(str):
    """A class that is read from text of a pattern."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: p.GetCoreSchemaHandler) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema(pattern=r"^[A-Z]{3}-\d{4}$"))


def test_a_class_that_says_what_it_takes_gets_that() -> None:
    assert all(type(each) is Code and each[3] == "-" and each[4:].isdigit() for each in values_of(Code))


def test_a_class_that_says_nothing_of_what_it_takes_is_tried_with_the_usual_types() -> None:
    assert value_of(Shouting).text.isupper()


def test_a_class_that_is_a_model_is_tried_with_its_instances_first() -> None:
    make = make_recipe(Shouting, where="F.x", is_model=lambda each: each is Shouting).make

    class Maker(Builder):
        def build(self, model: Any, overrides: Any = None) -> Any:
            return model("as it is")

    import random

    assert make(random.Random(1), Maker()).text == "as it is"


def test_a_validator_over_a_model_says_whether_it_can_be_made() -> None:
    possible: Any = make_recipe(Annotated[Thing, p.AfterValidator(is_even)], where="F.x", is_model=is_model).possible
    assert possible(Builder())
    assert not possible(Builder([Thing]))
