"""The tables: authors and their books, members and what they have borrowed."""

from __future__ import annotations

import datetime

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    """What all tables derive from."""


class Author(Base):
    """Somebody who wrote books."""

    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(80))

    books: Mapped[list[Book]] = relationship(back_populates="author")


class Book(Base):
    """A book, of which the library has one copy."""

    __tablename__ = "book"
    __table_args__ = (sa.CheckConstraint("published BETWEEN 1450 AND 2100"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    isbn: Mapped[str] = mapped_column(sa.String(13), unique=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    published: Mapped[int]
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("author.id"))

    author: Mapped[Author] = relationship(back_populates="books")
    loans: Mapped[list[Loan]] = relationship(back_populates="book")


class Member(Base):
    """Somebody who may borrow books, unless blocked."""

    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    email: Mapped[str] = mapped_column(sa.String(120), unique=True)
    blocked: Mapped[bool] = mapped_column(default=False)

    loans: Mapped[list[Loan]] = relationship(back_populates="member")


class Loan(Base):
    """A book that a member has, or had."""

    __tablename__ = "loan"

    id: Mapped[int] = mapped_column(primary_key=True)
    lent_on: Mapped[datetime.date]
    due_on: Mapped[datetime.date]
    returned_on: Mapped[datetime.date | None]
    book_id: Mapped[int] = mapped_column(sa.ForeignKey("book.id"))
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("member.id"))

    book: Mapped[Book] = relationship(back_populates="loans")
    member: Mapped[Member] = relationship(back_populates="loans")
