"""The shop: factories as in tests, and a data set of them."""

from __future__ import annotations

import datetime

import typedfactory as factory
from examples.dataset.models import Country, Order, Product, User
from typedfactory.datasets import Between, Dataset, Pick, Position, Same

START = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
CODES = [
    "AT",
    "BE",
    "BR",
    "CA",
    "CH",
    "DE",
    "DK",
    "ES",
    "FI",
    "FR",
    "GB",
    "IE",
    "IT",
    "JP",
    "NL",
    "NO",
    "PL",
    "PT",
    "SE",
    "US",
]


class CountryFactory(factory.Factory[Country]):
    """Makes countries."""

    code = factory.Sequence(lambda n: CODES[n])
    name = factory.LazyAttribute(lambda country: f"The land of {country.code}")


class UserFactory(factory.Factory[User]):
    """Makes users."""

    name = factory.Faker("name")
    email = factory.LazyAttributeSequence(lambda user, n: f"{user.name.split()[0].lower()}{n}@example.com")
    joined = factory.fuzzy.FuzzyDate(START.date(), START.date().replace(year=2024))


class ProductFactory(factory.Factory[Product]):
    """Makes products."""

    name = factory.Sequence(lambda n: f"product {n}")
    price = factory.fuzzy.FuzzyDecimal(1, 200)


class OrderFactory(factory.Factory[Order]):
    """Makes orders."""

    quantity = factory.fuzzy.FuzzyInteger(1, 5)
    placed = factory.fuzzy.FuzzyDateTime(START, START.replace(year=2025))


shop = Dataset(seed=7, name="shop")
countries = shop.table(CountryFactory, len(CODES), key_="code", fixed_=True)
users = shop.table(UserFactory, 166_667, country_code=Pick(countries, by="zipf"))
products = shop.table(ProductFactory, 5_000, fixed_=True)
orders = shop.table(
    OrderFactory,
    per=users,
    size=Between(0, 12),
    product_id=Pick(products, by="zipf"),
    price=Same("product", "price"),
    line=Position(),
)
