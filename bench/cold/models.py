"""The models that cold contenders make: as many classes as are asked for, for no class is cold twice."""

from __future__ import annotations

import dataclasses
import datetime
import uuid
from typing import Any


@dataclasses.dataclass
class Address:
    street: str
    city: str


def make_user_model() -> type[Any]:
    """Return a new model with eight fields."""

    @dataclasses.dataclass
    class User:
        username: str
        email: str
        first_name: str
        last_name: str
        age: int
        address: Address
        active: bool
        note: str

    return User


def make_event_model() -> type[Any]:
    """Return a new model with seven fields that nobody declares."""

    @dataclasses.dataclass
    class Event:
        id: int
        name: str
        score: float
        public: bool
        starts: datetime.datetime
        token: uuid.UUID
        guests: list[str]

    # Where ``from __future__ import annotations`` leaves texts, a library has to find the names of a local class.
    Event.__annotations__.update(
        id=int, name=str, score=float, public=bool, starts=datetime.datetime, token=uuid.UUID, guests=list[str]
    )
    return Event


@dataclasses.dataclass
class Wide:
    """Enough fields for two thousand sets of keywords."""

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
    k: int = 0
    l: int = 0  # noqa: E741 - one letter each


#: The shapes of calls that a factory of a `make_user_model` model gets.
SHAPES: tuple[dict[str, Any], ...] = (
    {"age": 4},
    {"first_name": "Eve"},
    {"first_name": "Eve", "age": 5},
    {"retired": True},
    {"retired": True, "age": 80},
    {"address__city": "Paris"},
    {"address__city": "Paris", "note": "x"},
    {"active": False},
    {"username": "eve", "email": "eve@example.org"},
    {"last_name": "Lee", "note": "", "active": True},
)
