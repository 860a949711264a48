"""Values for all fields of a type, or of a name."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any, Literal

import pytest

import typedfactory as factory
from typedfactory.errors import ArgumentError


@dataclasses.dataclass
class Country:
    code: str
    tenant_id: int


@dataclasses.dataclass
class Address:
    city: str
    country: Country


@dataclasses.dataclass
class Line:
    tenant_id: int
    price: float


@dataclasses.dataclass
class Order:
    number: str
    tenant_id: int
    address: Address
    lines: list[Line]
    state: Literal["new", "paid"]
    paid: bool
    day: datetime.date | None
    note: str = ""


class AddressFactory(factory.Factory[Address]):
    city = "Rome"


class OrderFactory(factory.Factory[Order]):
    number = factory.Sequence(lambda n: f"no {n}")
    address = factory.SubFactory(AddressFactory)


DAY = datetime.date(2024, 1, 31)


def test_all_fields_of_a_type_within_a_model() -> None:
    for _ in range(3):
        order = OrderFactory.build_where(factory.where(str, within=Address) == "x")
        assert (order.address.city, order.address.country.code, order.note) == ("x", "x", "")
        assert order.number.startswith("no ")


def test_all_fields_of_a_name_however_deep() -> None:
    order = OrderFactory.build_where(factory.fields("*_id") == 7)
    assert (order.tenant_id, order.address.country.tenant_id, order.lines[0].tenant_id) == (7, 7, 7)


def test_defaults_unions_and_literals_are_selected_by_their_type() -> None:
    order = OrderFactory.create_where(
        factory.where(str) == "x", factory.where(datetime.date) == DAY, factory.where(Literal["new", "paid"]) == "paid"
    )
    assert (order.note, order.day, order.state) == ("x", DAY, "paid")


def test_a_boolean_is_no_number_here() -> None:
    assert type(OrderFactory.build_where(factory.where(int) == 3).paid) is bool


def test_later_selections_and_overrides_are_stronger() -> None:
    order = OrderFactory.build_where(
        factory.where(str) == "x", factory.fields("city") == "Oslo", address__country__code="NO", number="n"
    )
    assert (order.number, order.address.city, order.address.country.code) == ("n", "Oslo", "NO")


def test_a_whole_object_leaves_nothing_to_set_inside() -> None:
    address = Address("Bonn", Country("DE", 1))
    order = OrderFactory.build_where(factory.where(str) == "x", factory.where(Address) == address)
    assert order.address is address
    given = OrderFactory.build_where(factory.fields("*_id") == 7, address=address)
    assert (given.address.country.tenant_id, given.tenant_id) == (1, 7)


def test_values_may_be_declarations() -> None:
    order = OrderFactory.build_where(factory.fields("tenant_id") == factory.Sequence(lambda n: n + 100))
    assert order.tenant_id >= 100


def test_related_factories_are_reached() -> None:
    made: list[Line] = []

    class LineFactory(factory.Factory[Line]):
        @classmethod
        def _after_postgeneration(cls, instance: Any, create: bool, results: Any = None) -> None:
            made.append(instance)

    @dataclasses.dataclass
    class Plain:
        name: str

    class PlainFactory(factory.Factory[Plain]):
        lines = factory.RelatedFactoryList(LineFactory, size=2)

    PlainFactory.build_where(factory.fields("tenant_id") == 9)
    assert [line.tenant_id for line in made] == [9, 9]


@dataclasses.dataclass
class Node:
    name: str
    child: Node | None


def test_models_that_contain_themselves_end() -> None:
    class NodeFactory(factory.Factory[Node]):
        pass

    assert NodeFactory.build_where(factory.where(str) == "x").name == "x"


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        (
            factory.where(bytes),
            "OrderFactory: no field of type bytes is in what it makes. ",
        ),
        (
            factory.where(str, within=Line),
            "OrderFactory: no field of type str within Line is in what it makes. ",
        ),
        (
            factory.fields("tenantid"),
            "OrderFactory: no field called 'tenantid' is in what it makes. Did you mean \"tenant_id\"?",
        ),
    ],
)
def test_a_selection_of_nothing_is_refused(selection: Any, message: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        OrderFactory.build_where(selection == 1)
    assert str(caught.value).startswith(message)


def test_what_is_no_selection_is_refused() -> None:
    wrong: Any = 3
    with pytest.raises(ArgumentError) as caught:
        OrderFactory.build_where(wrong)
    assert str(caught.value) == (
        'OrderFactory.build_where takes selections, as in where(str) == "x", not int. Give fields by name.'
    )
    with pytest.raises(ArgumentError) as caught:
        factory.fields(wrong)
    assert str(caught.value) == 'fields takes the name of fields, as in fields("*_id"), not int.'
