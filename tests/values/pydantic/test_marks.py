"""Marks in ``Annotated``: tags, the case of text, JSON, imports."""

from __future__ import annotations

import uuid
from typing import Annotated, Any, Optional, Union

import pydantic as p
import pytest

from tests.values.corpus import judge_of, with_arguments
from tests.values.making import Builder, Other, Thing, is_model, value_of, values_of
from typedfactory.errors import UnfillableError
from typedfactory.values import Settings, make_recipe

#: Older releases of pydantic hide only text and bytes.
_SECRETS: tuple[Any, ...] = (p.Secret[int],) if hasattr(p, "Secret") else ()


class TestUnions:
    """Unions whose members carry tags."""

    def test_the_member_is_one_that_the_discriminator_knows(self) -> None:
        def tell(value: Any) -> str:
            return "number" if isinstance(value, int) else "none of them"

        tagged = Union[Annotated[str, p.Tag("text")], Annotated[int, p.Tag("number")]]
        assert type(value_of(Annotated[tagged, p.Discriminator(tell)])) is int

    def test_a_discriminator_that_knows_none_is_an_error(self) -> None:
        def tell(value: Any) -> str:
            return "neither"

        tagged = Union[Annotated[str, p.Tag("text")], Annotated[int, p.Tag("number")]]
        with pytest.raises(UnfillableError) as caught:
            value_of(Annotated[tagged, p.Discriminator(tell)])
        assert str(caught.value).startswith(
            "F.x: TestUnions.test_a_discriminator_that_knows_none_is_an_error.<locals>.tell gives no member of "
        )
        assert str(caught.value).endswith(
            " its own tag. Let it recognise instances of the members, or declare the field."
        )

    def test_none_is_asked_for_as_in_any_union(self) -> None:
        def tell(value: Any) -> str:
            return type(value).__name__

        members = Union[Annotated[int, p.Tag("int")], Annotated[None, p.Tag("NoneType")]]
        tagged = Annotated[members, p.Discriminator(tell)]
        assert set(map(type, values_of(tagged, 20))) == {int}
        assert set(values_of(tagged, 20, options=Settings(optional="none"))) == {None}
        assert set(map(type, values_of(tagged, 20, options=Settings(optional="random")))) == {int, type(None)}

    def test_what_is_said_of_a_union_is_said_of_its_members(self) -> None:
        upper = Annotated[Optional[str], p.StringConstraints(to_upper=True, min_length=20)]
        assert all(each.isupper() and len(each) == 20 for each in values_of(upper, 20))
        short = Annotated[Optional[p.AnyUrl], p.UrlConstraints(max_length=20)]
        assert all(len(str(each)) <= 20 for each in values_of(short, 20))


class TestText:
    """Text whose case is changed, and that is stripped."""

    def test_case(self) -> None:
        assert all(each.isupper() for each in values_of(Annotated[str, p.StringConstraints(to_upper=True)]))
        lower = Annotated[str, p.StringConstraints(to_lower=True, pattern="^[A-Za-z]{4}$")]
        assert all(each.islower() and len(each) == 4 for each in values_of(lower))

    def test_a_pattern_comes_before_the_case(self) -> None:
        annotation = Annotated[str, p.StringConstraints(to_upper=True, pattern="^[a-z]+$")]
        judge = judge_of(annotation)
        assert all(judge.validate_python(each, strict=True).isupper() for each in values_of(annotation))

    def test_stripping_leaves_what_matches(self) -> None:
        annotation = Annotated[str, p.StringConstraints(strip_whitespace=True, pattern=r"^[ x]{3}$")]
        assert set(values_of(annotation)) <= {"xxx", "x x"}

    def test_what_does_not_match_when_stripped_is_an_error(self) -> None:
        with pytest.raises(UnfillableError) as caught:
            value_of(Annotated[str, p.StringConstraints(strip_whitespace=True, pattern=r"^ x$")])
        assert str(caught.value) == (
            "F.x: none of 100 texts that match pattern='^ x$' still does when it is stripped. "
            "Correct the constraints, or declare the field."
        )


def test_what_secrets_and_bytes_are_in_json_can_be_read_back() -> None:
    for inner in (p.SecretStr, bytes, p.AnyUrl, *_SECRETS, set[int], p.PastDate, p.Json[int]):
        annotation = with_arguments(p.Json, with_arguments(list, inner))
        judge = judge_of(annotation)
        for each in values_of(annotation, 20):
            judge.validate_python(each, strict=True)


def test_a_tagged_union_of_models_takes_the_first_that_can_be_made() -> None:
    def tell(value: Any) -> str:
        return type(value).__name__

    members = Union[Annotated[Thing, p.Tag("Thing")], Annotated[Other, p.Tag("Other")]]
    tagged = Annotated[members, p.Discriminator(tell)]
    assert type(value_of(tagged)) is Thing
    assert type(value_of(tagged, busy=[Thing])) is Other
    possible: Any = make_recipe(tagged, where="F.x", is_model=is_model).possible
    assert possible(Builder([Thing]))
    assert not possible(Builder([Thing, Other]))


def test_a_discriminator_where_there_is_nothing_to_tell_apart_is_left_alone() -> None:
    assert type(value_of(Annotated[int, p.Discriminator(str)])) is int


def test_members_that_nobody_makes_are_an_error_in_a_tagged_union_too() -> None:
    some = Annotated[complex, p.Tag("a"), p.Field(max_length=1)]
    others = Annotated[uuid.UUID, p.Tag("b"), p.Field(max_length=1)]
    members = Union[some, others]
    with pytest.raises(UnfillableError) as caught:
        value_of(Annotated[members, p.Discriminator(str)])
    assert str(caught.value) == (
        "F.x: max_length=1 cannot be satisfied for complex. Declare the field, or correct its constraints."
    )


def test_what_is_said_of_text_says_nothing_of_numbers() -> None:
    assert type(value_of(Annotated[Optional[int], p.StringConstraints(to_upper=True)])) is int


def test_what_is_imported_can_be_asked_for_as_it_is_afterwards() -> None:
    text = value_of(with_arguments(p.ImportString, str), options=Settings(parses=False))
    assert text.isalpha()
    assert value_of(with_arguments(p.ImportString, str)) == "string.ascii_letters"
