"""bulk_create: rows by the thousand, parents first, one INSERT for each model and chunk."""

from __future__ import annotations

import gc
import tracemalloc
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

import typedfactory as factory
from tests.orm.sqlalchemy import library as lib
from tests.orm.sqlalchemy import zoo
from tests.orm.sqlalchemy.conftest import listen
from typedfactory.orm.sqlalchemy import BulkError, ManyToMany, SQLAlchemyModelFactory, use_session
from typedfactory.orm.sqlalchemy.bulk.inserts import can_return_keys


@pytest.fixture
def open_session(any_engine: sa.Engine) -> Any:
    lib.Base.metadata.create_all(any_engine)
    with orm.Session(any_engine) as session, use_session(session):
        # What a transaction begins with is not counted.
        session.execute(sa.select(1))
        yield session


def inserts(statements: Any) -> list[str]:
    return [" ".join(line.split()[:3]) for line in statements if line.startswith("INSERT")]


def test_a_hundred_with_a_parent_each_are_two_inserts(open_session: orm.Session) -> None:
    statements = listen(open_session.get_bind())
    books = lib.BookFactory.bulk_create(100)
    assert inserts(statements) == ["INSERT INTO author", "INSERT INTO book"]
    assert {line.split()[0] for line in statements} <= {"BEGIN", "SAVEPOINT", "INSERT", "RELEASE"}
    statements.clear()
    assert [(book.title, book.author.name) for book in books[:2]] == [("book0", "author0"), ("book1", "author1")]
    assert all(book in open_session and book.author.id == book.author_id for book in books)
    assert statements == []


def test_what_is_returned_is_what_is_in_the_database(open_session: orm.Session) -> None:
    books = lib.BookFactory.bulk_create(50)
    known = {book.id: (book.title, book.author.name) for book in books}
    open_session.expire_all()
    found = open_session.execute(sa.select(lib.Book.id, lib.Book.title, lib.Author.name).join(lib.Book.author))
    assert {number: (title, name) for number, title, name in found} == known
    assert list(open_session.dirty) == []


def test_chunks(open_session: orm.Session) -> None:
    statements = listen(open_session.get_bind())
    assert len(lib.BookFactory.bulk_create(25, chunk=10)) == 25
    assert inserts(statements) == ["INSERT INTO author", "INSERT INTO book"] * 3


def test_objects_that_are_not_kept_are_counted(open_session: orm.Session) -> None:
    assert lib.BookFactory.bulk_create(30, keep=False, title="same") == 30
    assert lib.count(open_session, lib.Book) == lib.count(open_session, lib.Author) == 30


def test_a_parent_given_to_all(open_session: orm.Session) -> None:
    author = lib.AuthorFactory()
    books = lib.BookFactory.bulk_create(3, author=author)
    assert [book.author for book in books] == [author] * 3
    assert {book.author_id for book in books} == {author.id}
    assert lib.BookFactory.bulk_create(1, author__name="zoe")[0].author.name == "zoe"
    assert lib.AuthorFactory.bulk_create(1, name="yan")[0].note is None


def test_it_behaves_as_creating_one_by_one_does(open_session: orm.Session) -> None:
    class Books(lib.BookFactory):
        class Params:
            loud = factory.Trait(title=factory.LazyAttribute(lambda o: o.author.name.upper()))

    factory.reset_sequences()
    one_by_one = [(book.title, book.author.name) for book in (Books(loud=n % 2 == 0) for n in range(4))]
    open_session.rollback()
    factory.reset_sequences()
    bulk = [Books.bulk_create(1, loud=n % 2 == 0)[0] for n in range(4)]
    assert [(book.title, book.author.name) for book in bulk] == one_by_one


def test_the_zoo_in_bulk(any_engine: sa.Engine) -> None:
    zoo.Base.metadata.create_all(any_engine)
    with orm.Session(any_engine) as session, use_session(session):
        for model in zoo.models():
            made = factory.make_factory(model, FACTORY_CLASS=SQLAlchemyModelFactory).bulk_create(4)
            columns = [attribute.key for attribute in sa.inspect(model).column_attrs]
            written = [[getattr(each, key) for key in columns] for each in made]
            session.flush()
            session.expire_all()
            assert [[getattr(each, key) for key in columns] for each in made] == written, model


