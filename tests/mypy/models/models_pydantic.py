"""The models of the cases, as pydantic models."""

from __future__ import annotations

import pydantic


class Address(pydantic.BaseModel):
    city: str
    zip_code: int


class User(pydantic.BaseModel):
    name: str
    age: int
    address: Address
    tags: list[str]
    height: float = 1.7
    nick: str | None = None

    def rename(self, name: str, *, loud: bool = False) -> None: ...


class Staff(User):
    room: int = 0


class Post(pydantic.BaseModel):
    title: str
    author: User
