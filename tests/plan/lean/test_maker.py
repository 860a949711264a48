"""Calls that come once or twice: made step by step, right in all that a compiled function is right in."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

import typedfactory
from tests.data.making import define_factory
from typedfactory.plan.call import cache, tiers
from typedfactory.plan.lean import maker


@dataclasses.dataclass
class Address:
    street: str
    city: str = "Rome"


@dataclasses.dataclass
class User:
    name: str
    email: str
    address: Address
    age: int = 18
    tags: list[str] = dataclasses.field(default_factory=list)


class AddressFactory(typedfactory.Factory[Address]):
    street = typedfactory.Sequence(lambda n: f"street {n}")


def make_users(**body: Any) -> Any:
    """Return a factory that was never called."""

    class UserFactory(typedfactory.Factory[User]):
        name = typedfactory.Sequence(lambda n: f"user{n}")
        email = typedfactory.LazyAttribute(lambda o: f"{o.name}@example.com")
        address = typedfactory.SubFactory(AddressFactory)
        tags: Any = ("new", "user")

        class Params:
            old = typedfactory.Trait(age=80, tags=[])

    return define_factory("UserFactory", UserFactory, **body) if body else UserFactory


CALLS: list[dict[str, Any]] = [
    {},
    {"name": "ann"},
    {"age": 3, "name": "ann"},
    {"old": True},
    {"old": False},
    {"old": True, "age": 3},
    {"address__city": "Paris"},
    {"address__city": "Paris", "address__street": "x", "age": 3},
    {"address": Address("y")},
    {"tags": ["mine"]},
    {"__sequence": 7},
]


@pytest.mark.parametrize("given", CALLS, ids=str)
def test_every_call_is_the_same_before_and_after_it_is_compiled(given: dict[str, Any], compiled: list[Any]) -> None:
    users = make_users()
    made: list[User] = []
    for _ in range(tiers.COMPILED_AT + 3):
        users.reset_sequence()
        AddressFactory.reset_sequence()
        made.append(users.build(**given))
    assert made == [made[0]] * len(made)
    assert [plan.meta.factory for plan in compiled].count(users) == 1


@pytest.mark.parametrize("given", CALLS, ids=str)
def test_calls_that_come_rarely_are_not_compiled(given: dict[str, Any], compiled: list[Any]) -> None:
    users = make_users()
    for _ in range(tiers.COMPILED_AT - 1):
        users.build(**given)
    assert [plan for plan in compiled if plan.meta.factory is users] == []


def test_a_batch_counts_for_as_many_calls_as_it_has_objects(compiled: list[Any]) -> None:
    small, large = make_users(), make_users()
    small.build_batch(tiers.COMPILED_AT - 1, age=3)
    large.build_batch(tiers.COMPILED_AT, age=3)
    assert [plan.meta.factory for plan in compiled if plan.meta.factory is not AddressFactory] == [large]


def test_nested_factories_count_for_themselves(compiled: list[Any]) -> None:
    users = make_users()

    class TeamFactory(typedfactory.DictFactory):
        one = typedfactory.SubFactory(users)
        other = typedfactory.SubFactory(users)

    for _ in range(tiers.COMPILED_AT // 2 + 1):
        TeamFactory.build()
    assert {plan.meta.factory for plan in compiled} >= {users}
    assert TeamFactory not in {plan.meta.factory for plan in compiled}


def test_each_object_gets_a_list_of_its_own() -> None:
    users = make_users()
    first, second = users.build(old=True), users.build(old=True)
    first.tags.append("x")
    assert (first.tags, second.tags) == (["x"], [])


def test_a_field_that_is_given_needs_no_declaration_that_works() -> None:
    class LostFactory(typedfactory.Factory[User]):
        email = "e"
        address: Any = typedfactory.SubFactory("tests.nowhere.AddressFactory")

    address = Address("x")
    assert LostFactory.build(name="ann", address=address) == User("ann", "e", address)
    with pytest.raises(typedfactory.errors.FactoryImportError) as caught:
        LostFactory.build(name="ann")
    assert str(caught.value).startswith('LostFactory.address: The factory path "tests.nowhere.AddressFactory"')


def test_what_is_wrong_shows_before_a_number_is_taken() -> None:
    users = make_users()
    for given in ({"nmae": "x"}, {"address__ctiy": "x"}, {"name__x": 1}):
        with pytest.raises(typedfactory.FactoryError):
            users.build(**given)
    assert users.build().name == "user0"


def test_errors_name_the_field_and_keep_their_kind() -> None:
    def fail(_o: Any) -> Any:
        raise KeyError("x")

    users = make_users(email=typedfactory.LazyAttribute(fail))
    with pytest.raises(KeyError) as caught:
        users.build(age=3)
    assert getattr(caught.value, "__notes__", ["while making UserFactory.email"]) == ["while making UserFactory.email"]


def test_a_hook_that_is_replaced_counts_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    users = make_users()
    users.build(age=3)
    monkeypatch.setattr(users, "_build", classmethod(lambda cls, model, **kwargs: kwargs))
    assert users.build(age=3)["age"] == 3
    monkeypatch.undo()
    assert isinstance(users.build(age=3), User)


def test_a_hook_that_a_field_replaces_counts_for_its_own_object() -> None:
    users = make_users()

    def replace(_o: Any) -> str:
        users._build = classmethod(lambda cls, model, **kwargs: kwargs)
        return "e"

    changing = make_users(email=typedfactory.LazyAttribute(replace))
    users = changing
    assert isinstance(changing.build(), dict)


def test_what_is_kept_for_many_shapes_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "SHAPES_COUNTED", 5)
    monkeypatch.setattr(maker, "VARIANTS_KEPT", 5)

    class RowFactory(typedfactory.DictFactory):
        inner = typedfactory.Dict({"x": 1})

    for number in range(50):
        assert RowFactory.build(**{f"k{number}": number})[f"k{number}"] == number
        assert RowFactory.build(**{f"inner__k{number}": number})["inner"] == {"x": 1, f"k{number}": number}
    plans = RowFactory._meta.plans
    assert len(plans.counted["build"]) == 5
    assert len(plans.lean["build"]._variants) <= 6


def test_traits_that_a_declaration_switches_are_left_to_the_resolver() -> None:
    users = make_users(old=typedfactory.Sequence(lambda n: n % 2 == 1))
    assert [users.build(name="ann").age for _ in range(4)] == [18, 80, 18, 80]
