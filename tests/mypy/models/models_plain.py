"""The models of the cases, as plain classes."""

from __future__ import annotations


class Address:
    def __init__(self, city: str, zip_code: int) -> None:
        self.city = city
        self.zip_code = zip_code


class User:
    def __init__(
        self,
        name: str,
        age: int,
        address: Address,
        tags: list[str],
        height: float = 1.7,
        nick: str | None = None,
    ) -> None:
        self.name = name
        self.age = age
        self.address = address
        self.tags = tags
        self.height = height
        self.nick = nick

    def rename(self, name: str, *, loud: bool = False) -> None: ...


class Staff(User):
    room: int = 0


class Post:
    def __init__(self, title: str, author: User) -> None:
        self.title = title
        self.author = author
