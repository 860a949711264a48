"""Every combination of values, and as few as have each two of them together."""

from __future__ import annotations

import dataclasses
import enum
import itertools
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import typedfactory as factory
from typedfactory.errors import ArgumentError, UnknownFieldError
from typedfactory.facade.language.combinations import pairs


class Plan(enum.Enum):
    FREE = "free"
    PRO = "pro"


@dataclasses.dataclass
class Customer:
    vip: bool


@dataclasses.dataclass
class Order:
    plan: Plan
    size: Literal["S", "M"] | None
    customer: Customer
    days: int = 365


class CustomerFactory(factory.Factory[Customer]):
    pass


class OrderFactory(factory.Factory[Order]):
    customer = factory.SubFactory(CustomerFactory)

    class Params:
        trial = factory.Trait(days=30)


def ids(**values: Any) -> list[str]:
    return [each.id for each in OrderFactory.combinations(**values)]


def test_values_are_an_iterable_an_enum_or_all_that_the_type_has() -> None:
    assert ids(days=[1, 2], plan=Plan) == ["days=1-free", "days=1-pro", "days=2-free", "days=2-pro"]
    assert ids(plan=factory.AUTO) == ["free", "pro"]
    assert ids(size=factory.AUTO) == ["S", "M", "size=None"]
    assert ids(trial=factory.AUTO) == ["no_trial", "trial"]
    assert ids(customer__vip=factory.AUTO) == ["no_customer__vip", "customer__vip"]


def test_a_combination_makes_its_object() -> None:
    last = OrderFactory.combinations(plan=Plan, trial=[True, False], customer__vip=[True])[-1]
    assert last.build(size="S") == Order(Plan.PRO, "S", Customer(vip=True))
    assert last.create(size=None, trial=True) == Order(Plan.PRO, None, Customer(vip=True), 30)
    assert OrderFactory.build(**last, size="M") == Order(Plan.PRO, "M", Customer(vip=True))
    assert (len(last), repr(last)) == (3, "<Combination pro-no_trial-customer__vip of OrderFactory>")


def test_values_that_do_not_speak_for_themselves_are_numbered_and_ids_differ() -> None:
    assert ids(days=[[1], [2]]) == ["days0", "days1"]
    assert ids(plan=["x", "x"]) == ["x", "x-2"]


def test_without_fields_there_is_one_combination() -> None:
    assert [dict(each) for each in OrderFactory.combinations()] == [{}]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"days": factory.AUTO},
            (
                "OrderFactory.combinations: days has too many values to take each of them. AUTO is for enums, literals, "
                "booleans and what may be None; list the values of others: days=[…]."
            ),
        ),
        (
            {"days": 3},
            "OrderFactory.combinations: days takes an iterable of values, not int. Write days=[…], or AUTO.",
        ),
        (
            {"size": "SM"},
            "OrderFactory.combinations: size takes an iterable of values, not str. Write size=[…], or AUTO.",
        ),
        ({"days": []}, "OrderFactory.combinations: days has no values. Give it at least one, or leave it out."),
    ],
)
def test_what_has_no_values_is_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        OrderFactory.combinations(**values)
    assert str(caught.value) == message


def test_a_misspelt_field_is_refused() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        OrderFactory.combinations(pln=Plan)
    assert str(caught.value) == (
        "OrderFactory.pln: neither the factory nor Order has a field 'pln'. Did you mean \"plan\"?"
    )


@given(st.lists(st.integers(1, 5).map(lambda size: list(range(size))), max_size=5))
def test_pairs_have_each_two_values_together(columns: list[list[int]]) -> None:
    rows = list(pairs(columns))
    for one, other in itertools.combinations(range(len(columns)), 2):
        together = {(row[one], row[other]) for row in rows}
        assert together == set(itertools.product(columns[one], columns[other]))
    assert len(rows) == len(set(rows)) <= len(list(itertools.product(*columns)))


def test_pairs_are_few_and_the_same_each_time() -> None:
    fields = {name: [1, 2, 3] for name in "abcdef"}
    first = [dict(each) for each in factory.DictFactory.pairwise_combinations(**fields)]
    assert len(first) <= 20
    assert first == [dict(each) for each in factory.DictFactory.pairwise_combinations(**fields)]
