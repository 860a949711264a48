"""build_any, register, and the options of class Meta that say how fields are filled."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, NewType

import pytest

import typedfactory
from tests.data.making import define_factory
from typedfactory.errors import MetaOptionError, UnfillableError
from typedfactory.ground.constraints import Constraints
from typedfactory.values.core import registry

Code = NewType("Code", str)


class Colour:
    def __init__(self, hue: int) -> None:
        self.hue = hue


@dataclasses.dataclass
class Gt:
    gt: int


@dataclasses.dataclass
class Leaf:
    veins: int | None
    tags: list[str]
    note: str = "none"


@dataclasses.dataclass
class Tree:
    leaf: Leaf | None
    branch: Tree | None


@dataclasses.dataclass
class Deep:
    below: Deeper | None


@dataclasses.dataclass
class Deeper:
    leaf: Leaf | None


@pytest.fixture
def taught() -> Iterator[None]:
    known = dict(registry._provided)
    yield
    registry._provided.clear()
    registry._provided.update(known)


def test_a_value_of_any_type_is_made_without_a_factory() -> None:
    made = typedfactory.build_any(list[Leaf])
    assert type(made[0]) is Leaf
    assert type(typedfactory.build_any(Annotated[int, "metres"])) is int


def test_what_cannot_be_made_is_named() -> None:
    with pytest.raises(UnfillableError) as caught:
        typedfactory.build_any(Colour.__init__)
    assert str(caught.value).startswith("build_any: values of type ")


def test_all_factories_can_be_taught_a_type(taught: None) -> None:
    def paint(stream: random.Random, constraints: Constraints) -> Colour:
        return Colour(stream.randrange(10))

    typedfactory.register(Colour, paint)
    typedfactory.register(Code, lambda stream, constraints: "code")
    assert typedfactory.build_any(Colour).hue in range(10)
    assert typedfactory.build_any(dict[Code, Colour])["code"].hue in range(10)  # type: ignore[index]  # a NewType of str


def test_a_factory_can_be_taught_a_type_and_sees_the_constraints() -> None:
    seen: list[Any] = []

    def paint(stream: random.Random, constraints: Constraints) -> int:
        seen.append(constraints.given)
        return 7

    class LeafFactory(typedfactory.Factory[Leaf]):
        class Meta:
            providers: ClassVar[dict[Any, Any]] = {int: paint}

    @dataclasses.dataclass
    class Pot:
        leaf: Leaf

    assert LeafFactory.build().veins == 7
    assert seen == [()] or not any(seen)
    pot: Any = typedfactory.make_factory(Pot, FACTORY_CLASS=typedfactory.Factory)
    pot._meta.providers = {Leaf: lambda stream, constraints: "leaf"}
    assert pot.build().leaf == "leaf"


@pytest.mark.parametrize(("optional", "expected"), [("value", {False}), ("none", {True}), ("random", {False, True})])
def test_optional_fields_get_a_value_none_or_either(optional: str, expected: set[bool]) -> None:
    meta = type("Meta", (), {"optional": optional, "model": Leaf})
    factory: Any = define_factory("LeafFactory", typedfactory.Factory, Meta=meta)
    with typedfactory.random.seeded(3):
        assert {factory.build().veins is None for _ in range(40)} == expected


@pytest.mark.parametrize(("size", "expected"), [(3, {3}), ((0, 1), {0, 1}), (range(2, 4), {2, 3})])
def test_collections_have_the_size_that_meta_says(size: Any, expected: set[int]) -> None:
    class LeafFactory(typedfactory.Factory[Leaf]):
        class Meta:
            collection_size = size

    with typedfactory.random.seeded(3):
        assert {len(LeafFactory.build().tags) for _ in range(40)} == expected


def test_defaults_are_filled_too_where_meta_says_so() -> None:
    class LeafFactory(typedfactory.Factory[Leaf]):
        class Meta:
            autofill = "all"

    assert LeafFactory.build().note != "none"


def test_nothing_is_filled_where_meta_says_so() -> None:
    class LeafFactory(typedfactory.Factory[Leaf]):
        class Meta:
            autofill = False

    with pytest.raises(TypeError, match="missing"):
        LeafFactory.build()


def test_models_nest_as_deep_as_meta_says() -> None:
    class DeepFactory(typedfactory.Factory[Deep]):
        pass

    class FlatFactory(DeepFactory):
        class Meta:
            max_depth = 1

    class HalfFactory(DeepFactory):
        class Meta:
            max_depth = 2

    deep, half = DeepFactory.build().below, HalfFactory.build().below
    assert deep is not None
    assert type(deep.leaf) is Leaf
    assert half == Deeper(leaf=None)
    assert FlatFactory.build() == Deep(below=None)


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        (
            "optional",
            "maybe",
            'takes "value" (the default), "none", "random" or the share of values, a number from 0 to 1.',
        ),
        ("collection_size", "3", "takes a number, a pair (fewest, most), a range of numbers, or a distribution."),
        ("collection_size", (3, 1), "takes sizes from 0 up, the fewest first, not (3, 1)."),
        ("max_depth", 0, "takes a number from 1 up: how many models may be nested in each other."),
        (
            "providers",
            {int: 3},
            "takes a dict of type → function, called with the random stream and the constraints, or → factory.",
        ),
        ("max_tries", True, "takes a number from 1 up: how many attempts a model may be given."),
    ],
)
def test_options_refuse_what_they_do_not_take(option: str, value: Any, message: str) -> None:
    meta = type("Meta", (), {option: value, "model": Leaf})
    with pytest.raises(MetaOptionError) as caught:
        define_factory("LeafFactory", typedfactory.Factory, Meta=meta)
    assert str(caught.value) == f"LeafFactory.Meta.{option}: {message}"


def test_a_default_factory_fills_fields_of_its_model() -> None:
    @dataclasses.dataclass
    class Fruit:
        name: str

    @dataclasses.dataclass
    class Basket:
        one: Fruit
        many: list[Fruit]

    class FruitFactory(typedfactory.Factory[Fruit]):
        name = "pear"

        class Meta:
            default_for_model = True

    globals().update(Fruit=Fruit)
    made = typedfactory.make_factory(Basket).build()
    assert made == Basket(Fruit("pear"), [Fruit("pear")])
    with pytest.raises(MetaOptionError) as caught:
        define_factory("NoFactory", typedfactory.Factory, Meta=type("Meta", (), {"default_for_model": True}))
    assert str(caught.value) == ("NoFactory.Meta.default_for_model: the factory has no model. Name one in Meta.model.")
