"""The models of the cases, as attrs classes."""

from __future__ import annotations

import attrs


@attrs.define
class Address:
    city: str
    zip_code: int


@attrs.define
class User:
    name: str
    age: int
    address: Address
    tags: list[str]
    height: float = 1.7
    nick: str | None = None

    def rename(self, name: str, *, loud: bool = False) -> None: ...


@attrs.define
class Staff(User):
    room: int = 0


@attrs.define
class Post:
    title: str
    author: User
