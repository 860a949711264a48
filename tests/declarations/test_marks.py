"""AUTO, USE_DEFAULT and Unique: words for one field."""

from __future__ import annotations

import dataclasses
import enum
from typing import Any

import pytest

import typedfactory
from typedfactory.declarations import comparable
from typedfactory.errors import InvalidDeclarationError, UniqueExhaustedError, UnknownFieldError


class Role(enum.Enum):
    USER = "user"
    ADMIN = "admin"


@dataclasses.dataclass
class Address:
    city: str = "Oslo"


@dataclasses.dataclass
class User:
    name: str
    role: Role = Role.USER
    age: int | None = None
    address: Address | None = None


class UserFactory(typedfactory.Factory[User]):
    name = "joe"


def test_auto_fills_a_field_that_has_a_default() -> None:
    class AgedFactory(UserFactory):
        age = typedfactory.AUTO

    assert UserFactory.build().age is None
    assert type(AgedFactory.build().age) is int
    assert type(UserFactory.build(age=typedfactory.AUTO).age) is int


def test_auto_takes_the_place_of_an_inherited_declaration() -> None:
    class AnyNameFactory(UserFactory):
        name = typedfactory.AUTO

    assert AnyNameFactory.build().name != "joe"


def test_auto_works_in_traits_subfactories_and_for_models() -> None:
    class TraitFactory(UserFactory):
        class Params:
            housed = typedfactory.Trait(address=typedfactory.AUTO)

    class HomeFactory(typedfactory.DictFactory):
        owner = typedfactory.SubFactory(UserFactory, age=typedfactory.AUTO)

    assert TraitFactory.build().address is None
    assert TraitFactory.build(housed=True).address == Address()
    assert type(HomeFactory.build()["owner"].age) is int


def test_auto_for_what_is_no_field_of_the_model_is_an_error() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        typedfactory.make_factory(dict, x=typedfactory.AUTO).build()
    assert str(caught.value) == (
        "dictFactory.x: AUTO fills a field of the model by its type, and no such field is known. Give a value instead."
    )


def test_auto_works_in_a_branch_of_a_maybe_and_under_a_transformer() -> None:
    class EitherFactory(UserFactory):
        name: Any = typedfactory.Maybe("named", typedfactory.AUTO, "x")
        age: Any = typedfactory.Transformer(typedfactory.AUTO, transform=str)

        class Params:
            named = True

    made: Any = EitherFactory.build()
    assert made.name not in ("x", "joe")
    assert type(made.age) is str
    assert EitherFactory.build(named=False).name == "x"
    assert EitherFactory.build(name=typedfactory.Maybe("named", typedfactory.AUTO)).name != "joe"


def test_auto_for_a_hook_is_an_error() -> None:
    class OddFactory(UserFactory):
        @typedfactory.post_generation
        def welcome(self: User, create: bool, extracted: Any, **kwargs: Any) -> None:
            """Do nothing."""

    with pytest.raises(InvalidDeclarationError) as caught:
        OddFactory.build(welcome__by=typedfactory.AUTO)
    assert str(caught.value) == (
        "OddFactory.by: AUTO stands for a field of the model, and here is none. Give a value instead."
    )
    assert repr(typedfactory.AUTO) == "AUTO"


def test_use_default_leaves_a_field_to_the_model() -> None:
    class GrownFactory(UserFactory):
        age = 30

        class Params:
            ageless = typedfactory.Trait(age=typedfactory.USE_DEFAULT)

    assert GrownFactory.build().age == 30
    assert GrownFactory.build(age=typedfactory.USE_DEFAULT).age is None
    assert GrownFactory.build(ageless=True).age is None


def test_unique_values_do_not_repeat_until_the_sequence_is_reset() -> None:
    class RoleFactory(UserFactory):
        role = typedfactory.Unique(typedfactory.AUTO)

    assert {user.role for user in RoleFactory.build_batch(2)} == set(Role)
    with pytest.raises(UniqueExhaustedError) as caught:
        RoleFactory.build()
    assert str(caught.value) == (
        "RoleFactory.role: no new value in 1,000 tries, after 2 different ones. Let the declaration give more values, "
        "or start again with reset_sequences()."
    )
    RoleFactory.reset_sequence(force=True)
    assert RoleFactory.build().role in set(Role)


def test_unique_counts_for_a_factory_and_those_that_inherit_it() -> None:
    class FirstFactory(typedfactory.DictFactory):
        eyes = typedfactory.Unique(typedfactory.fuzzy.FuzzyInteger(1, 3))

    class SecondFactory(FirstFactory):
        pass

    made = [*FirstFactory.build_batch(1), *SecondFactory.build_batch(2)]
    assert sorted(die["eyes"] for die in made) == [1, 2, 3]


def test_unique_values_need_not_be_hashable() -> None:
    class ListFactory(typedfactory.DictFactory):
        pair = typedfactory.Unique(typedfactory.Iterator([[1], [1], [2]]))

    assert [made["pair"] for made in ListFactory.build_batch(2)] == [[1], [2]]


def test_unique_takes_a_declaration() -> None:
    with pytest.raises(InvalidDeclarationError) as caught:
        typedfactory.Unique(3)  # type: ignore[arg-type]  # the mistake at hand
    assert str(caught.value) == "Unique takes a declaration or AUTO, not int: one value cannot be unique."


class Unhashable:
    __slots__ = ()
    __hash__: Any = None


@pytest.mark.parametrize(
    "value", [[1, [2]], {"a": [1]}, {1, 2}, bytearray(b"x"), dataclasses.make_dataclass("D", [("x", int)])(1)]
)
def test_equal_values_have_equal_stand_ins(value: Any) -> None:
    assert comparable(value, "It") == comparable(value, "It")
    hash(comparable(value, "It"))


def test_what_has_neither_hash_nor_attributes_cannot_be_told_apart() -> None:
    with pytest.raises(InvalidDeclarationError) as caught:
        comparable(Unhashable(), "It")
    assert str(caught.value) == (
        "It gives a Unhashable, which cannot be told from others because it has no hash. "
        "Give its class a __hash__, or leave unique away."
    )
