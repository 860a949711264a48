"""What clients send, and what they get."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def check_digit(digits: str) -> str:
    """Return the thirteenth digit of an ISBN.

    Args:
        digits: The twelve digits before it.
    """
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-total % 10)


def _check_isbn(isbn: str) -> str:
    if check_digit(isbn[:12]) != isbn[12]:
        raise ValueError("the last digit does not fit the others")
    return isbn


class BookIn(BaseModel):
    """A book to be added."""

    model_config = ConfigDict(extra="forbid")

    isbn: Annotated[str, Field(pattern=r"^97[89][0-9]{10}$"), AfterValidator(_check_isbn)]
    title: str = Field(min_length=1, max_length=200)
    published: int = Field(ge=1450, le=2100)
    author_id: int = Field(gt=0)


class LoanIn(BaseModel):
    """A loan to be made."""

    model_config = ConfigDict(extra="forbid")

    book_id: int = Field(gt=0)
    member_id: int = Field(gt=0)
    weeks: int = Field(default=2, ge=1, le=8)


class AuthorOut(BaseModel):
    """An author."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str


class BookOut(BaseModel):
    """A book with its author."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    isbn: str
    title: str
    published: int
    author: AuthorOut


class BookPage(BaseModel):
    """Some of the books that were asked for, and how many there are."""

    total: int
    items: list[BookOut]


class LoanOut(BaseModel):
    """A loan with its book."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    book: BookOut
    member_id: int
    lent_on: datetime.date
    due_on: datetime.date
    returned_on: datetime.date | None