def test_hooks_and_collections_are_written_by_the_unit_of_work(open_session: orm.Session) -> None:
    class Tags(SQLAlchemyModelFactory[lib.Tag]):
        word = factory.Sequence(lambda n: f"tag{n}")

    class Books(lib.BookFactory):
        tags = ManyToMany(Tags, size=2)

        @factory.post_generation
        def mark(book: lib.Book, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
            book.title += "!"

    books = Books.bulk_create(10)
    open_session.expire_all()
    assert [len(book.tags) for book in books] == [2] * 10
    assert {book.title[-1] for book in books} == {"!"}
    assert open_session.scalar(sa.select(sa.func.count()).select_from(lib.book_tag)) == 20


def test_what_is_saved_its_own_way_is_refused_by_name(open_session: orm.Session) -> None:
    class Known(lib.AuthorFactory):
        class Meta:
            sqlalchemy_get_or_create = ("name",)

    class Books(lib.BookFactory):
        author = factory.SubFactory(Known)

    class Saving(lib.AuthorFactory):
        @classmethod
        def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
            return super()._create(model_class, *args, **kwargs)

    with pytest.raises(BulkError) as caught:
        Books.bulk_create(2)
    assert str(caught.value) == (
        "Books: bulk_create cannot be used, for Known looks each object up first (Meta.sqlalchemy_get_or_create). "
        'Use create_batch, or bulk="where-possible".'
    )
    with pytest.raises(BulkError) as caught:
        Saving.bulk_create(2)
    assert str(caught.value) == (
        "Saving: bulk_create cannot be used, for Saving._create saves objects its own way. "
        'Use create_batch, or bulk="where-possible".'
    )
    books = Books.bulk_create(2, bulk="where-possible", author__name="ann")
    assert books[0].author is books[1].author
    assert len(Saving.bulk_create(2, bulk="where-possible")) == 2


def test_a_field_that_needs_a_key_is_refused_or_made_one_by_one(open_session: orm.Session) -> None:
    class Books(lib.BookFactory):
        title = factory.LazyAttribute(lambda o: f"by {o.author.id}")

    if not can_return_keys(open_session, sa.inspect(lib.Book)):
        pytest.skip("the unit of work writes what this version of SQLAlchemy cannot")
    with pytest.raises(BulkError) as caught:
        Books.bulk_create(2)
    assert str(caught.value) == (
        "Books.title: a function asks for Author.id, which is not known before the row is inserted. Give it another "
        'way, or let bulk="where-possible" make the objects one by one.'
    )
    books = Books.bulk_create(2, bulk="where-possible")
    assert [book.title for book in books] == [f"by {book.author_id}" for book in books]


def test_a_failed_chunk_leaves_the_transaction_as_it_was(open_session: orm.Session) -> None:
    class Books(lib.BookFactory):
        author = factory.SubFactory(lib.AuthorFactory, name=factory.Sequence(lambda n: f"a{min(n, 25)}"))

    with pytest.raises(sa.exc.IntegrityError) as caught:
        Books.bulk_create(40, chunk=10)
    assert caught.value.__notes__[-1] == (
        "Books.bulk_create: objects 21 to 30 failed; none of them is kept, and those before them are in the transaction."
    )
    assert lib.count(open_session, lib.Book) == 20
    assert len(lib.BookFactory.bulk_create(2)) == 2


def test_commit_comes_after_the_last_chunk(open_session: orm.Session) -> None:
    class Books(lib.CommittedBookFactory):
        @factory.post_generation
        def mark(book: lib.Book, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
            book.title += "!"

    Books.bulk_create(10, chunk=5)
    open_session.rollback()
    assert lib.count(open_session, lib.Book) == 10


def test_keys_that_a_rollback_frees_may_come_again(open_session: orm.Session) -> None:
    before = lib.AuthorFactory.bulk_create(3)
    open_session.rollback()
    after = lib.AuthorFactory.bulk_create(3)
    assert [author in open_session for author in after] == [True] * 3
    assert not set(before) & set(after)


def test_commit(open_session: orm.Session) -> None:
    lib.CommittedBookFactory.bulk_create(5)
    open_session.rollback()
    assert lib.count(open_session, lib.Book) == 5


def test_an_unknown_mode_is_refused(open_session: orm.Session) -> None:
    with pytest.raises(BulkError) as caught:
        lib.BookFactory.bulk_create(1, bulk="sometimes")
    assert str(caught.value) == (
        'BookFactory: bulk takes "always" (the default) or "where-possible", not \'sometimes\'.'
    )


def test_progress(open_session: orm.Session, capsys: pytest.CaptureFixture[str]) -> None:
    lib.BookFactory.bulk_create(20, chunk=10, progress=True)
    assert "100%" in capsys.readouterr().out


def test_no_more_than_a_chunk_is_held(engine: sa.Engine) -> None:
    lib.Base.metadata.create_all(engine)

    def peak(size: int) -> int:
        gc.collect()
        tracemalloc.start()
        with orm.Session(engine) as session, use_session(session):
            lib.AuthorFactory.bulk_create(size, chunk=500, keep=False)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(1_000)
    assert peak(20_000) < 1.5 * peak(2_000)
