"""The models that all contenders make."""

from __future__ import annotations

import dataclasses
import datetime
import uuid


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
