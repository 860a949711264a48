"""The cases with polyfactory, as far as it has the features."""

from __future__ import annotations

import itertools
from typing import Any

from polyfactory import Use
from polyfactory.decorators import post_generated
from polyfactory.factories import DataclassFactory
from polyfactory.factories.msgspec_factory import MsgspecFactory
from polyfactory.factories.pydantic_factory import ModelFactory

from bench.models import Address, Article, Customer, Event, Invoice, Order, Reading, User

_numbers: dict[str, itertools.count[int]] = {}


def number(name: str) -> int:
    return next(_numbers.setdefault(name, itertools.count()))


class UserFactory(DataclassFactory[User]):
    username = Use(lambda: f"user{number('user')}")
    first_name = "Ann"
    last_name = "Lee"
    age = 30

    @post_generated
    @classmethod
    def email(cls, username: str) -> str:
        return f"{username}@example.com"


class FakeNamesFactory(DataclassFactory[User]):
    username = Use(lambda: f"user{number('user')}")
    first_name = Use(lambda: FakeNamesFactory.__faker__.first_name())
    last_name = Use(lambda: FakeNamesFactory.__faker__.last_name())
    age = 30

    @post_generated
    @classmethod
    def email(cls, username: str) -> str:
        return f"{username}@example.com"


class ArticleFactory(DataclassFactory[Article]):
    author = UserFactory
    settings = Use(lambda: {"draft": True, "pinned": False})

    @classmethod
    def title(cls) -> str:
        return f"Title {number('article')}"

    @classmethod
    def tags(cls) -> list[str]:
        return ["new", "short", f"no{number('tag')}"]


class AddressFactory(DataclassFactory[Address]):
    street = Use(lambda: f"{number('address')} Main Street")
    city = "London"


class CustomerFactory(DataclassFactory[Customer]):
    name = Use(lambda: f"Customer {number('customer')}")
    address = AddressFactory


class OrderFactory(DataclassFactory[Order]):
    number = Use(lambda: number("order"))
    customer = CustomerFactory
    total = 100


class EventFactory(DataclassFactory[Event]):
    pass


class InvoiceFactory(ModelFactory[Invoice]):
    pass


class ReadingFactory(MsgspecFactory[Reading]):
    pass


flat = UserFactory.build
faker_names = FakeNamesFactory.build
nested = ArticleFactory.build
three_deep = OrderFactory.build
automatic = EventFactory.build
pydantic_nested = InvoiceFactory.build
msgspec_struct = ReadingFactory.build


def two_overrides() -> User:
    return UserFactory.build(first_name="Eve", age=20)


def deep_override() -> Order:
    return OrderFactory.build(customer={"address": {"city": "Paris"}})


def batch() -> list[User]:
    return UserFactory.batch(100)


def automatic_batch() -> list[Event]:
    return EventFactory.batch(100)


def define() -> Any:
    class NewFactory(DataclassFactory[User]):
        username = Use(lambda: f"user{number('user')}")
        first_name = "Ann"
        last_name = "Lee"
        age = 30

        @post_generated
        @classmethod
        def email(cls, username: str) -> str:
            return f"{username}@example.com"

    return NewFactory


def define_and_build() -> Any:
    return define().build()


def restart() -> None:
    """Begin all sequences again, so that contenders can be compared."""
    _numbers.clear()
