"""The models of the cases, as dataclasses."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass
class Address:
    city: str
    zip_code: int


@dataclasses.dataclass
class User:
    name: str
    age: int
    address: Address
    tags: list[str]
    height: float = 1.7
    nick: str | None = None

    def rename(self, name: str, *, loud: bool = False) -> None: ...


@dataclasses.dataclass
class Staff(User):
    room: int = 0


@dataclasses.dataclass
class Post:
    title: str
    author: User
