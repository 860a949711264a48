"""RelatedFactory and RelatedFactoryList: objects made after the one that they belong to."""

from __future__ import annotations

from typing import Any

import pytest

import typedfactory
from typedfactory.errors import FactoryReferenceError, UnknownFieldError


class Account:
    """A model, and no factory."""


class LogFactory(typedfactory.DictFactory):
    """Related objects register with the object that they point to."""

    text: Any = "log"

    @typedfactory.post_generation
    def register(obj: Any, create: bool, extracted: Any) -> None:  # noqa: N805 - the object
        obj["user"].setdefault("logs", []).append(obj["text"])


class UserFactory(typedfactory.DictFactory):
    log: Any = typedfactory.RelatedFactory(LogFactory, "user", text="one")


class ManyFactory(typedfactory.DictFactory):
    logs: Any = typedfactory.RelatedFactoryList(LogFactory, "user", size=2)


# --- RelatedFactory ---


def test_a_related_object_is_made_after_the_object_and_points_to_it() -> None:
    assert UserFactory.build() == {"logs": ["one"]}
    assert UserFactory.build(log__text="two") == {"logs": ["two"]}
    assert UserFactory.build(log__text=typedfactory.Sequence(lambda n: f"log {n}")) == {"logs": ["log 2"]}


@pytest.mark.parametrize("value", [None, False, "a value"])
def test_a_value_given_at_the_call_disables_it(value: Any) -> None:
    assert UserFactory.build(log=value) == {}
    assert ManyFactory.build(logs=value) == {}


def test_a_related_object_need_not_point_back() -> None:
    made: list[Any] = []

    class RowFactory(typedfactory.DictFactory):
        text: Any = typedfactory.PostGeneration(lambda obj, create, extracted: made.append(obj))

    class HolderFactory(typedfactory.DictFactory):
        row = typedfactory.RelatedFactory(RowFactory, text2=3)

    HolderFactory.build()
    assert made == [{"text2": 3}]


def test_arguments_see_the_fields_of_the_object() -> None:
    class NamedFactory(UserFactory):
        name = "joe"
        log = typedfactory.RelatedFactory(LogFactory, "user", text=typedfactory.SelfAttribute("..name"))

        class Params:
            loud = typedfactory.Trait(log__text="LOUD")

    assert NamedFactory.build()["logs"] == ["joe"]
    assert NamedFactory.build(name="ann")["logs"] == ["ann"]
    assert NamedFactory.build(loud=True)["logs"] == ["LOUD"]


def test_the_related_factory_may_be_given_by_path() -> None:
    class CapitalFactory(typedfactory.DictFactory):
        city = typedfactory.RelatedFactory("tests.data.cities.CityFactory", "capital_of", country=None)

    assert CapitalFactory.build() == {}
    assert repr(CapitalFactory.city) == "<RelatedFactory for <FactoryReference tests.data.cities.CityFactory>>"


def test_a_model_where_the_related_factory_belongs_is_an_error() -> None:
    class MistakenFactory(typedfactory.DictFactory):
        log = typedfactory.RelatedFactory(Account)  # type: ignore[call-overload]  # what the test is about

    for overrides in ({}, {"log__text": "x"}, {"other": typedfactory.Sequence(str)}):
        with pytest.raises(FactoryReferenceError) as caught:
            MistakenFactory.build(**overrides)
        assert str(caught.value) == (
            f"MistakenFactory.log: {Account!r} stands where a factory belongs, but is no Factory subclass. "
            "Pass the factory of this class instead."
        )


def test_the_field_that_receives_the_object_cannot_be_overridden() -> None:
    values: list[Any] = [None, typedfactory.LazyFunction(dict)]
    for factory, field in ((UserFactory, "log"), (ManyFactory, "logs")):
        for value in values:
            with pytest.raises(FactoryReferenceError) as caught:
                factory.build(**{f"{field}__user": value})
            assert str(caught.value) == (
                f"{factory.__name__}.{field}: 'user' of the related factory always receives the object just made; "
                "it cannot be overridden. Leave it out, or give a value for the whole field."
            )


def test_a_misspelt_argument_is_an_error() -> None:
    class OwnerFactory(typedfactory.DictFactory):
        row = typedfactory.RelatedFactory("tests.data.cities.CityFactory")

    with pytest.raises(UnknownFieldError) as caught:
        OwnerFactory.build(row__contry__name="x")
    assert str(caught.value) == (
        "CityFactory.contry: there is no field 'contry' to set 'name' in (reached through OwnerFactory.row). "
        'Did you mean "country"?'
    )


# --- RelatedFactoryList ---


def test_a_list_makes_as_many_as_its_size_says() -> None:
    assert ManyFactory.build() == {"logs": ["log", "log"]}
    assert ManyFactory.build(logs__text=typedfactory.Iterator("ab")) == {"logs": ["a", "b"]}


def test_the_size_may_be_a_function_called_for_each_object() -> None:
    sizes = iter([1, 3])

    class SizedFactory(ManyFactory):
        logs = typedfactory.RelatedFactoryList(LogFactory, "user", size=lambda: next(sizes))

    assert [len(SizedFactory.build()["logs"]) for _ in range(2)] == [1, 3]


def test_the_size_can_be_given_for_one_call() -> None:
    assert ManyFactory.build(logs____size=3)["logs"] == ["log"] * 3
    assert ManyFactory.build(logs____size=lambda: 1)["logs"] == ["log"]
    assert ManyFactory.build(logs____size=0) == {}
    assert ManyFactory.build(logs____size=1, logs__text=typedfactory.LazyFunction(lambda: "lazy"))["logs"] == ["lazy"]


def test_the_size_can_be_given_by_a_trait_and_in_a_subfactory() -> None:
    class TraitFactory(ManyFactory):
        class Params:
            chatty = typedfactory.Trait(logs____size=4)

    class TeamFactory(typedfactory.DictFactory):
        lead = typedfactory.SubFactory(ManyFactory, logs____size=1)

    assert len(TraitFactory.build(chatty=True)["logs"]) == 4
    assert TeamFactory.build() == {"lead": {"logs": ["log"]}}
    assert TeamFactory.build(lead__logs____size=2) == {"lead": {"logs": ["log", "log"]}}


def test_the_default_size_is_two() -> None:
    assert typedfactory.RelatedFactoryList(LogFactory).size == 2
