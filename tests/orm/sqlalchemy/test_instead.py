"""A relationship and its foreign key say the same: the one that the call gives holds."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

import typedfactory as factory
from tests.orm.sqlalchemy import library as lib
from tests.orm.sqlalchemy import relatives as rel
from typedfactory.errors import InvalidDeclarationError
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session
from typedfactory.orm.sqlalchemy.bulk.rows import BulkError


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


@pytest.mark.parametrize("way", ["build", "create", "create_batch", "bulk_create"])
def test_a_parent_and_the_key_of_another_one_are_refused(author: lib.Author, session: orm.Session, way: str) -> None:
    def make(**given: Any) -> Any:
        if way in ("build", "create"):
            return getattr(lib.FlushedBookFactory, way)(**given)
        return getattr(lib.FlushedBookFactory, way)(2, **given)[0]

    with use_session(session):
        others = (author, lib.AuthorFactory.build(), None)
        for parent, key in zip(others, (author.id + 1, author.id, author.id), strict=True):
            with pytest.raises(InvalidDeclarationError) as caught:
                make(author=parent, author_id=key)
            assert str(caught.value) == (
                "FlushedBookFactory.author_id: this is not the key of 'author', which is said too, and it would be lost. "
                "Say one of the two."
            )


def test_a_parent_and_its_own_key_may_be_given_together(author: lib.Author, session: orm.Session) -> None:
    with use_session(session):
        assert lib.FlushedBookFactory(author=author, author_id=author.id).author is author
        assert lib.FlushedBookFactory(author=author, author_id=None).author is author
        session.expire(author)
        assert lib.FlushedBookFactory(author=author, author_id=1).author is author


def test_a_call_comes_before_what_a_factory_hands_on(author: lib.Author) -> None:
    class ShelfFactory(factory.DictFactory):
        book = factory.SubFactory(lib.BookFactory, author__name="handed on")

    made = ShelfFactory.build(book__author_id=7)["book"]
    assert (made.author, made.author_id) == (None, 7)


class KeyedFactory(lib.FlushedBookFactory):
    class Params:
        of_author = factory.Trait(author=factory.SubFactory(lib.AuthorFactory, name="by the trait"))

    author_id = 7


class TestWhatIsSaidLater:
    """Bodies lie over those of their bases, traits over bodies, calls over both."""

    def test_a_key_in_a_body(self) -> None:
        assert (KeyedFactory.build().author_id, KeyedFactory.build().author) == (7, None)

    def test_a_parent_in_a_trait(self) -> None:
        made = KeyedFactory.build(of_author=True)
        assert (made.author.name, made.author_id) == ("by the trait", None)

    def test_a_key_in_a_trait(self) -> None:
        class KeyInTraitFactory(lib.FlushedBookFactory):
            class Params:
                seventh = factory.Trait(author_id=7)

            author = factory.SubFactory(lib.AuthorFactory)

        made = KeyInTraitFactory.build(seventh=True)
        assert (made.author, made.author_id, KeyInTraitFactory.build().author_id) == (None, 7, None)

    def test_a_parent_in_a_call(self) -> None:
        author = lib.AuthorFactory.build()
        assert (KeyedFactory.build(author=author).author, KeyedFactory.build(author=author).author_id) == (author, None)

    def test_a_key_in_a_call(self) -> None:
        made = KeyedFactory.build(of_author=True, author_id=8)
        assert (made.author, made.author_id) == (None, 8)


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


class NamedFactory(SQLAlchemyModelFactory[rel.Named]):
    pass


class TestOtherAttributesThatSayTheSame:
    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({"name": "a", "_name": "b"}, "NamedFactory._name: this is another name of 'name', which is given too."),
            ({"x": 1, "point": rel.Point(1, 2)}, "NamedFactory.x: this is a part of 'point', which is given too."),
        ],
    )
    def test_a_call_that_says_both_is_refused(self, given: dict[str, Any], message: str) -> None:
        with pytest.raises(InvalidDeclarationError) as caught:
            NamedFactory.build(**given)
        assert str(caught.value) == f"{message} Give one of the two."

    def test_names_that_a_proxy_makes_the_collection_of(self) -> None:
        class WaysFactory(SQLAlchemyModelFactory[rel.Ways]):
            leaves = factory.LazyFunction(list)

        assert WaysFactory.build(leaf_names=["a"]).leaf_names == ["a"]
        with pytest.raises(InvalidDeclarationError) as caught:
            WaysFactory.build(leaf_names=["a"], leaves=[])
        assert str(caught.value) == (
            "WaysFactory.leaves: this is what fills 'leaf_names', which is given too. Give one of the two."
        )

    def test_a_class_body_that_fixes_both_is_refused(self) -> None:
        class BothFactory(NamedFactory):
            point = rel.Point(1, 2)
            x = 3

        with pytest.raises(InvalidDeclarationError) as caught:
            BothFactory.build()
        assert str(caught.value) == (
            "BothFactory.x: this is a part of 'point', which is declared too. Declare one of the two."
        )

    def test_one_of_a_class_body_comes_before_the_other_of_a_base(self) -> None:
        class PointFactory(NamedFactory):
            point = rel.Point(1, 2)

        class PartFactory(PointFactory):
            x = 3

        made = PartFactory.build()
        assert (made.x, made.point.x) == (3, 3)


@pytest.mark.parametrize("given", [rel.Tag(), "text"])
def test_one_object_for_a_collection_is_refused_in_bulk_as_well(engine: sa.Engine, given: Any) -> None:
    rel.Base.metadata.create_all(engine)
    users = factory.make_factory(rel.User, FACTORY_CLASS=SQLAlchemyModelFactory)
    with orm.Session(engine) as session, use_session(session), pytest.raises(BulkError) as caught:
        users.bulk_create(2, tags=given)
    assert str(caught.value) == (
        f"User.tags: takes the related objects as a list, not {type(given).__name__}. Write [one, two]."
    )


def test_a_parent_in_a_trait_comes_before_a_key_in_a_body_that_leaves_it_to_its_type() -> None:
    class CardFactory(SQLAlchemyModelFactory[rel.Card]):
        class Params:
            of_org = factory.Trait(org=rel.Org(name="by the trait"))

        org_id = 7

    made = CardFactory.build(of_org=True)
    assert (made.org.name, made.org_id) == ("by the trait", None)
    assert (CardFactory.build().org, CardFactory.build().org_id) == (None, 7)
