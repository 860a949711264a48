"""The shop that the tests of data sets make; in a module, so that other processes can import it."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum

import typedfactory as factory
from typedfactory.datasets import Between, Dataset, PerRow, Pick, Position, Same

UTC = datetime.timezone.utc


class Size(enum.Enum):
    SMALL = "s"
    LARGE = "l"


@dataclasses.dataclass
class Country:
    code: str
    name: str


@dataclasses.dataclass
class User:
    id: int
    name: str
    email: str
    age: int
    born: datetime.date
    country: Country


@dataclasses.dataclass
class Item:
    sku: str
    quantity: int


@dataclasses.dataclass
class Order:
    id: int
    user: User
    country: str
    line: int
    placed: datetime.datetime
    total: decimal.Decimal
    items: list[Item]


@dataclasses.dataclass
class Visit:
    id: int
    user_id: int
    size: Size
    paid: bool
    score: float
    at: datetime.datetime
    day: datetime.date
    amount: decimal.Decimal
    page: str
    step: int


class CountryFactory(factory.Factory[Country]):
    code = factory.Sequence(lambda n: f"C{n:03}")
    name = factory.Faker("country")


class UserFactory(factory.Factory[User]):
    name = factory.Faker("first_name")
    email = factory.LazyAttribute(lambda o: f"{o.name}@example.com".lower())
    age = factory.fuzzy.FuzzyInteger(18, 80)


class ItemFactory(factory.Factory[Item]):
    sku = factory.Sequence(lambda n: f"sku{n}")
    quantity = factory.fuzzy.FuzzyInteger(1, 9)


class OrderFactory(factory.Factory[Order]):
    placed = factory.fuzzy.FuzzyDateTime(
        datetime.datetime(2020, 1, 1, tzinfo=UTC), datetime.datetime(2024, 1, 1, tzinfo=UTC)
    )
    total = factory.fuzzy.FuzzyDecimal(1, 100)


class VisitFactory(factory.Factory[Visit]):
    score = factory.fuzzy.FuzzyFloat(-1, 1)
    at = factory.fuzzy.FuzzyDateTime(
        datetime.datetime(1960, 1, 1, tzinfo=UTC), datetime.datetime(2024, 1, 1, tzinfo=UTC)
    )
    day = factory.fuzzy.FuzzyDate(datetime.date(1960, 1, 1), datetime.date(2024, 1, 1))
    amount = factory.fuzzy.FuzzyDecimal(-10, 100)
    page = factory.fuzzy.FuzzyChoice(["home", "shop", "basket"])
    step = factory.fuzzy.FuzzyInteger(-7, 70, step=7)


def make_shop(seed: int = 7, *, users: int = 300, visits: int = 1000) -> Dataset:
    """Return the shop."""
    shop = Dataset(seed, "shop")
    countries = shop.table(CountryFactory, 50, key_="code", fixed_=True)
    people = shop.table(UserFactory, users, country=Pick(countries, by="zipf"))
    shop.table(
        OrderFactory,
        per=people,
        size=Between(0, 6),
        country=Same("user.country"),
        line=Position(),
        items=PerRow(ItemFactory, 1, 3),
    )
    shop.table(VisitFactory, visits, user_id=Pick(people))
    return shop
