"""Amounts that add up."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import annotated_types as at
import pytest

from tests.realism.modelling import realistic
from typedfactory.ground.constraints import DecimalPlaces, MaxDigits


@pytest.mark.parametrize("kind", [Decimal, float, int])
def test_a_total_is_the_price_of_all_pieces(kind: Any) -> None:
    for line in realistic("Line", price=kind, quantity=int, total=kind).build_batch(20):
        assert line.total == pytest.approx(line.price * line.quantity)
        assert line.total >= line.price
        assert 1 <= line.quantity <= 10


def test_a_total_counts_what_is_given() -> None:
    make = realistic("Order", subtotal=Decimal, tax=Decimal, shipping_cost=Decimal, discount=Decimal, total=Decimal)
    order = make.build(subtotal=Decimal(100), tax=Decimal(15), shipping_cost=Decimal(5), discount=Decimal(20))
    assert order.total == Decimal(100)
    for order in make.build_batch(20):
        assert order.total == order.subtotal + order.tax + order.shipping_cost - order.discount
        assert 0 < order.discount < order.subtotal


@pytest.mark.parametrize("kind", [Decimal, float])
def test_amounts_have_two_digits(kind: Any) -> None:
    for item in realistic("Item", price=kind, balance=kind, salary=kind).build_batch(20):
        assert round(item.price, 2) == item.price
        assert 1 <= item.price < 500
        assert 25_000 <= item.salary < 120_000


@pytest.mark.parametrize(
    "asked",
    [
        at.Ge(Decimal(5000)),
        at.Lt(Decimal("0.5")),
        at.Interval(gt=Decimal(7), lt=Decimal("7.2")),
        at.Le(Decimal(-1)),
        at.MultipleOf(Decimal("0.25")),
        DecimalPlaces(1),
        MaxDigits(2),
    ],
)
def test_what_is_asked_is_kept(asked: Any) -> None:
    for item in realistic("Item", price=Annotated[Decimal, asked]).build_batch(20):
        assert not isinstance(asked, at.Ge) or item.price >= 5000
        assert not isinstance(asked, at.Le) or item.price <= -1
        assert not isinstance(asked, at.Lt) or item.price < Decimal("0.5")
        assert not isinstance(asked, at.Interval) or 7 < item.price < Decimal("7.2")
        assert not isinstance(asked, at.MultipleOf) or item.price % Decimal("0.25") == 0
        assert not isinstance(asked, DecimalPlaces) or round(item.price, 1) == item.price
        assert not isinstance(asked, MaxDigits) or abs(item.price) < 100


def test_numbers_around_money() -> None:
    item = realistic("Item", rating=int, percent=float, stock=int, year=int, port=int).build()
    assert 1 <= item.rating <= 5
    assert 0 <= item.percent <= 100
    assert 1990 <= item.year <= 2024
    assert item.port >= 1024


def test_an_amount_that_is_no_number_has_no_say() -> None:
    make = realistic("Order", price=Decimal, total=Decimal)
    assert make.build(price=Decimal("NaN")).total > 0
    assert make.build(price=None).total > 0
