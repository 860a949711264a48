"""A relationship and its foreign key say the same: the one that the call gives holds."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

import typedfactory as factory
from tests.orm.sqlalchemy import library as lib
from typedfactory.orm.sqlalchemy import use_session


class TitledBookFactory(lib.FlushedBookFactory):
    class Params:
        anonymous = factory.Trait(author__name="Anonymous")


@pytest.fixture
def author(engine: sa.Engine, session: orm.Session) -> lib.Author:
    lib.Base.metadata.create_all(engine)
    with use_session(session):
        return lib.FlushedAuthorFactory()


def test_no_declared_parent_is_made_where_the_call_gives_the_key(author: lib.Author, session: orm.Session) -> None:
    with use_session(session):
        book = lib.FlushedBookFactory(author_id=author.id)
        books = lib.FlushedBookFactory.create_batch(2, author_id=author.id)
        rows = lib.FlushedBookFactory.bulk_create(2, author_id=author.id)
    assert {each.author_id for each in (book, *books, *rows)} == {author.id}
    assert book.author is author
    assert lib.count(session, lib.Author) == 1


def test_a_factory_that_nests_the_other_may_give_the_key(author: lib.Author, session: orm.Session) -> None:
    class ShelfFactory(factory.DictFactory):
        book = factory.SubFactory(lib.FlushedBookFactory, author_id=author.id)

    with use_session(session):
        assert ShelfFactory.create()["book"].author is author
        assert ShelfFactory.create(book__author__name="Ann")["book"].author.name == "Ann"


def test_a_parent_that_is_given_as_well_is_taken(author: lib.Author, session: orm.Session) -> None:
    with use_session(session):
        assert lib.FlushedBookFactory(author=author, author_id=author.id + 1).author_id == author.id


def test_built_objects_have_the_key_and_no_parent() -> None:
    book = lib.BookFactory.build(author_id=7)
    assert (book.author_id, book.author) == (7, None)


def test_a_trait_about_the_parent_reaches_none(author: lib.Author, session: orm.Session) -> None:
    with use_session(session):
        assert TitledBookFactory(anonymous=True, author_id=author.id).author is author
        assert TitledBookFactory(anonymous=True).author.name == "Anonymous"


def test_explain_knows_it() -> None:
    (found,) = [each for each in lib.BookFactory.explain(author_id=7).fields if each.name == "author"]
    assert (found.kind, found.text) == ("default", "default of Book")
