"""The models that all contenders make."""

from __future__ import annotations

import dataclasses
import datetime
import uuid

import msgspec
import pydantic


@dataclasses.dataclass
class User:
    username: str
    email: str
    first_name: str
    last_name: str
    age: int


@dataclasses.dataclass
class Article:
    title: str
    author: User
    tags: list[str]
    settings: dict[str, bool]


@dataclasses.dataclass
class Address:
    street: str
    city: str


@dataclasses.dataclass
class Tenant:
    name: str


@dataclasses.dataclass
class Agent:
    name: str
    tenant: Tenant


@dataclasses.dataclass
class Ticket:
    number: int
    tenant: Tenant
    agent: Agent


@dataclasses.dataclass
class Customer:
    name: str
    address: Address


@dataclasses.dataclass
class Order:
    number: int
    customer: Customer
    total: int


@dataclasses.dataclass
class Account:
    name: str
    password: str = ""
    log: list[str] = dataclasses.field(default_factory=list)

    def set_password(self, password: str) -> None:
        self.password = password[::-1]


@dataclasses.dataclass
class Event:
    """Seven fields that nobody declares."""

    id: int
    name: str
    score: float
    public: bool
    starts: datetime.datetime
    token: uuid.UUID
    guests: list[str]


class Buyer(pydantic.BaseModel):
    name: str = pydantic.Field(min_length=3, max_length=40)
    age: int = pydantic.Field(ge=18, le=120)


class Item(pydantic.BaseModel):
    code: str = pydantic.Field(min_length=8, max_length=12)
    amount: int = pydantic.Field(gt=0, lt=1000)


class Invoice(pydantic.BaseModel):
    """Nested models and constraints; just two items, because libraries differ in how many they would choose to make."""

    number: int = pydantic.Field(ge=1)
    buyer: Buyer
    items: list[Item] = pydantic.Field(min_length=2, max_length=2)
    discount: float = pydantic.Field(ge=0, le=1)
    paid: bool


class Reading(msgspec.Struct):
    id: int
    station: str
    value: float
    valid: bool
    taken: datetime.datetime
    marks: list[str]


@dataclasses.dataclass
class Settings:
    """Enough fields for more combinations of keywords than a cache of plans holds."""

    a: int = 0
    b: int = 0
    c: int = 0
    d: int = 0
    e: int = 0
    f: int = 0
    g: int = 0
    h: int = 0
    i: int = 0
    j: int = 0
