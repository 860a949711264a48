"""A row is a function of the seed, the table and its number: alone, in a batch, in any order, in another process."""

from __future__ import annotations

import dataclasses
import datetime
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import typedfactory as factory
from tests.datasets.shop import CountryFactory, Order, User, UserFactory, make_shop
from typedfactory.datasets import Dataset, Table
from typedfactory.random import get_random_state

SHOP = make_shop()


@pytest.mark.parametrize("name", ["country", "user", "order", "visit"])
@given(chance=st.randoms(use_true_random=False))
def test_any_row_alone_is_the_row_of_a_batch(name: str, chance: random.Random) -> None:
    table = SHOP[name]
    numbers = [chance.randrange(table.count) for _ in range(5)]
    assert table.rows(numbers) == [table.row(number) for number in numbers]


def test_rows_are_the_same_from_a_data_set_that_is_made_anew() -> None:
    assert list(make_shop()["order"]) == list(SHOP["order"])


def test_rows_of_another_seed_are_others() -> None:
    mine, others = SHOP["user"].rows(range(50)), make_shop(seed=8)["user"].rows(range(50))
    assert [user.id for user in mine] == [user.id for user in others]
    assert sum(one.born == other.born for one, other in zip(mine, others, strict=True)) < 5


def test_making_rows_leaves_the_programs_own_numbers_alone() -> None:
    before = UserFactory.build().id, get_random_state()
    SHOP["order"].rows(range(10))
    assert get_random_state() == before[1]
    assert CountryFactory.build().code == "C000"
    SHOP["country"].row(40)
    assert CountryFactory.build().code == "C001"


def test_a_row_holds_the_object_that_it_refers_to_and_agrees_with_it() -> None:
    users: Table = SHOP["user"]
    for order in SHOP["order"].rows(range(0, 600, 7)):
        assert isinstance(order, Order)
        assert order.user == users.row(order.user.id - 1)
        assert order.country == order.user.country.code
        assert order.user.email == f"{order.user.name.lower()}@example.com"


def test_rows_per_row_stand_side_by_side_and_are_numbered() -> None:
    lines: dict[int, list[int]] = {}
    for order in SHOP["order"]:
        lines.setdefault(order.user.id, []).append(order.line)
    assert all(each == list(range(1, len(each) + 1)) for each in lines.values())
    assert max(map(len, lines.values())) == 6


def test_objects_of_a_lists_have_numbers_of_their_own() -> None:
    skus = [item.sku for order in SHOP["order"] for item in order.items]
    assert len(set(skus)) == len(skus)
    assert {len(order.items) for order in SHOP["order"]} == {1, 2, 3}


def test_there_is_no_row_beyond_the_last() -> None:
    with pytest.raises(IndexError) as caught:
        SHOP["country"].row(50)
    assert str(caught.value) == "country: there is no row 50; there are 50, from 0 on."


def test_a_table_says_what_it_is() -> None:
    assert repr(SHOP["user"]) == "<table user: 300 rows of UserFactory>"
    assert repr(SHOP) == "Dataset(seed=7, tables=[country, user, order, visit])"
    assert len(SHOP["user"]) == 300
    assert [table.name for table in SHOP] == ["country", "user", "order", "visit"]


def test_a_scaled_data_set_has_more_rows_but_where_their_number_is_fixed() -> None:
    scaled = SHOP.scaled(10)
    assert [table.count for table in scaled] == [50, 3000, pytest.approx(9000, rel=0.02), 10_000]
    order = scaled["order"].row(8000)
    assert order.user == scaled["user"].row(order.user.id - 1)


@dataclasses.dataclass
class Address:
    city: str
    code: int


@dataclasses.dataclass
class Person:
    id: int
    address: Address
    role: str
    joined: datetime.date
    nick: str


class AddressFactory(factory.Factory[Address]):
    code = factory.Sequence(lambda n: n)


class PersonFactory(factory.Factory[Person]):
    class Params:
        boss = factory.Trait(role="boss")

    address = factory.SubFactory(AddressFactory)
    role = "clerk"
    nick = factory.LazyAttributeSequence(lambda o, n: f"{o.role}{n}")

    @factory.post_generation
    def shout(person: Any, create: bool, extracted: object, **kwargs: object) -> None:  # noqa: N805
        person.nick = person.nick.upper()


def test_traits_nested_factories_and_hooks_work_as_in_tests() -> None:
    data = Dataset(1)
    people = data.table(PersonFactory, 100, boss=True, address__city="Rome")
    person = people.row(42)
    assert (person.id, person.role, person.nick, person.address) == (43, "boss", "BOSS42", Address("Rome", 42))
    assert people.rows([7, 42])[1] == person


class FromFactory(factory.Factory[Address]):
    city = factory.Sequence(lambda n: f"city{n}")

    @classmethod
    def _setup_next_sequence(cls) -> int:
        return 1000


def test_the_first_number_of_a_factory_is_that_of_the_first_row() -> None:
    assert Dataset().table(FromFactory, 5, key_="city").row(2).city == "city1002"


class MailFactory(factory.Factory[User]):
    name = factory.Faker("first_name", unique=True)
    email = factory.Unique(factory.LazyFunction(lambda: "ann@example.com"))
    age = factory.Unique(factory.fuzzy.FuzzyInteger(1, 120))


def test_what_is_unique_is_so_without_remembering() -> None:
    users = Dataset().table(MailFactory, 100, country=None)
    made = users.rows(range(100))
    assert len({user.name for user in made}) == len({user.email for user in made}) == 100
    assert made[7].email == "ann.7@example.com"
    assert users.row(50) == made[50]


class CityFactory(factory.Factory[Address]):
    city = factory.Iterator(["Rome", "Oslo", "Bern"], getter=str.upper)
    code = 1


def test_iterators_go_round_with_the_number_of_the_row_nested_ones_too() -> None:
    cities = Dataset().table(CityFactory, 10, key_="city")
    assert [cities.row(number).city for number in (5, 3, 4, 0)] == ["BERN", "ROME", "OSLO", "ROME"]
    people = Dataset().table(PersonFactory, 10, address=factory.SubFactory(CityFactory))
    assert [people.row(number).address.city for number in (5, 3, 4, 0)] == ["BERN", "ROME", "OSLO", "ROME"]
    assert CityFactory.build().city == "ROME"
