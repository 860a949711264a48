"""Hooks in bulk: they run after their level, what they make is inserted together, many-to-many rows too."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event, orm
from sqlalchemy.orm import Mapped, mapped_column, relationship

import typedfactory as factory
from tests.orm.sqlalchemy import library as lib
from tests.orm.sqlalchemy import test_collections as clubs
from tests.orm.sqlalchemy import zoo
from tests.orm.sqlalchemy.conftest import Statements, listen
from typedfactory.errors import FactoryError
from typedfactory.orm.sqlalchemy import BulkError, ManyToMany, SQLAlchemyModelFactory, use_session


@pytest.fixture
def open_session(any_engine: sa.Engine) -> Any:
    for base in (lib.Base, clubs.Base):
        base.metadata.create_all(any_engine)
    with orm.Session(any_engine) as session, use_session(session):
        session.execute(sa.select(1))
        yield session


class Tags(SQLAlchemyModelFactory[lib.Tag]):
    word = factory.Sequence(lambda n: f"tag{n}")


class TaggedBooks(lib.BookFactory):
    tags = ManyToMany(Tags, size=2)


def tables(statements: Statements) -> list[str]:
    """Return the tables of the INSERTs; nothing else but savepoints may have been sent."""
    words = [line.split() for line in statements]
    assert {each[0] for each in words} <= {"BEGIN", "SAVEPOINT", "INSERT", "RELEASE"}, statements
    return [each[2] for each in words if each[0] == "INSERT"]


def test_hooks_run_once_their_level_is_written(open_session: orm.Session) -> None:
    statements = listen(open_session.get_bind())
    seen: list[Any] = []

    class Authors(lib.AuthorFactory):
        @factory.post_generation
        def meet(author: lib.Author, create: bool, extracted: Any, **extra: Any) -> None:  # noqa: N805 - the object
            seen.append((author.name, author.id is not None, create, extracted, extra, tables(statements)))

    class Books(lib.BookFactory):
        author = factory.SubFactory(Authors, meet="x", meet__by="y")

        @factory.post_generation
        def read(book: lib.Book, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
            seen.append((book.title, book.id is not None, book.author_id == book.author.id, tables(statements)))

    Books.bulk_create(2)
    both = ["author", "book"]
    assert seen == [
        ("author0", True, True, "x", {"by": "y"}, ["author"]),
        ("author1", True, True, "x", {"by": "y"}, ["author"]),
        ("book0", True, True, both),
        ("book1", True, True, both),
    ]


def test_what_hooks_change_is_one_update(open_session: orm.Session) -> None:
    class Books(lib.BookFactory):
        @factory.post_generation
        def mark(book: lib.Book, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
            book.title = f"{book.title} by {book.author.name}, {book.id}"

    statements = listen(open_session.get_bind())
    books = Books.bulk_create(50)
    assert [line.split()[0] for line in statements].count("UPDATE") == 1
    open_session.expire_all()
    assert [book.title for book in books] == [f"book{n} by author{n}, {book.id}" for n, book in enumerate(books)]


def test_many_to_many_rows(open_session: orm.Session) -> None:
    statements = listen(open_session.get_bind())
    books = TaggedBooks.bulk_create(20)
    assert tables(statements) == ["author", "book", "tag", "book_tag"]
    assert [[tag.word for tag in book.tags] for book in books] == [
        [f"tag{2 * n}", f"tag{2 * n + 1}"] for n in range(20)
    ]


def test_many_to_many_rows_from_the_other_side(open_session: orm.Session) -> None:
    class TagsOfBooks(Tags):
        books = ManyToMany(lib.BookFactory, size=3)

    statements = listen(open_session.get_bind())
    tags = TagsOfBooks.bulk_create(10)
    assert tables(statements) == ["tag", "author", "book", "book_tag"]
    assert [len(tag.books) for tag in tags] == [3] * 10


def test_many_to_many_rows_behind_a_foreign_key(open_session: orm.Session) -> None:
    """The book of a many-to-many relation is itself the parent's child; nothing of it is lost."""

    class Authors(lib.AuthorFactory):
        books = factory.RelatedFactoryList(TaggedBooks, "author", size=2)

    statements = listen(open_session.get_bind())
    authors = Authors.bulk_create(10)
    assert tables(statements) == ["author", "book", "tag", "book_tag"]
    assert [[len(book.tags) for book in author.books] for author in authors] == [[2, 2]] * 10
    open_session.expire_all()
    assert lib.count(open_session, lib.Author) == 10


def test_objects_in_between(open_session: orm.Session) -> None:
    statements = listen(open_session.get_bind())
    made = clubs.ClubFactory.bulk_create(10)
    assert tables(statements) == ["club", "member", "seat"]
    assert [[seat.role for seat in club.seats] for club in made] == [["chair", "chair"]] * 10
    assert all(len(set(club.members)) == 2 for club in made)


