"""Traits made from the values of a type, and traits with an argument."""

from __future__ import annotations

import dataclasses
import enum
from typing import Any, Literal

import pytest

import typedfactory as factory
from typedfactory.errors import ArgumentError, InvalidDeclarationError


class Status(enum.Enum):
    NEW = "new"
    PAID = "paid"


@dataclasses.dataclass
class Customer:
    rebate: int = 0


@dataclasses.dataclass
class Order:
    status: Status
    size: Literal["S", "M"]
    price: float
    customer: Customer


class CustomerFactory(factory.Factory[Customer]):
    pass


class OrderFactory(factory.Factory[Order]):
    status, size, price = Status.NEW, "S", 100.0
    customer = factory.SubFactory(CustomerFactory)

    class Params:
        status = factory.Traits(Status)
        size = factory.Traits(Literal["S", "M"], prefix="size_")
        discounted = factory.Trait(
            price=factory.Argument(int, lambda percent: 100.0 - percent), customer__rebate=factory.Argument(int)
        )
        priced = factory.Trait(price=factory.Argument(float))


def test_each_member_of_an_enum_is_a_trait() -> None:
    assert [OrderFactory.build().status, OrderFactory.build(paid=True).status] == [Status.NEW, Status.PAID]
    assert OrderFactory.build(paid=True, status=Status.NEW).status is Status.NEW
    assert OrderFactory.build(paid=False).status is Status.NEW


def test_each_text_of_a_literal_is_a_trait_and_may_have_a_prefix() -> None:
    assert OrderFactory.build(size_M=True).size == "M"


def test_the_later_of_two_members_wins() -> None:
    assert OrderFactory.build(paid=True, new=True).status is Status.PAID


def test_subclasses_inherit_the_traits() -> None:
    class RushFactory(OrderFactory):
        class Params:
            rush = factory.Trait(paid=True)

    assert RushFactory.build(rush=True).status is Status.PAID


def test_an_argument_goes_where_the_trait_says() -> None:
    for _ in range(3):
        order = OrderFactory.build(discounted=20)
        assert (order.price, order.customer.rebate) == (80.0, 20)
    assert OrderFactory.build(priced=3).price == 3
    assert OrderFactory.build(discounted=20, price=5.0).price == 5.0
    assert [order.price for order in OrderFactory.build_batch(2, discounted=10)] == [90.0, 90.0]


def test_what_is_false_switches_a_trait_with_an_argument_off() -> None:
    assert [OrderFactory.build(discounted=given).price for given in (0, None, False)] == [100.0] * 3


@pytest.mark.parametrize("given", [True, "x", 2.5])
def test_an_argument_of_another_class_is_refused(given: Any) -> None:
    with pytest.raises(ArgumentError) as caught:
        OrderFactory.build(discounted=given)
    assert str(caught.value) == (
        f"OrderFactory.discounted: the trait takes an argument of class int, not {given!r}. "
        f"Give it one, discounted=…, or leave it out."
    )


def test_an_argument_outside_of_a_trait_is_refused() -> None:
    class LostFactory(factory.Factory[Order]):
        size = factory.Argument(str)

    with pytest.raises(ArgumentError) as caught:
        LostFactory.build()
    assert str(caught.value) == (
        "LostFactory.size: Argument stands for what a trait is given. Write it inside a Trait, in class Params."
    )


def test_traits_in_the_body_are_refused() -> None:
    with pytest.raises(InvalidDeclarationError) as caught:

        class WrongFactory(factory.Factory[Order]):
            status = factory.Traits(Status)

    assert str(caught.value) == "WrongFactory.status: a Traits belongs into class Params. Move it there."


def test_a_name_that_is_taken_is_refused() -> None:
    with pytest.raises(InvalidDeclarationError) as caught:

        class WrongFactory(factory.Factory[Order]):
            class Params:
                paid = 1
                status = factory.Traits(Status)

    assert str(caught.value) == (
        "Params.status: a trait or param 'paid' is there already. Give Traits a prefix: Traits(…, prefix=\"is_\")."
    )


@pytest.mark.parametrize("values", [int, [1], "ab", Literal[1, 2], enum.Enum])
def test_what_has_no_names_is_refused(values: object) -> None:
    with pytest.raises(ArgumentError) as caught:
        factory.Traits(values)
    assert str(caught.value) == (
        "Traits takes an enum class with members, or a Literal of texts. Write Traits(Status)."
    )


def test_a_value_that_is_no_keyword_is_refused() -> None:
    with pytest.raises(ArgumentError) as caught:
        factory.Traits(Literal["on hold"])
    assert str(caught.value) == (
        "Traits: 'on hold' cannot be written as a keyword of a call. Give Traits a prefix, or write a Trait for each value."
    )


def test_an_argument_names_a_class() -> None:
    wrong: Any = 3
    with pytest.raises(ArgumentError) as caught:
        factory.Argument(wrong)
    assert str(caught.value) == "Argument takes the class of the argument, not 3. Write Argument(int)."


def test_they_show_what_they_are() -> None:
    assert repr(factory.Traits(Status)) == "Traits(new, paid)"
