"""Authors, books and tags: the models of most tests."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.orm import Mapped, mapped_column, relationship

import typedfactory as factory
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory


class Base(orm.DeclarativeBase):
    pass


book_tag = sa.Table(
    "book_tag",
    Base.metadata,
    sa.Column("book_id", sa.ForeignKey("book.id"), primary_key=True),
    sa.Column("tag_id", sa.ForeignKey("tag.id"), primary_key=True),
)


class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(40), unique=True)
    note: Mapped[str | None] = mapped_column(sa.String(40))
    books: Mapped[list[Book]] = relationship(back_populates="author")


class Tag(Base):
    __tablename__ = "tag"
    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(sa.String(40))
    books: Mapped[list[Book]] = relationship(secondary=book_tag, back_populates="tags")


class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(40))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("author.id"))
    author: Mapped[Author] = relationship(back_populates="books")
    tags: Mapped[list[Tag]] = relationship(secondary=book_tag, back_populates="books")


class AuthorFactory(SQLAlchemyModelFactory[Author]):
    name = factory.Sequence(lambda n: f"author{n}")


class BookFactory(SQLAlchemyModelFactory[Book]):
    title = factory.Sequence(lambda n: f"book{n}")
    author = factory.SubFactory(AuthorFactory)


class FlushedAuthorFactory(AuthorFactory):
    class Meta:
        sqlalchemy_session_persistence = "flush"


class FlushedBookFactory(BookFactory):
    class Meta:
        sqlalchemy_session_persistence = "flush"


class CommittedBookFactory(BookFactory):
    class Meta:
        sqlalchemy_session_persistence = "commit"


def count(session: Any, model: Any) -> int:
    found: int = session.scalar(sa.select(sa.func.count()).select_from(model))
    return found
