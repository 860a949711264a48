import dataclasses

import pytest

import typedfactory as factory
from typedfactory.errors import InvalidDeclarationError
from typedfactory.pytest_plugin import named_model
from typedfactory.pytest_plugin.naming import (
    check_fixture_name,
    factory_fixture_name,
    object_fixture_name,
    snake_case,
)


@pytest.mark.parametrize(
    ("name", "fixture"),
    [
        ("User", "user"),
        ("UserProfile", "user_profile"),
        ("HTTPHeader", "http_header"),
        ("C3PO", "c3_po"),
        ("Already_snake", "already_snake"),
        ("V2Payload", "v2_payload"),
    ],
)
def test_snake_case(name: str, fixture: str) -> None:
    assert snake_case(name) == fixture


@dataclasses.dataclass
class SalesPerson:
    name: str


class SalesPersonFactory(factory.Factory[SalesPerson]):
    pass


class RegionalSalesPersonFactory(factory.Factory[SalesPerson]):
    pass


class Sellers(factory.Factory[SalesPerson]):
    pass


class Factory(factory.Factory[SalesPerson]):
    pass


@pytest.mark.parametrize(
    ("made_by", "factory_fixture", "object_fixture"),
    [
        (SalesPersonFactory, "sales_person_factory", "sales_person"),
        (RegionalSalesPersonFactory, "regional_sales_person_factory", "regional_sales_person"),
        (Sellers, "sellers", "sales_person"),
        (Factory, "factory", "sales_person"),
    ],
)
def test_names_come_from_the_factory(
    made_by: type[factory.Factory[SalesPerson]], factory_fixture: str, object_fixture: str
) -> None:
    assert (factory_fixture_name(made_by), object_fixture_name(made_by)) == (factory_fixture, object_fixture)


def test_a_name_has_to_be_that_of_an_argument() -> None:
    assert check_fixture_name(Sellers, "best_seller") == "best_seller"
    with pytest.raises(InvalidDeclarationError) as caught:
        check_fixture_name(Sellers, "best seller")
    assert str(caught.value) == (
        "register(Sellers): 'best seller' cannot be the name of a fixture. "
        'Give a name that can be an argument, as in register(Sellers, "special").'
    )


def test_a_named_model_is_a_subclass() -> None:
    payload = named_model(dict, "JSONPayload")
    assert (payload.__name__, payload.__mro__[1], payload(a=1)) == ("JSONPayload", dict, {"a": 1})
