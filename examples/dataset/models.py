"""The shop's models: plain dataclasses."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
from typing import Annotated

from typedfactory.extension import Constraints

Money = Annotated[decimal.Decimal, Constraints(max_digits=10, decimal_places=2)]


class Status(enum.Enum):
    """How far an order is."""

    PAID = "paid"
    SENT = "sent"
    RETURNED = "returned"


@dataclasses.dataclass
class Country:
    """Where users live."""

    code: str
    name: str


@dataclasses.dataclass
class User:
    """Who buys."""

    id: int
    country_code: str
    name: str
    email: str
    joined: datetime.date


@dataclasses.dataclass
class Product:
    """What is bought."""

    id: int
    name: str
    price: Money


@dataclasses.dataclass
class Order:
    """A purchase."""

    id: int
    user_id: int
    product_id: int
    price: Money
    quantity: int
    status: Status
    placed: datetime.datetime
    line: int
