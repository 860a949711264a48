"""The models of the shop: dataclasses and attrs classes that know nothing of factories."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import uuid
from decimal import Decimal

import attrs


class Status(enum.Enum):
    """How far an order has come."""

    NEW = "new"
    PAID = "paid"
    SHIPPED = "shipped"


@dataclasses.dataclass(frozen=True)
class Address:
    """Where somebody lives or works."""

    street: str
    postcode: str
    city: str
    country: str


@attrs.frozen
class Customer:
    """Somebody who buys."""

    number: int
    name: str
    email: str
    address: Address
    is_vip: bool = False


@attrs.frozen
class Employee:
    """Somebody who packs orders."""

    name: str
    workplace: Address


@dataclasses.dataclass
class Order:
    """What a customer bought, and where it goes."""

    number: int
    reference: uuid.UUID
    customer: Customer
    address: Address
    status: Status
    amount: Decimal
    ordered_on: datetime.date
    gift_wrapped: bool
    shipped_on: datetime.date | None = None
    packed_by: Employee | None = None
