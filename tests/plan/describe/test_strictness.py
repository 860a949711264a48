"""Meta.strict and Meta.check_types."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any, Literal, TypedDict

import attrs
import pydantic
import pytest

import typedfactory as factory
from typedfactory.errors import ArgumentError, InvalidDeclarationError, MetaOptionError
from typedfactory.plan.call import tiers
from typedfactory.values import find_misfit


@dataclasses.dataclass
class Address:
    city: str


@dataclasses.dataclass
class User:
    name: str
    age: int
    address: Address
    nick: str = ""


class TestStrict:
    def test_every_required_field_has_to_be_declared(self) -> None:
        with pytest.raises(InvalidDeclarationError) as caught:

            class UserFactory(factory.Factory[User]):
                class Meta:
                    strict = True

                name = "ann"

        assert str(caught.value) == (
            "UserFactory: Meta.strict wants every required field declared, and nothing declares age, address. "
            "Declare them; AUTO fills a field by its type."
        )

    def test_declarations_of_bases_and_auto_count(self) -> None:
        class BaseFactory(factory.Factory[User]):
            name = "ann"
            address = factory.AUTO

        class UserFactory(BaseFactory):
            class Meta:
                strict = True

            age = 3

        assert UserFactory.build().name == "ann"

    def test_subclasses_are_held_to_it_and_may_leave_it(self) -> None:
        class StrictFactory(factory.Factory[Any]):
            class Meta:
                abstract = True
                strict = True

        with pytest.raises(InvalidDeclarationError) as caught:

            class AddressFactory(StrictFactory):
                class Meta:
                    model = Address

        assert str(caught.value) == (
            "AddressFactory: Meta.strict wants every required field declared, and nothing declares city. "
            "Declare it; AUTO fills a field by its type."
        )

        class LooseFactory(StrictFactory):
            class Meta:
                model = Address
                strict = False

        assert isinstance(LooseFactory.build(), Address)

    def test_renamed_excluded_and_positional_fields_count_by_the_factorys_names(self) -> None:
        class UserFactory(factory.Factory[User]):
            class Meta:
                strict = True
                rename = {"years": "age"}  # noqa: RUF012 - an option
                exclude = ("address",)

            name, years = "ann", 3

        assert UserFactory._meta.strict

    def test_a_path_into_a_field_declares_nothing(self) -> None:
        with pytest.raises(InvalidDeclarationError) as caught:

            class UserFactory(factory.Factory[User]):
                class Meta:
                    strict = True

                name, age = "ann", 3
                address__city = "Rome"

        assert "nothing declares address. Declare it" in str(caught.value)

    def test_it_is_a_flag(self) -> None:
        with pytest.raises(MetaOptionError) as caught:

            class UserFactory(factory.Factory[User]):
                class Meta:
                    strict = "yes"

        assert str(caught.value) == "UserFactory.Meta.strict: takes True or False, not str."


@pytest.mark.parametrize("compiled_at", [0, tiers.COMPILED_AT], ids=["compiled", "step-by-step"])
class TestCheckTypes:
    @pytest.fixture(autouse=True)
    def _either_tier(self, compiled_at: int, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tiers, "COMPILED_AT", compiled_at)

    def user_factory(self, **more: Any) -> Any:
        class UserFactory(factory.Factory[User]):
            class Meta:
                check_types = True

            age = factory.LazyAttribute(lambda o: len(o.name))

        return UserFactory

    def test_right_values_pass(self) -> None:
        user = self.user_factory().build(name="ann", address__city="Rome")
        assert user == User("ann", 3, Address("Rome"))

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            (
                {"name": 3},
                "UserFactory.name: 3 is no str, and Meta.check_types is on. Give a value of the field's type.",
            ),
            (
                {"name": "ann", "address": "Rome"},
                "UserFactory.address: 'Rome' is no Address, and Meta.check_types is on. Give a value of the field's type.",
            ),
            (
                {"age": None},
                "UserFactory.age: None is no int, and Meta.check_types is on. Give a value of the field's type.",
            ),
            (
                {"age": factory.LazyFunction(lambda: "x")},
                "UserFactory.age: 'x' is no int, and Meta.check_types is on. Give a value of the field's type.",
            ),
        ],
    )
    def test_a_value_of_another_type_is_refused(self, given: dict[str, Any], message: str) -> None:
        # What a lazy function would say of the wrong name is no matter here.
        made = self.user_factory()
        if "name" in given and given["name"] == 3:
            given = {**given, "age": 1}
        for make in (made.build, made.create, made.stub, made.attributes):
            with pytest.raises(ArgumentError) as caught:
                make(**given)
            assert str(caught.value) == message

    def test_nested_factories_say_for_themselves(self) -> None:
        class AddressFactory(factory.Factory[Address]):
            class Meta:
                check_types = True

        class UserFactory(factory.Factory[User]):
            address = factory.SubFactory(AddressFactory)

        assert UserFactory.build(name=3).name == 3  # type: ignore[comparison-overlap]  # that is what is not checked
        with pytest.raises(ArgumentError) as caught:
            UserFactory.build(address__city=3)
        assert str(caught.value).startswith("AddressFactory.city: 3 is no str")

    def test_it_holds_where_the_model_checks_nothing_or_converts(self) -> None:
        @attrs.define
        class Plain:
            number: int

        class Converting(pydantic.BaseModel):
            number: int

        for model in (Plain, Converting):
            made: Any = factory.make_factory(model)
            made._meta.check_types = True
            with pytest.raises(ArgumentError):
                made.build(number="3")


class Movie(TypedDict):
    title: str


@pytest.mark.parametrize(
    ("value", "annotation"),
    [
        (3, float),
        (True, int),
        ([1], list[int]),
        ((1, "x"), tuple[int, str]),
        ((1, 2), tuple[int, ...]),
        ({"a": 1}, dict[str, int]),
        ({1}, set[int]),
        (None, int | None),
        ("S", Literal["S", "M"]),
        ({"title": "x"}, Movie),
        (print, Callable[[str], None]),
        (object(), Any),
        (datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc), datetime.date),
        (int, type[int]),
        ("x", str | list[str]),
    ],
)
def test_values_of_a_type(value: Any, annotation: Any) -> None:
    assert find_misfit(value, annotation) is None


@pytest.mark.parametrize(
    ("value", "annotation", "said"),
    [
        ("x", int, "'x' is no int"),
        (3.5, int, "3.5 is no int"),
        ([1, "x"], list[int], "'x' at [1] is no int"),
        ({"a": [None]}, dict[str, list[int]], "None at ['a'][0] is no int"),
        ({1: 1}, dict[str, int], "1 at key 1 is no str"),
        ((1,), tuple[int, str], "1 items are no tuple of 2"),
        ((1, 2), tuple[int, str], "2 at [1] is no str"),
        ("XL", Literal["S", "M"], "'XL' is no Literal['S', 'M']"),
        ([], int | str, "a list is no int | str"),
        (3, Movie, "3 is no Movie"),
        (3, None, "3 is no None"),
        ("abc", list[str], "'abc' is no list[str]"),
    ],
)
def test_values_of_another_type(value: Any, annotation: Any, said: str) -> None:
    assert find_misfit(value, annotation) == said
