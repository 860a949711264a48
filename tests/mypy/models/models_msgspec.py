"""The models of the cases, as msgspec structs."""

from __future__ import annotations

import msgspec


class Address(msgspec.Struct):
    city: str
    zip_code: int


class User(msgspec.Struct):
    name: str
    age: int
    address: Address
    tags: list[str]
    height: float = 1.7
    nick: str | None = None

    def rename(self, name: str, *, loud: bool = False) -> None: ...


class Staff(User):
    room: int = 0


class Post(msgspec.Struct):
    title: str
    author: User
