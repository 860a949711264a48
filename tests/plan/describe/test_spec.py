"""The frozen description of a factory."""

from __future__ import annotations

import dataclasses
import types
from typing import Any

import attrs
import pytest

import typedfactory
from typedfactory.declarations import SimpleParameter
from typedfactory.errors import UnreachableOverrideError
from typedfactory.plan.describe.overrides import UNSET, Template, flatten
from typedfactory.plan.describe.spec import Collected, parameter_dependencies, template_tree


@dataclasses.dataclass
class Address:
    city: str = "Paris"


@dataclasses.dataclass
class Person:
    name: str
    address: Address
    nickname: str = "none"


class OrderFactory(typedfactory.DictFactory):
    total: Any = 1
    tags: Any = ["a"]  # noqa: RUF012 - copied for each object
    hook: Any = typedfactory.PostGeneration(lambda *_, **__: None)
    hook__x = 1
    inner: Any = typedfactory.Dict({"x": 1})
    inner__y = 2

    class Meta:
        exclude = ("total",)

    class Params:
        rate = 3
        big = typedfactory.Trait(total=100, inner__x=9, extra="big", rate=5)


def test_a_specification_parts_fields_from_hooks_and_names_what_is_hidden() -> None:
    spec = OrderFactory._meta.spec
    assert spec.owner == "OrderFactory"
    assert list(spec.fields) == ["total", "tags", "inner", "rate", "extra", "big"]
    assert list(spec.hooks) == ["hook"]
    assert spec.traits == ("big",)
    assert spec.hidden == {"total", "rate", "big"}


def test_a_field_has_its_value_its_paths_and_what_each_trait_says() -> None:
    fields = OrderFactory._meta.spec.fields
    assert fields["total"].base == 1
    assert [(layer.trait, layer.value) for layer in fields["total"].layers] == [("big", 100)]
    assert flatten(fields["inner"].context) == {"y": 2}
    assert flatten(fields["inner"].layers[0].context) == {"x": 9}
    assert fields["inner"].layers[0].value is UNSET
    assert fields["extra"].base is UNSET
    assert fields["big"].base is False
    assert type(fields["tags"].base) is Template


def test_a_specification_is_made_once_and_frozen() -> None:
    spec = OrderFactory._meta.spec
    assert OrderFactory._meta.spec is spec
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        spec.owner = "other"  # type: ignore[misc]  # what the test is about


def test_fields_that_nobody_declares_are_filled_behind_those_that_are_declared() -> None:
    class PersonFactory(typedfactory.Factory[Person]):
        nickname = "joe"

    assert list(PersonFactory._meta.spec.fields) == ["nickname", "name", "address"]


def test_a_path_into_a_field_that_nobody_declares_reaches_the_model_nested_there() -> None:
    class PersonFactory(typedfactory.Factory[Person]):
        name = "joe"
        address__city = "Lyon"

        class Params:
            german = typedfactory.Trait(address__city="Berlin")

    assert PersonFactory.build() == Person("joe", Address("Lyon"))
    assert PersonFactory.build(german=True) == Person("joe", Address("Berlin"))
    assert PersonFactory.build(address__city="Rome") == Person("joe", Address("Rome"))


@pytest.mark.parametrize("name", ["name", "nickname"])
def test_a_path_into_a_field_of_another_type_is_an_error(name: str) -> None:
    def fill_body(body: dict[str, Any]) -> None:
        body["__module__"] = __name__
        body[f"{name}__first"] = "x"

    factory: Any = types.new_class("PersonFactory", (typedfactory.Factory[Person],), exec_body=fill_body)
    with pytest.raises(UnreachableOverrideError) as caught:
        factory.build()
    what = "filled by its type" if name == "name" else "not declared"
    assert str(caught.value) == (
        f"PersonFactory.{name}: {name}__first=… reaches nothing, because {name} is {what}. "
        f"Declare {name} with a SubFactory, or override {name} as a whole."
    )


def test_later_classes_say_more_than_earlier_ones() -> None:
    collected = Collected()
    trait = typedfactory.Trait(x=1)
    collected.add_class({"x": 1, "y__z": 2}, {"p": SimpleParameter(3), "t": trait})
    collected.add_class({"x": 4}, {"p": SimpleParameter(5)})
    assert collected.values == {"x": 4, "y__z": 2, "p": 5}
    assert collected.traits() == {"t": trait}
    collected.sort()
    assert list(collected.parameters) == ["t", "p"]


def test_parameters_know_the_traits_that_set_them() -> None:
    parameters = {
        "rate": SimpleParameter(1),
        "big": typedfactory.Trait(rate=2, x=1),
        "huge": typedfactory.Trait(big=True),
    }
    assert parameter_dependencies("OrderFactory", parameters) == {"rate": {"big"}, "big": {"huge"}, "huge": set()}


def test_arguments_of_declarations_become_trees_of_copies() -> None:
    tree = template_tree({"a": [1], "b__c": 2}, strict=True)
    assert type(tree["a"].value) is Template
    assert flatten(tree) == {"a": [1], "b__c": 2}
    assert template_tree({}, strict=True) == {}
