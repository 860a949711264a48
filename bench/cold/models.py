"""The models that cold contenders make: as many classes as are asked for, for no class is cold twice."""

from __future__ import annotations

import dataclasses
import typing
from typing import Any

from bench.models import Address, Event, Settings


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
    return dataclasses.make_dataclass("Event", typing.get_type_hints(Event).items())


@dataclasses.dataclass
class Wide(Settings):
    """Enough fields for two thousand sets of keywords."""

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
