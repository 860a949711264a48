"""ManyToMany: collections filled with objects of another factory."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

import typedfactory as factory
from tests.orm.sqlalchemy import library as lib
from tests.orm.sqlalchemy import zoo
from typedfactory.errors import InvalidDeclarationError, UnknownFieldError
from typedfactory.orm.sqlalchemy import ManyToMany, SQLAlchemyModelFactory, use_session


class TagFactory(SQLAlchemyModelFactory[lib.Tag]):
    word = factory.Sequence(lambda n: f"tag{n}")


class TaggedBookFactory(lib.FlushedBookFactory):
    tags = ManyToMany(TagFactory, size=3)


@pytest.fixture
def open_session(engine: sa.Engine, session: orm.Session) -> orm.Session:
    lib.Base.metadata.create_all(engine)
    return session


def test_size_objects_and_nothing(open_session: orm.Session) -> None:
    with use_session(open_session):
        assert [tag.word for tag in TaggedBookFactory().tags] == ["tag0", "tag1", "tag2"]
        assert len(TaggedBookFactory(tags____size=1).tags) == 1
        assert [tag.word for tag in TaggedBookFactory(tags__word="x").tags] == ["x"] * 3
        tag = TagFactory()
        assert TaggedBookFactory(tags=[tag]).tags == [tag]
        assert TaggedBookFactory(tags=()).tags == TaggedBookFactory(tags=None).tags == []


def test_without_a_session() -> None:
    book = TaggedBookFactory.build()
    assert [tag.word for tag in book.tags] == ["tag0", "tag1", "tag2"]
    assert book.tags[0].books == [book]


def test_the_rows_are_written_once(open_session: orm.Session, statements: list[str]) -> None:
    with use_session(open_session):
        TaggedBookFactory.create_batch(2)
    assert {line.split()[2] for line in statements} == {"author", "book", "book_tag", "tag"}
    assert [line.split()[2] for line in statements].count("book_tag") == 1
    assert not any(line.startswith("UPDATE") for line in statements)


def test_the_reverse_side_and_a_nested_one(open_session: orm.Session) -> None:
    class Tags(SQLAlchemyModelFactory[lib.Tag]):
        books = ManyToMany(lib.BookFactory, size=2)

    class Authors(lib.FlushedAuthorFactory):
        books = factory.RelatedFactoryList(TaggedBookFactory, "author", size=2)

    with use_session(open_session):
        tag = Tags()
        author = Authors()
        open_session.flush()
        open_session.expire_all()
        assert len(tag.books) == 2
        assert [len(book.tags) for book in author.books] == [3, 3]


def test_sets(open_session: orm.Session, engine: sa.Engine) -> None:
    zoo.Base.metadata.create_all(engine)
    rights = factory.make_factory(zoo.RightSide, FACTORY_CLASS=SQLAlchemyModelFactory)
    lefts = factory.make_factory(zoo.LeftSide, FACTORY_CLASS=SQLAlchemyModelFactory, rights=ManyToMany(rights))
    with use_session(open_session):
        assert len(lefts().rights) == 2


class Base(orm.DeclarativeBase):
    type_annotation_map = {str: sa.String(50)}  # noqa: RUF012 - SQLAlchemy's way


class Member(Base):
    __tablename__ = "member"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Seat(Base):
    __tablename__ = "seat"
    club_id: Mapped[int] = mapped_column(sa.ForeignKey("club.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("member.id"), primary_key=True)
    role: Mapped[str]
    club: Mapped[Club] = relationship(back_populates="seats")
    member: Mapped[Member] = relationship()


class Club(Base):
    __tablename__ = "club"
    id: Mapped[int] = mapped_column(primary_key=True)
    seats: Mapped[list[Seat]] = relationship(back_populates="club")
    members: AssociationProxy[list[Member]] = association_proxy("seats", "member")


class MemberFactory(SQLAlchemyModelFactory[Member]):
    pass


class ClubFactory(SQLAlchemyModelFactory[Club]):
    class Meta:
        sqlalchemy_session_persistence = "flush"

    members = ManyToMany(MemberFactory, size=2, through_defaults={"role": "chair"})


def test_objects_in_between(engine: sa.Engine, session: orm.Session) -> None:
    Base.metadata.create_all(engine)
    with use_session(session):
        club = ClubFactory()
        session.expire_all()
        assert [seat.role for seat in club.seats] == ["chair", "chair"]
        assert len(set(club.members)) == 2


def test_what_is_no_collection_is_refused(open_session: orm.Session) -> None:
    class Books(lib.BookFactory):
        labels = ManyToMany(TagFactory, attribute="tagz")

    class Deeper(lib.BookFactory):
        tags = ManyToMany(TagFactory, through_defaults={"a": 1})

    with use_session(open_session):
        with pytest.raises(UnknownFieldError) as caught:
            Books()
        assert str(caught.value) == "Books.tagz: Book has no collection 'tagz'. Did you mean \"tags\"?"
        with pytest.raises(InvalidDeclarationError) as refused:
            Deeper()
    assert str(refused.value) == (
        "Deeper.tags: there are no objects in between that could take through_defaults. "
        "Name an association proxy, or leave them out."
    )


def test_one_related_object_named_like_the_collection_it_is_in(open_session: orm.Session) -> None:
    class Authors(lib.FlushedAuthorFactory):
        books = factory.RelatedFactory(lib.BookFactory, "author")

    with use_session(open_session):
        author = Authors()
        assert [book.author for book in author.books] == [author]
