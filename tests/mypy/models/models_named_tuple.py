"""The models of the cases, as named tuples."""

from __future__ import annotations

from typing import NamedTuple


class Address(NamedTuple):
    city: str
    zip_code: int


class User(NamedTuple):
    name: str
    age: int
    address: Address
    tags: list[str]
    height: float = 1.7
    nick: str | None = None

    def rename(self, name: str, *, loud: bool = False) -> None: ...


class Post(NamedTuple):
    title: str
    author: User
