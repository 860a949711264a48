"""The factories of the shop.

What they leave out is filled by type (an order's ``reference``), keeps the model's default (a customer's ``is_vip``),
or comes from the default factory of a nested model (the address of a customer, the workplace of an employee).
"""

from __future__ import annotations

import datetime

import typedfactory as factory

from .models import Address, Customer, Employee, Order, Status


class AddressFactory(factory.Factory[Address]):
    """Makes addresses, for every field that holds one."""

    class Meta:
        default_for_model = True

    street = factory.Faker("street_address")
    postcode = factory.Faker("postcode")
    city = factory.Faker("city")
    country = factory.fuzzy.FuzzyChoice(["CA", "DE", "NL", "NZ"])


class CustomerFactory(factory.Factory[Customer]):
    """Makes customers; the email address follows from the name."""

    number = factory.Sequence(lambda n: 1000 + n)
    name = factory.Faker("name")
    email = factory.LazyAttribute(lambda o: f"{o.name.split()[-1].lower()}.{o.number}@example.org")


class EmployeeFactory(factory.Factory[Employee]):
    """Makes employees."""

    name = factory.Faker("name")


class OrderFactory(factory.Factory[Order]):
    """Makes orders that go to the customer's country, new or paid; ``shipped=True`` makes shipped ones."""

    class Params:
        shipped = factory.Trait(
            status=Status.SHIPPED,
            shipped_on=factory.LazyAttribute(lambda o: o.ordered_on + datetime.timedelta(days=2)),
            packed_by=factory.SubFactory(EmployeeFactory),
        )

    number = factory.Sequence(lambda n: n + 1)
    customer = factory.SubFactory(CustomerFactory)
    address = factory.SubFactory(AddressFactory, country=factory.SelfAttribute("..customer.address.country"))
    status = factory.fuzzy.FuzzyChoice([Status.NEW, Status.PAID])
    amount = factory.fuzzy.FuzzyDecimal(5, 950)
    ordered_on = factory.fuzzy.FuzzyDate(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