@pytest.mark.parametrize("keep", [True, False])
def test_objects_given_to_a_collection(open_session: orm.Session, keep: bool) -> None:
    tags = Tags.create_batch(2)
    open_session.flush()
    statements = listen(open_session.get_bind())
    lib.BookFactory.bulk_create(5, tags=tags, keep=keep)
    TaggedBooks.bulk_create(5, tags=tags, keep=keep)
    assert tables(statements) == ["author", "book", "book_tag"] * 2
    assert open_session.scalar(sa.select(sa.func.count()).select_from(lib.book_tag)) == 20
    assert [tag.word for tag in lib.BookFactory.bulk_create(1, tags=tags[:1])[0].tags] == [tags[0].word]
    assert lib.BookFactory.bulk_create(1, tags=None)[0].tags == []


def test_hooks_run_in_their_order_and_see_what_came_before(open_session: orm.Session) -> None:
    seen: list[Any] = []

    class Authors(lib.AuthorFactory):
        @factory.post_generation
        def first(author: lib.Author, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
            seen.append(("first", author.name, len(author.books)))
            TaggedBooks(author=author, title="of the hook")

        books = factory.RelatedFactoryList(lib.BookFactory, "author", size=1)

        @factory.post_generation
        def last(author: lib.Author, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
            seen.append(("last", author.name, len(author.books)))

    authors = Authors.bulk_create(2)
    assert seen == [
        ("first", "author0", 0),
        ("first", "author1", 0),
        ("last", "author0", 2),
        ("last", "author1", 2),
    ]
    assert {len(book.tags) for book in authors[0].books} == {0, 2}


def test_results_are_reported(open_session: orm.Session) -> None:
    reported: list[Any] = []

    class Authors(lib.AuthorFactory):
        books = factory.RelatedFactoryList(lib.BookFactory, "author", size=1)
        told = factory.PostGeneration(lambda author, create, extracted: author.name)

        @classmethod
        def _after_postgeneration(cls, instance: Any, create: bool, results: dict[str, Any] | None = None) -> None:
            assert results is not None
            assert [type(book) for book in results.pop("books")] == [lib.Book]
            reported.append((instance.id is not None, create, results))

    Authors.bulk_create(2)
    assert reported == [(True, True, {"told": "author0"}), (True, True, {"told": "author1"})]


def test_maybe_traits_methods_and_hooks_of_the_call(open_session: orm.Session) -> None:
    class Authors(lib.AuthorFactory):
        class Params:
            writes = factory.Trait(books=factory.RelatedFactory(lib.BookFactory, "author"))
            famous = False

        praised = factory.Maybe(
            "famous", factory.PostGeneration(lambda author, create, extracted: seen.append(author.name))
        )

    seen: list[Any] = []

    assert [len(author.books) for author in Authors.bulk_create(2, writes=True)] == [1, 1]
    Authors.bulk_create(2)
    Authors.bulk_create(1, famous=True, name="ann")
    assert seen == ["ann"]
    author = lib.AuthorFactory.bulk_create(1, books=factory.RelatedFactory(lib.BookFactory, "author"))[0]
    assert len(author.books) == 1
    books = lib.BookFactory.bulk_create(1, author=factory.SubFactory(lib.AuthorFactory, name="eve"))
    assert books[0].author.name == "eve"


def test_an_error_in_a_hook_takes_the_chunk_back(open_session: orm.Session) -> None:
    class Authors(lib.AuthorFactory):
        @factory.post_generation
        def fail(author: lib.Author, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
            if author.name == "author3":
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError) as caught:
        Authors.bulk_create(4, chunk=2)
    assert caught.value.__notes__[1] == (
        "Authors.bulk_create: objects 3 to 4 failed; none of them is kept, and those before them are in the transaction."
    )
    assert "Authors.fail" in caught.value.__notes__[0]
    assert lib.count(open_session, lib.Author) == 2


class Base(orm.DeclarativeBase):
    pass


class Owner(Base):
    __tablename__ = "owner"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(20))
    note: Mapped[str | None] = mapped_column(sa.String(20))
    favourite_id: Mapped[int | None] = mapped_column(sa.ForeignKey("pet.id", use_alter=True, name="favourite"))
    favourite: Mapped[Pet | None] = relationship(foreign_keys=[favourite_id], post_update=True)
    pets: Mapped[list[Pet]] = relationship(foreign_keys="Pet.owner_id", overlaps="owner")
    kind = "human"

    @property
    def loud(self) -> str:
        return self.name.upper()

    def greet(self, word: str) -> str:
        return f"{word} {self.name}"


class Pet(Base):
    __tablename__ = "pet"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("owner.id"))
    owner: Mapped[Owner] = relationship(foreign_keys=[owner_id], overlaps="pets")


class Owners(SQLAlchemyModelFactory[Owner]):
    name = "ann"


class Pets(SQLAlchemyModelFactory[Pet]):
    owner = factory.SubFactory(Owners)


@pytest.fixture
def pets(any_engine: sa.Engine) -> Any:
    Base.metadata.create_all(any_engine)
    with orm.Session(any_engine) as session, use_session(session):
        yield session
        session.rollback()


