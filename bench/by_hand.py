"""The cases as plain functions: what a developer writes who has no library, for just what each case needs."""

from __future__ import annotations

import datetime
import itertools
import random
import string
import uuid

import faker

from bench.models import Account, Address, Article, Buyer, Customer, Event, Invoice, Item, Order, Reading, User

_users = itertools.count()
_articles = itertools.count()
_addresses = itertools.count()
_customers = itertools.count()
_orders = itertools.count()
_accounts = itertools.count()

_fake = faker.Faker()
_random = random.Random()
_EPOCH = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - naive, as the others make them
_SECONDS = 30 * 365 * 24 * 60 * 60


def flat(first_name: str = "Ann", last_name: str = "Lee", age: int = 30) -> User:
    username = f"user{next(_users)}"
    return User(
        username=username,
        email=f"{username}@example.com",
        first_name=first_name,
        last_name=last_name,
        age=age,
    )


flat_call = flat


def two_overrides() -> User:
    return flat(first_name="Eve", age=20)


def retired_user() -> User:
    return flat(last_name="Senior", age=70)


trait_on = retired_user


def faker_names() -> User:
    return flat(first_name=_fake.first_name(), last_name=_fake.last_name())


def nested() -> Article:
    number = next(_articles)
    return Article(
        title=f"Title {number}",
        author=flat(),
        tags=["new", "short", f"no{number}"],
        settings={"draft": True, "pinned": False},
    )


def make_address(city: str = "London") -> Address:
    return Address(street=f"{next(_addresses)} Main Street", city=city)


def make_customer(address: Address | None = None) -> Customer:
    return Customer(
        name=f"Customer {next(_customers)}",
        address=make_address() if address is None else address,
    )


def three_deep(customer: Customer | None = None) -> Order:
    return Order(
        number=next(_orders),
        customer=make_customer() if customer is None else customer,
        total=100,
    )


def deep_override() -> Order:
    return three_deep(customer=make_customer(address=make_address(city="Paris")))


def post_generation() -> Account:
    account = Account(name=f"account{next(_accounts)}")
    account.set_password("secret")
    account.log.append("built")
    return account


def batch() -> list[User]:
    return [flat() for _ in range(100)]


def make_text() -> str:
    return "".join(_random.choices(string.ascii_lowercase, k=12))


def automatic() -> Event:
    return Event(
        id=_random.getrandbits(31),
        name=make_text(),
        score=_random.random() * 1000,
        public=_random.random() < 0.5,
        starts=_EPOCH + datetime.timedelta(seconds=_random.randrange(_SECONDS)),
        token=uuid.UUID(int=_random.getrandbits(128), version=4),
        guests=[make_text()],
    )


def automatic_batch(size: int = 100) -> list[Event]:
    return [automatic() for _ in range(size)]


def make_item() -> Item:
    return Item(code=make_text(), amount=_random.randint(1, 999))


def pydantic_nested() -> Invoice:
    return Invoice(
        number=_random.randint(1, 2**31 - 1),
        buyer=Buyer(name=make_text(), age=_random.randint(18, 120)),
        items=[make_item(), make_item()],
        discount=_random.random(),
        paid=_random.random() < 0.5,
    )


def msgspec_struct() -> Reading:
    return Reading(
        id=_random.getrandbits(31),
        station=make_text(),
        value=_random.random() * 1000,
        valid=_random.random() < 0.5,
        taken=_EPOCH + datetime.timedelta(seconds=_random.randrange(_SECONDS)),
        marks=[make_text()],
    )


def restart() -> None:
    """Begin all sequences again, so that contenders can be compared."""
    global _users, _articles, _addresses, _customers, _orders, _accounts
    _users, _articles, _addresses, _customers, _orders, _accounts = (itertools.count() for _ in range(6))
