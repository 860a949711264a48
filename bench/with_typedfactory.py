"""The cases with typedfactory."""

from __future__ import annotations

import itertools
from typing import Any

import typedfactory as factory
from bench.keywords import combinations_of_fields
from bench.models import (
    Account,
    Address,
    Agent,
    Article,
    Customer,
    Event,
    Invoice,
    Order,
    Reading,
    Settings,
    Tenant,
    Ticket,
    User,
)


class UserFactory(factory.Factory[User]):
    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda o: f"{o.username}@example.com")
    first_name = "Ann"
    last_name = "Lee"
    age = 30

    class Params:
        retired = factory.Trait(last_name="Senior", age=70)


class FakeNamesFactory(factory.Factory[User]):
    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda o: f"{o.username}@example.com")
    first_name = factory.Faker("first_name")
    last_name = factory.Faker("last_name")
    age = 30


class ArticleFactory(factory.Factory[Article]):
    title = factory.Sequence(lambda n: f"Title {n}")
    author = factory.SubFactory(UserFactory)
    tags = factory.List(["new", "short", factory.Sequence(lambda n: f"no{n}")])
    settings = factory.Dict({"draft": True, "pinned": False})


class AddressFactory(factory.Factory[Address]):
    street = factory.Sequence(lambda n: f"{n} Main Street")
    city = "London"


class CustomerFactory(factory.Factory[Customer]):
    name = factory.Sequence(lambda n: f"Customer {n}")
    address = factory.SubFactory(AddressFactory)


class OrderFactory(factory.Factory[Order]):
    number = factory.Sequence(lambda n: n)
    customer = factory.SubFactory(CustomerFactory)
    total = 100


class TenantFactory(factory.Factory[Tenant]):
    name = "acme"


class AgentFactory(factory.Factory[Agent]):
    name = "ann"
    tenant = factory.SubFactory(TenantFactory)


class TicketFactory(factory.Factory[Ticket]):
    number = factory.Sequence(lambda n: n)
    tenant = factory.SubFactory(TenantFactory)
    agent = factory.SubFactory(AgentFactory)


class AccountFactory(factory.Factory[Account]):
    name = factory.Sequence(lambda n: f"account{n}")
    secret = factory.PostGenerationMethodCall("set_password", "secret")

    @factory.post_generation
    def note(obj: Account, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805 - the protocol
        obj.log.append("saved" if create else "built")


class EventFactory(factory.Factory[Event]):
    pass


class InvoiceFactory(factory.Factory[Invoice]):
    pass


class ReadingFactory(factory.Factory[Reading]):
    pass


class SettingsFactory(factory.Factory[Settings]):
    pass


flat = UserFactory.build
flat_call = UserFactory
faker_names = FakeNamesFactory.build
nested = ArticleFactory.build
three_deep = OrderFactory.build
post_generation = AccountFactory.build
automatic = EventFactory.build
pydantic_nested = InvoiceFactory.build
msgspec_struct = ReadingFactory.build


def two_overrides() -> User:
    return UserFactory.build(first_name="Eve", age=20)


def trait_on() -> User:
    return UserFactory.build(retired=True)


def deep_override() -> Order:
    return OrderFactory.build(customer__address__city="Paris")


def shared() -> list[Ticket]:
    with factory.shared(Tenant("one")):
        return TicketFactory.build_batch(100)


def batch() -> list[User]:
    return UserFactory.build_batch(100)


def automatic_batch(size: int = 100) -> list[Event]:
    return EventFactory.build_batch(size)


def define() -> Any:
    class NewFactory(factory.Factory[User]):
        username = factory.Sequence(lambda n: f"user{n}")
        email = factory.LazyAttribute(lambda o: f"{o.username}@example.com")
        first_name = "Ann"
        last_name = "Lee"
        age = 30

    return NewFactory


def define_and_build() -> User:
    made: User = define().build()
    return made


_new_keywords = itertools.cycle(combinations_of_fields())


def new_keywords() -> Settings:
    return SettingsFactory.build(**next(_new_keywords))


def restart() -> None:
    """Begin all sequences again, so that contenders can be compared."""
    global _new_keywords  # noqa: PLW0603 - a sequence, too
    _new_keywords = itertools.cycle(combinations_of_fields())
    factory.reset_sequences()
