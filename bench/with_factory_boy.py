"""The cases with factory_boy."""

# It says that it has type hints, but its functions and what it exports have none.
# mypy: disable-error-code="attr-defined, misc, name-defined, no-untyped-call, untyped-decorator"

from __future__ import annotations

import itertools
from typing import Any

import factory

from bench.keywords import combinations_of_fields
from bench.models import Account, Address, Agent, Article, Customer, Order, Settings, Tenant, Ticket, User


class UserFactory(factory.Factory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda o: f"{o.username}@example.com")
    first_name = "Ann"
    last_name = "Lee"
    age = 30

    class Params:
        retired = factory.Trait(last_name="Senior", age=70)


class FakeNamesFactory(factory.Factory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda o: f"{o.username}@example.com")
    first_name = factory.Faker("first_name")
    last_name = factory.Faker("last_name")
    age = 30


class ArticleFactory(factory.Factory):
    class Meta:
        model = Article

    title = factory.Sequence(lambda n: f"Title {n}")
    author = factory.SubFactory(UserFactory)
    tags = factory.List(["new", "short", factory.Sequence(lambda n: f"no{n}")])
    settings = factory.Dict({"draft": True, "pinned": False})


class AddressFactory(factory.Factory):
    class Meta:
        model = Address

    street = factory.Sequence(lambda n: f"{n} Main Street")
    city = "London"


class CustomerFactory(factory.Factory):
    class Meta:
        model = Customer

    name = factory.Sequence(lambda n: f"Customer {n}")
    address = factory.SubFactory(AddressFactory)


class OrderFactory(factory.Factory):
    class Meta:
        model = Order

    number = factory.Sequence(lambda n: n)
    customer = factory.SubFactory(CustomerFactory)
    total = 100


class TenantFactory(factory.Factory):
    class Meta:
        model = Tenant

    name = "acme"


class AgentFactory(factory.Factory):
    class Meta:
        model = Agent

    name = "ann"
    tenant = factory.SubFactory(TenantFactory)


class TicketFactory(factory.Factory):
    class Meta:
        model = Ticket

    number = factory.Sequence(lambda n: n)
    tenant = factory.SubFactory(TenantFactory)
    agent = factory.SubFactory(AgentFactory)


class AccountFactory(factory.Factory):
    class Meta:
        model = Account

    name = factory.Sequence(lambda n: f"account{n}")
    secret = factory.PostGenerationMethodCall("set_password", "secret")

    @factory.post_generation
    def note(obj: Account, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805 - the protocol
        obj.log.append("saved" if create else "built")


class SettingsFactory(factory.Factory):
    class Meta:
        model = Settings


FACTORIES = (
    UserFactory,
    FakeNamesFactory,
    ArticleFactory,
    AddressFactory,
    CustomerFactory,
    OrderFactory,
    AccountFactory,
)

flat = UserFactory.build
flat_call = UserFactory
faker_names = FakeNamesFactory.build
nested = ArticleFactory.build
three_deep = OrderFactory.build
post_generation = AccountFactory.build


def two_overrides() -> Any:
    return UserFactory.build(first_name="Eve", age=20)


def trait_on() -> Any:
    return UserFactory.build(retired=True)


def deep_override() -> Any:
    return OrderFactory.build(customer__address__city="Paris")


def shared() -> Any:
    # By hand, field by field: nothing stands for all others of its model.
    tenant = Tenant("one")
    return TicketFactory.build_batch(100, tenant=tenant, agent__tenant=tenant)


def batch() -> Any:
    return UserFactory.build_batch(100)


def define() -> Any:
    class NewFactory(factory.Factory):
        class Meta:
            model = User

        username = factory.Sequence(lambda n: f"user{n}")
        email = factory.LazyAttribute(lambda o: f"{o.username}@example.com")
        first_name = "Ann"
        last_name = "Lee"
        age = 30

    return NewFactory


def define_and_build() -> Any:
    return define().build()


_new_keywords = itertools.cycle(combinations_of_fields())


def new_keywords() -> Any:
    return SettingsFactory.build(**next(_new_keywords))


def restart() -> None:
    """Begin all sequences again, so that contenders can be compared."""
    global _new_keywords  # noqa: PLW0603 - a sequence, too
    _new_keywords = itertools.cycle(combinations_of_fields())
    for each in FACTORIES:
        each.reset_sequence(0, force=True)
