"""The models of the cases, as typed dicts."""

from __future__ import annotations

from typing_extensions import NotRequired, TypedDict


class Address(TypedDict):
    city: str
    zip_code: int


class User(TypedDict):
    name: str
    age: int
    address: Address
    tags: list[str]
    height: NotRequired[float]
    nick: NotRequired[str | None]


class Post(TypedDict):
    title: str
    author: User
