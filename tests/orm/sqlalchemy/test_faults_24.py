"""Fault 24: what is nested is saved where the object is that asked for it; two databases, with rows of others in each."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

import typedfactory as factory
from tests.orm.sqlalchemy import library as lib
from typedfactory.errors import FactoryError
from typedfactory.orm.sqlalchemy import ManyToMany, SQLAlchemyModelFactory, use_session


class Two:
    """Two databases: the one has a row more of each model, so that a key is never right in both."""

    def __init__(self, folder: Path, kind: str, schema_url: Any) -> None:
        urls = (
            (f"sqlite:///{folder}/a.db", f"sqlite:///{folder}/b.db")
            if kind == "sqlite"
            else (schema_url("postgres"), f"sqlite:///{folder}/b.db")
        )
        self.engines = [sa.create_engine(url) for url in urls]
        for engine in self.engines:
            lib.Base.metadata.create_all(engine)
        with orm.Session(self.engines[1]) as session:
            session.add(lib.Author(name="trap"))
            session.add(lib.Tag(word="trap"))
            session.commit()
        self.near, self.far = (orm.Session(engine) for engine in self.engines)

    def rows(self, session: orm.Session) -> tuple[int, int, int]:
        session.flush()
        authors, books, tags = (lib.count(session, model) for model in (lib.Author, lib.Book, lib.Tag))
        trapped = int(session is self.far)
        return authors - trapped, books, tags - trapped

    def close(self) -> None:
        self.near.close()
        self.far.close()
        for engine in self.engines:
            engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def two(request: pytest.FixtureRequest, tmp_path: Path, schema_url: Any) -> Iterator[Two]:
    place = Two(tmp_path, request.param, schema_url)
    yield place
    place.close()


class TagFactory(SQLAlchemyModelFactory[lib.Tag]):
    word = factory.Sequence(lambda n: f"tag{n}")


class FullBookFactory(lib.BookFactory):
    tags = ManyToMany(TagFactory, size=2)


class BusyAuthorFactory(lib.AuthorFactory):
    books = factory.RelatedFactoryList(FullBookFactory, "author", size=2)


class FirstAuthorFactory(lib.AuthorFactory):
    first = factory.RelatedFactory(FullBookFactory, "author")


def saving(base: Any, given: Any, persistence: str | None = "flush") -> Any:
    class Made(base):  # type: ignore[misc]  # a class of the test's
        class Meta:
            sqlalchemy_session = given
            sqlalchemy_session_persistence = persistence

    return Made


@pytest.mark.parametrize("persistence", [None, "flush", "commit"])
def test_a_sub_factory_follows_the_object_around_it(two: Two, persistence: str | None) -> None:
    book = saving(FullBookFactory, two.far, persistence)()
    assert {orm.object_session(each) for each in (book, book.author, *book.tags)} == {two.far}
    assert (two.rows(two.near), two.rows(two.far)) == ((0, 0, 0), (1, 1, 2))


@pytest.mark.parametrize("make", ["create", "create_batch"])
def test_related_factories_follow_too(two: Two, make: str) -> None:
    for base in (BusyAuthorFactory, FirstAuthorFactory):
        getattr(saving(base, two.far), make)(*([3] if make == "create_batch" else []))
    count = 3 if make == "create_batch" else 1
    assert (two.rows(two.near), two.rows(two.far)) == ((0, 0, 0), (2 * count, 3 * count, 6 * count))


def test_what_is_nested_deeper_goes_where_the_nearest_one_is(two: Two) -> None:
    class Books(lib.BookFactory):
        class Meta:
            sqlalchemy_session = two.far
            sqlalchemy_session_persistence = "flush"

    class Authors(lib.AuthorFactory):
        class Meta:
            sqlalchemy_session = two.near
            sqlalchemy_session_persistence = "flush"

        other = factory.PostGeneration(lambda *_args, **_kwargs: None)
        book = factory.RelatedFactory(Books)
        tagged = factory.RelatedFactory(FullBookFactory, "author")

    author = Authors()
    # The book of the far database has an author of its own there, and the tagged one is at home.
    assert (two.rows(two.near), two.rows(two.far)) == ((1, 1, 2), (1, 1, 0))
    assert two.near.scalars(sa.select(lib.Book)).one().author is author
    Authors.create_batch(2)
    assert (two.rows(two.near), two.rows(two.far)) == ((3, 3, 6), (3, 3, 0))


def test_what_a_plain_factory_holds_is_nested_all_the_same(two: Two) -> None:
    class Page(factory.DictFactory):
        book = factory.SubFactory(saving(FullBookFactory, two.far))

    Page.create()
    assert (two.rows(two.near), two.rows(two.far)) == ((0, 0, 0), (1, 1, 2))


def test_what_is_filled_follows(two: Two) -> None:
    class Books(SQLAlchemyModelFactory[lib.Book]):
        class Meta:
            sqlalchemy_session = two.far

    Books()
    Books.create_batch(2)
    assert (two.rows(two.near), two.rows(two.far)) == ((0, 0, 0), (3, 3, 0))


def test_what_a_hook_calls_follows_as_well(two: Two) -> None:
    class Authors(lib.AuthorFactory):
        class Meta:
            sqlalchemy_session = two.far

        @factory.post_generation
        def write(author: lib.Author, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
            FullBookFactory(author=author)

    class Pages(lib.BookFactory):
        class Meta:
            sqlalchemy_session = two.near

        author = factory.SubFactory(lib.AuthorFactory)
        guest = factory.RelatedFactory(Authors)

    Pages()
    assert (two.rows(two.near), two.rows(two.far)) == ((1, 1, 0), (1, 1, 2))


def test_what_is_looked_up_is_looked_up_there(two: Two) -> None:
    class Known(lib.AuthorFactory):
        class Meta:
            sqlalchemy_get_or_create = ("name",)

    class Books(lib.BookFactory):
        class Meta:
            sqlalchemy_session = two.far

        author = factory.SubFactory(Known, name="trap")

    assert Books().author is two.far.scalars(sa.select(lib.Author).filter_by(name="trap")).one()
    with use_session(two.near):
        Books()
    assert (two.rows(two.near), two.rows(two.far)) == ((1, 1, 0), (0, 1, 0))


def test_a_call_may_name_its_session(two: Two) -> None:
    books = saving(FullBookFactory, two.near)
    assert orm.object_session(books(__session=two.far)) is two.far
    books.create(__session=two.far, title="x")
    books.create_batch(2, __session=two.far)
    books.bulk_create(2, __session=two.far)
    books.generate("create", __session=two.far)
    assert (two.rows(two.near), two.rows(two.far)) == ((0, 0, 0), (7, 7, 14))
    books()
    assert two.rows(two.near) == (1, 1, 2)


def test_a_field_may_be_called_session(two: Two) -> None:
    class Base(orm.DeclarativeBase):
        pass

    class Visit(Base):
        __tablename__ = "visit"
        id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
        session: orm.Mapped[str]

    for engine in two.engines:
        Base.metadata.create_all(engine)
    visits = saving(SQLAlchemyModelFactory[Visit], two.near)
    visit = visits(session="evening", __session=two.far)
    assert (visit.session, orm.object_session(visit)) == ("evening", two.far)


def test_what_a_call_names_as_its_session_is_checked(two: Two) -> None:
    with pytest.raises(FactoryError) as caught:
        lib.BookFactory(__session=two.engines[1])
    assert str(caught.value) == "BookFactory.__session: takes a session, not Engine. Give Session(engine)."


def test_a_call_that_saves_nothing_has_no_session(two: Two) -> None:
    with pytest.raises(FactoryError) as caught:
        lib.BookFactory.build(__session=two.far)
    assert str(caught.value) == ("BookFactory.__session: build() saves nothing, and so with no session. Use create().")


def test_a_nested_object_may_be_sent_elsewhere(two: Two) -> None:
    class Shelf(factory.DictFactory):
        book = factory.SubFactory(saving(FullBookFactory, two.near))

    Shelf.create(book____session=two.far)
    Shelf.create()
    assert (two.rows(two.near), two.rows(two.far)) == ((1, 1, 2), (1, 1, 2))


def test_it_may_be_named_where_objects_are_looked_up(two: Two) -> None:
    class Known(lib.AuthorFactory):
        class Meta:
            sqlalchemy_session = two.near
            sqlalchemy_get_or_create = ("name",)

    assert Known(name="trap", __session=two.far).id == 1
    assert (two.rows(two.near), two.rows(two.far)) == ((0, 0, 0), (0, 0, 0))


def test_an_asynchronous_call_may_name_its_session(tmp_path: Path) -> None:
    async def run() -> tuple[Any, Any]:
        engines = [create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/{name}") for name in "ab"]
        async with AsyncSession(engines[0]) as near, AsyncSession(engines[1]) as far:
            for engine in engines:
                async with engine.begin() as connection:
                    await connection.run_sync(lib.Base.metadata.create_all)
            books = saving(FullBookFactory, near)
            await books.acreate(__session=far)
            await books.acreate_batch(2, __session=far)
            await books.abulk_create(2, __session=far)
            query = sa.select(sa.func.count()).select_from(lib.Book)
            counts = await near.scalar(query), await far.scalar(query)
        for engine in engines:
            await engine.dispose()
        return counts

    assert asyncio.run(run()) == (0, 5)
