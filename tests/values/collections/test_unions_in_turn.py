"""Collections of unions take different members, each in turn."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any, Literal, Optional, Union

import pydantic
import pytest
from annotated_types import Len

import typedfactory

SOME: Any = Union[int, str, bool]
KINDS: dict[str, Any] = {
    "list": list[SOME],
    "tuple": tuple[SOME, ...],
    "set": set[SOME],
    "frozenset": frozenset[SOME],
    "values": dict[str, SOME],
    "optional members": list[Optional[SOME]],
}


@dataclasses.dataclass
class Cat:
    lives: int


@dataclasses.dataclass
class Dog:
    tricks: list[Union[Cat, Dog]]


def first_of(kind: Any) -> Any:
    holder: Any = dataclasses.make_dataclass("Holder", [("x", kind)], namespace={"__module__": __name__})
    return typedfactory.build(holder).x


@pytest.mark.parametrize("name", KINDS)
def test_several_elements_are_of_different_members(name: str) -> None:
    made = first_of(Annotated[KINDS[name], Len(3)])
    values = made.values() if isinstance(made, dict) else made
    assert {type(each) for each in values} == {int, str, bool}


@pytest.mark.parametrize("name", ["list", "tuple", "values"])
def test_one_element_is_of_the_first(name: str) -> None:
    made = first_of(KINDS[name])
    assert [type(each) for each in (made.values() if isinstance(made, dict) else made)] == [int]


def test_keys_differ_too() -> None:
    assert {type(key) for key in first_of(Annotated[dict[Union[int, str], int], Len(4)])} == {int, str}


def test_members_with_few_values_make_room_for_others() -> None:
    made = first_of(Annotated[set[Union[Literal["a"], int]], Len(5)])
    assert len(made) == 5
    assert "a" in made


def test_unions_with_discriminators_and_validators() -> None:
    checked: Any = Annotated[Union[int, str], pydantic.Field(description="x")]
    assert {type(each) for each in first_of(Annotated[list[checked], Len(2)])} == {int, str}


def test_models_that_cannot_be_built_again_are_passed_over() -> None:
    made = first_of(Annotated[list[Union[Dog, Cat]], Len(3)])
    assert [type(each) for each in made] == [Dog, Cat, Dog]
    assert all(type(each) is Cat for dog in made if isinstance(dog, Dog) for each in dog.tricks)


def test_by_the_size_that_a_factory_asks_for() -> None:
    @dataclasses.dataclass
    class Holder:
        x: list[Union[int, str]]

    class HolderFactory(typedfactory.Factory[Holder]):
        class Meta:
            collection_size = (2, 4)

    for made in HolderFactory.build_batch(20):
        assert [type(each) for each in made.x] == [int, str, int, str][: len(made.x)]
