"""Fields that nobody declared: which are filled, by what, and where it ends."""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import Any

import attrs
import pytest

import typedfactory
from tests.data.making import notes_of
from typedfactory.errors import UnfillableError


@dataclasses.dataclass
class Address:
    street: str
    city: str = "Paris"


@attrs.define
class Person:
    name: str
    address: Address
    spare: Address | None
    others: list[Address]
    nickname: str = "none"


@dataclasses.dataclass
class Chain:
    name: str
    next: Chain | None


@dataclasses.dataclass
class Tree:
    children: list[Tree]


@dataclasses.dataclass
class Endless:
    again: Endless


@dataclasses.dataclass
class Ping:
    pong: Pong


@dataclasses.dataclass
class Pong:
    ping: Ping | None


@dataclasses.dataclass
class Odd:
    code: types.CodeType
    fine: int = 3


class PersonFactory(typedfactory.Factory[Person]):
    pass


def test_fields_without_default_are_filled_by_type() -> None:
    made = PersonFactory.build()
    assert isinstance(made.name, str)
    assert isinstance(made.address.street, str)
    assert isinstance(made.spare, Address)
    assert [type(other) for other in made.others] == [Address]
    assert (made.nickname, made.address.city) == ("none", "Paris")


def test_declared_fields_are_not_filled() -> None:
    class NamedFactory(typedfactory.Factory[Person]):
        name = "joe"
        address = None

    made = NamedFactory.build(spare=None, others=[])
    assert attrs.asdict(made) == {"name": "joe", "address": None, "spare": None, "others": [], "nickname": "none"}


def test_filled_fields_take_overrides_and_paths() -> None:
    made = PersonFactory.build(name="ann", address__city="Lyon", spare__city="Rome")
    assert (made.name, made.address.city) == ("ann", "Lyon")
    assert made.spare is not None
    assert made.spare.city == "Rome"


def test_lazy_functions_see_filled_fields() -> None:
    class GreetingFactory(typedfactory.Factory[Person]):
        nickname = typedfactory.LazyAttribute(lambda o: o.name[:2])

    made = GreetingFactory.build()
    assert made.nickname == made.name[:2]


def test_all_fields_are_filled_on_request_and_none_on_request() -> None:
    class FullFactory(typedfactory.Factory[Address]):
        class Meta:
            autofill = "all"

    class BareFactory(typedfactory.Factory[Address]):
        class Meta:
            autofill = False

    assert FullFactory.build().city != "Paris"
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'street'"):
        BareFactory.build()
    assert BareFactory.build(street="s") == Address("s")


def test_excluded_and_renamed_fields_keep_their_meaning() -> None:
    class RenamedFactory(typedfactory.Factory[Address]):
        class Meta:
            rename = {"road": "street"}  # noqa: RUF012 - read once

    made = RenamedFactory.build(road="s")
    assert made == Address("s")
    assert isinstance(RenamedFactory.build().street, str)


def test_filled_values_follow_the_seed() -> None:
    with typedfactory.random.seeded(1):
        first = PersonFactory.build()
    with typedfactory.random.seeded(1):
        assert PersonFactory.build() == first


def test_nested_models_keep_the_strategy() -> None:
    stub = PersonFactory.stub()
    assert isinstance(stub.address, typedfactory.StubObject)


def test_a_recursive_model_ends_at_the_first_place_that_may_be_empty() -> None:
    chain = typedfactory.make_factory(Chain).build()
    assert isinstance(chain.name, str)
    tree = typedfactory.make_factory(Tree).build()
    assert isinstance(tree.children, list)
    ping = typedfactory.make_factory(Ping).build()
    assert ping.pong.ping is None


def test_a_model_that_needs_itself_without_end_is_an_error() -> None:
    with pytest.raises(UnfillableError) as caught:
        typedfactory.make_factory(Endless).build()
    assert str(caught.value) == (
        "EndlessFactory.again: filling it never ends: Endless → Endless → …. "
        "Declare the field, or let a type on the way be optional."
    )
    assert notes_of(caught.value) == ["while making EndlessFactory.again"]
    assert typedfactory.make_factory(Endless, again=None).build() == Endless(typing.cast("Any", None))


def test_a_field_that_cannot_be_filled_is_an_error() -> None:
    with pytest.raises(UnfillableError) as caught:
        typedfactory.make_factory(Odd).build()
    assert str(caught.value) == (
        "OddFactory.code: values of type code cannot be made. Declare the field, or give it a default."
    )
    assert typedfactory.make_factory(Odd, code=None).build() == Odd(typing.cast("Any", None))
