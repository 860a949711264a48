"""A project whose factories lead to each other in every way."""

SHOP = '''
import dataclasses
import typedfactory as factory


@dataclasses.dataclass
class Address:
    city: str


@dataclasses.dataclass
class Line:
    sku: str


@dataclasses.dataclass
class Customer:
    name: str
    home: Address


@dataclasses.dataclass
class Order:
    customer: Customer
    lines: list[Line]
    ship_to: Address | None = None
    parts: list[object] = dataclasses.field(default_factory=list)


class AddressFactory(factory.Factory[Address]):
    """Makes addresses.

    For every field that holds one.
    """

    class Meta:
        default_for_model = True

    city = "Rome </script><b>"


class CustomerFactory(factory.Factory[Customer]):
    name = factory.Sequence(lambda n: f"customer {n}")


class OrderFactory(factory.Factory[Order]):
    customer = factory.SubFactory(CustomerFactory, home=factory.SubFactory(AddressFactory, city="Oslo"))
    parts = factory.List([factory.SubFactory(AddressFactory)])
    log = factory.RelatedFactory("shop.LogFactory")

    class Params:
        sent = factory.Trait(ship_to=factory.SubFactory(AddressFactory))
        express = factory.Trait(ship_to=factory.SubFactory(AddressFactory))


class LogFactory(factory.DictFactory):
    text = "made"
'''