def test_a_related_object_that_is_also_a_field(pets: orm.Session) -> None:
    class Loving(Owners):
        favourite = factory.RelatedFactory(Pets, "owner")

    owners = Loving.bulk_create(3)
    pets.expire_all()
    assert [owner.favourite.owner for owner in owners] == owners


def test_a_related_list_without_a_way_back(pets: orm.Session) -> None:
    class Having(Owners):
        pets = factory.RelatedFactoryList(Pets, size=2)

    owners = Having.bulk_create(2)
    pets.expire_all()
    assert [[pet.owner for pet in owner.pets] for owner in owners] == [[owner] * 2 for owner in owners]


def test_children_of_a_one_to_many_relation(pets: orm.Session) -> None:
    class Having(Owners):
        pets = ManyToMany(Pets, size=2)

    statements = listen(pets.get_bind())
    owners = Having.bulk_create(2)
    assert [line.split()[2] for line in statements if line.startswith("INSERT")] == ["owner", "pet"]
    assert [len(owner.pets) for owner in owners] == [2, 2]
    with pytest.raises(BulkError) as caught:
        Having.bulk_create(1, pets=[Pets()])
    assert str(caught.value) == (
        'Owner.pets: objects that exist cannot be given to rows in bulk. Use create_batch, or bulk="where-possible".'
    )


def test_lazy_functions_see_what_the_class_makes_of_the_arguments(pets: orm.Session) -> None:
    class Named(Pets):
        name = factory.LazyAttribute(lambda o: f"{o.owner.loud} {o.owner.greet('hi')} {o.owner.kind} {o.owner.note}")

    assert Named.bulk_create(1)[0].name == "ANN hi ann human None"
    for asked in ("id", "pets", "favourite", "favourite_id", "nothing"):
        with pytest.raises(BulkError, match=f"a function asks for Owner.{asked}, which is not known"):
            Named.bulk_create(1, name=factory.LazyAttribute(lambda o, asked=asked: str(getattr(o.owner, asked))))


def test_a_key_without_a_relationship_is_one_more_insert(engine: sa.Engine, session: orm.Session) -> None:
    zoo.Base.metadata.create_all(engine)
    made = factory.make_factory(zoo.WithoutRelationship, FACTORY_CLASS=SQLAlchemyModelFactory)
    statements = listen(engine)
    with use_session(session):
        rows = made.bulk_create(30)
        assert tables(statements) == ["parent", "without_relationship"]
        assert len({row.parent_id for row in rows}) == 30
        with pytest.raises(BulkError) as caught:
            made.bulk_create(1, id=factory.LazyAttribute(lambda o: o.parent_id + 1))
    assert str(caught.value).startswith(
        "WithoutRelationshipFactory.id: a function asks for Parent.id, which is not known"
    )


def test_objects_that_decide_themselves_are_asked(engine: sa.Engine, session: orm.Session) -> None:
    """A lazy function that looks at a validated parent gets what the parent makes of it: the unit of work does it."""

    class Lower(Base):
        __tablename__ = "lower"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(sa.String(20))

        @orm.validates("name")
        def lower(self, key: str, value: str) -> str:
            return value.lower()

    class Below(Base):
        __tablename__ = "below"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(sa.String(20))
        lower_id: Mapped[int] = mapped_column(sa.ForeignKey("lower.id"))
        lower: Mapped[Lower] = relationship()

    Base.metadata.create_all(engine)
    below = factory.make_factory(
        Below,
        FACTORY_CLASS=SQLAlchemyModelFactory,
        lower__name="ANN",
        name=factory.LazyAttribute(lambda o: o.lower.name),
    )
    with use_session(session):
        assert [each.name for each in below.bulk_create(2)] == ["ann", "ann"]
        seen = factory.make_factory(
            Below,
            FACTORY_CLASS=SQLAlchemyModelFactory,
            hook=factory.PostGeneration(lambda below, create, extracted: ids.append((below.id, below.lower.id))),
        )
        ids: list[Any] = []
        seen.bulk_create(2)
        assert all(None not in pair for pair in ids)
        assert len(ids) == 2


def test_who_listens_to_the_session_hears_of_everything(open_session: orm.Session) -> None:
    heard: list[Any] = []
    event.listen(open_session, "pending_to_persistent", lambda session, instance: heard.append(type(instance)))
    lib.BookFactory.bulk_create(3)
    assert heard.count(lib.Book) == heard.count(lib.Author) == 3


def test_a_nested_factory_with_a_session_of_its_own(engine: sa.Engine, session: orm.Session) -> None:
    lib.Base.metadata.create_all(engine)

    class Authors(lib.AuthorFactory):
        class Meta:
            sqlalchemy_session = session

    class Books(lib.BookFactory):
        class Meta:
            sqlalchemy_session = session

        author = factory.SubFactory(Authors)

    assert [book.author.id for book in Books.bulk_create(2)] == [1, 2]
    with orm.Session(engine) as other:

        class Elsewhere(Books):
            class Meta:
                sqlalchemy_session = other

        with pytest.raises((sa.exc.InvalidRequestError, FactoryError)):
            Elsewhere.bulk_create(2)
