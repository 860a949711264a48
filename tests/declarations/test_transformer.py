"""Transformer: every value of a field goes through a function, unless it is forced."""

from __future__ import annotations

from typing import Any

import pytest

import typedfactory
from tests.data.making import notes_of
from typedfactory.declarations import Force
from typedfactory.errors import UnreachableOverrideError

Given = typedfactory.Transformer.Force


class UserFactory(typedfactory.DictFactory):
    name: Any = typedfactory.Transformer("joe", transform=str.upper)


class NestedFactory(typedfactory.DictFactory):
    x: Any = 1


def test_default_and_override_are_transformed() -> None:
    assert UserFactory.build() == {"name": "JOE"}
    assert UserFactory.build(name="ann") == {"name": "ANN"}


def test_declarations_are_evaluated_then_transformed() -> None:
    class LazyFactory(typedfactory.DictFactory):
        first = "joe"
        name = typedfactory.Transformer(typedfactory.SelfAttribute("first"), transform=str.upper)

    assert LazyFactory.build(first="eve")["name"] == "EVE"
    assert LazyFactory.build(name=typedfactory.Sequence(lambda n: f"user{n}"))["name"] == "USER1"


def test_a_forced_value_or_declaration_passes_unchanged() -> None:
    assert Given is Force
    assert UserFactory.build(name=Given("ann")) == {"name": "ann"}
    assert UserFactory.build(name=Given(typedfactory.LazyFunction(lambda: "eve"))) == {"name": "eve"}
    assert repr(Given("secret")) == "Transformer.Force(…)"


def test_a_default_may_be_forced() -> None:
    class ForcedFactory(typedfactory.DictFactory):
        name = typedfactory.Transformer(Given("joe"), transform=str.upper)

    assert ForcedFactory.build() == {"name": "joe"}
    assert ForcedFactory.build(name="ann") == {"name": "ANN"}


def test_what_a_subclass_or_a_trait_says_takes_the_place_of_the_transformer() -> None:
    class TraitFactory(UserFactory):
        class Params:
            french = typedfactory.Trait(name="jean")
            german = typedfactory.Trait(name=typedfactory.Transformer("hans", transform=lambda name: f"{name}!"))

    assert TraitFactory.build(french=True) == {"name": "jean"}
    assert TraitFactory.build(german=True) == {"name": "hans!"}
    assert TraitFactory.build(german=True, name="ann") == {"name": "ann!"}
    assert TraitFactory.build(french=False, name="ann") == {"name": "ANN"}

    class PlainFactory(UserFactory):
        name = "plain"

    assert PlainFactory.build() == {"name": "plain"}


def test_parameters_go_to_the_declaration_that_is_transformed() -> None:
    class OwnerFactory(typedfactory.DictFactory):
        items = typedfactory.Transformer(typedfactory.SubFactory(NestedFactory), transform=sorted)

    assert OwnerFactory.build(items__y=2) == {"items": ["x", "y"]}


def test_others_see_the_transformed_value() -> None:
    class SeenFactory(UserFactory):
        email = typedfactory.LazyAttribute(lambda o: f"{o.name}@example.org")

    assert SeenFactory.build(name="ann")["email"] == "ANN@example.org"


def test_an_error_in_the_function_is_seen_as_it_is() -> None:
    with pytest.raises(TypeError) as caught:
        UserFactory.build(name=3)
    assert notes_of(caught.value) == ["while making UserFactory.name"]


def test_parameters_for_a_plain_value_reach_nothing() -> None:
    class ForcedFactory(typedfactory.DictFactory):
        name = typedfactory.Transformer(Given("joe"), transform=str.upper)

    calls: list[tuple[Any, dict[str, Any]]] = [
        (UserFactory, {}),
        (UserFactory, {"name": "ann"}),
        (UserFactory, {"name": Given("ann")}),
        (ForcedFactory, {}),
    ]
    for factory, overrides in calls:
        with pytest.raises(UnreachableOverrideError) as caught:
            factory.build(name__length=3, **overrides)
        assert str(caught.value) == (
            f"{factory.__name__}.name: name__length=… reaches nothing, because name is a plain value. "
            "Declare name with a SubFactory, or override name as a whole."
        )


def test_parameters_of_a_class_body_are_set_aside_by_a_value_given_at_the_call() -> None:
    class OwnerFactory(typedfactory.DictFactory):
        items = typedfactory.Transformer(typedfactory.SubFactory(NestedFactory), transform=sorted)
        items__z = 3

    assert OwnerFactory.build() == {"items": ["x", "z"]}
    assert OwnerFactory.build(items="ba") == {"items": ["a", "b"]}


def test_transformers_nest() -> None:
    inner = typedfactory.Transformer("joe", transform=str.upper)

    class NestingFactory(typedfactory.DictFactory):
        name = typedfactory.Transformer(inner, transform=lambda name: name + "!")
        inside = typedfactory.Dict({"name": inner})

    assert NestingFactory.build() == {"name": "JOE!", "inside": {"name": "JOE"}}
    assert NestingFactory.build(name="ann", inside__name="eve") == {"name": "ann!", "inside": {"name": "eve"}}


def test_stubs_are_transformed_too() -> None:
    assert UserFactory.stub(name="ann").name == "ANN"
