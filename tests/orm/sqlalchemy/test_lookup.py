"""Get or create: found by its key before anything is made, safe beside others who do the same."""

from __future__ import annotations

import threading
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

import typedfactory as factory
from tests.orm.sqlalchemy import library as lib
from tests.orm.sqlalchemy.conftest import listen
from typedfactory.errors import MetaOptionError, UnknownFieldError
from typedfactory.orm.sqlalchemy import use_session


class KnownAuthorFactory(lib.FlushedAuthorFactory):
    class Meta:
        sqlalchemy_get_or_create = ("name",)


class KnownBookFactory(lib.FlushedBookFactory):
    class Meta:
        sqlalchemy_get_or_create = ("title",)


@pytest.fixture
def open_session(any_engine: sa.Engine) -> Any:
    lib.Base.metadata.create_all(any_engine)
    with orm.Session(any_engine) as session, use_session(session):
        yield session


def test_a_second_call_with_the_key_gives_the_same_object(open_session: orm.Session) -> None:
    first = KnownAuthorFactory(name="ann")
    assert KnownAuthorFactory(name="ann", note="ignored") is first
    assert KnownAuthorFactory(name="bob") is not first
    assert lib.count(open_session, lib.Author) == 2


def test_finding_makes_no_parent(open_session: orm.Session) -> None:
    book = KnownBookFactory(title="x")
    statements = listen(open_session.get_bind())
    assert KnownBookFactory(title="x") is book
    assert statements.kinds() == ["SELECT"]
    assert lib.count(open_session, lib.Author) == 1


def test_a_key_that_is_a_parent(open_session: orm.Session) -> None:
    class Books(lib.FlushedBookFactory):
        class Meta:
            sqlalchemy_get_or_create = ("title", "author")

        author = factory.SubFactory(KnownAuthorFactory, name="ann")

    assert Books(title="x") is Books(title="x")
    assert Books(title="x", author__name="bob") is not Books(title="x")


def test_through_a_sub_factory_each_call_looks_for_its_own(open_session: orm.Session) -> None:
    class Books(lib.FlushedBookFactory):
        author = factory.SubFactory(KnownAuthorFactory)

    ann, bob = KnownAuthorFactory(name="ann"), KnownAuthorFactory(name="bob")
    assert [book.author for book in (Books(author__name="ann"), Books(author__name="bob"))] == [ann, bob]
    other = Books().author
    assert other not in (ann, bob)


def test_fields_may_look_at_the_enclosing_object(open_session: orm.Session) -> None:
    class Books(lib.FlushedBookFactory):
        author = factory.SubFactory(KnownAuthorFactory, name=factory.SelfAttribute("..title"))

    assert Books(title="x").author.name == "x"


def test_in_a_batch_the_first_makes_and_the_others_find(open_session: orm.Session) -> None:
    authors = KnownAuthorFactory.create_batch(4, name="ann")
    assert len({id(author) for author in authors}) == 1


def test_hooks_run_on_what_was_found(open_session: orm.Session) -> None:
    class Noted(KnownAuthorFactory):
        @factory.post_generation
        def annotate(author: lib.Author, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
            author.note = extracted

    Noted(name="ann", annotate="one")
    assert Noted(name="ann", annotate="two").note == "two"
    assert lib.count(open_session, lib.Author) == 1


def test_a_row_that_the_given_part_of_the_key_means_is_found(open_session: orm.Session) -> None:
    class Authors(lib.FlushedAuthorFactory):
        class Meta:
            sqlalchemy_get_or_create = ("name", "note")

        note = factory.Sequence(lambda n: f"note{n}")

    first = Authors(name="ann")
    assert Authors(name="ann") is first


def test_a_conflict_on_another_column_is_the_callers_and_costs_nothing_else(open_session: orm.Session) -> None:
    class ByNote(lib.FlushedAuthorFactory):
        class Meta:
            sqlalchemy_get_or_create = ("note",)

    kept = lib.FlushedAuthorFactory(name="ann")
    for n in range(3):
        lib.FlushedAuthorFactory(name=f"flushed{n}")
    with pytest.raises(sa.exc.IntegrityError):
        ByNote(name="ann", note="new")
    assert lib.count(open_session, lib.Author) == 4
    assert kept in open_session


def test_a_row_that_another_commits_in_the_meantime_is_found(any_engine: sa.Engine) -> None:
    if any_engine.dialect.name == "sqlite":
        pytest.skip("a database in memory has one connection")
    lib.Base.metadata.create_all(any_engine)

    class Slow(KnownAuthorFactory):
        @factory.lazy_attribute
        def note(self) -> str:
            with orm.Session(any_engine) as other:
                other.add(lib.Author(name=self.name, note="theirs"))
                other.commit()
            return "mine"

    with orm.Session(any_engine) as session, use_session(session):
        kept = lib.FlushedAuthorFactory(name="kept")
        assert Slow(name="ann").note == "theirs"
        assert kept in session
        assert set(session.scalars(sa.select(lib.Author.name).with_for_update(read=True))) == {"kept", "ann"}


def test_eight_threads_make_one_row(any_engine: sa.Engine) -> None:
    if any_engine.dialect.name == "sqlite":
        pytest.skip("a database in memory has one connection")
    lib.Base.metadata.create_all(any_engine)
    start = threading.Barrier(8)
    found: list[int] = []
    failed: list[BaseException] = []

    class Committed(KnownAuthorFactory):
        class Meta:
            sqlalchemy_session_persistence = "commit"

    def make() -> None:
        try:
            with orm.Session(any_engine) as session, use_session(session):
                start.wait()
                found.append(Committed(name="ann").id)
        except BaseException as error:  # noqa: BLE001 - reported below
            failed.append(error)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(found) == 8
    assert len(set(found)) == 1


def test_on_sqlite_a_rollback_takes_back_what_the_savepoint_released(any_engine: sa.Engine) -> None:
    lib.Base.metadata.create_all(any_engine)
    with orm.Session(any_engine) as session:
        with use_session(session):
            KnownAuthorFactory(name="ann")
        session.rollback()
        assert lib.count(session, lib.Author) == 0


def test_a_key_without_a_value_is_an_error(open_session: orm.Session) -> None:
    class ByNote(lib.FlushedAuthorFactory):
        class Meta:
            sqlalchemy_get_or_create = ("note",)

    with pytest.raises(MetaOptionError) as caught:
        ByNote()
    assert str(caught.value) == (
        "ByNote.Meta.sqlalchemy_get_or_create: nothing gives 'note' a value. "
        "Declare it in the factory, or give it at the call."
    )


def test_a_misspelt_keyword_is_an_error(open_session: orm.Session) -> None:
    with pytest.raises(UnknownFieldError) as caught:
        KnownAuthorFactory(nmae="ann")
    assert str(caught.value) == (
        "KnownAuthorFactory.nmae: neither the factory nor Author has a field 'nmae'. Did you mean \"name\"?"
    )


def test_a_key_that_finds_several_is_an_error(open_session: orm.Session) -> None:
    class ByNote(lib.FlushedAuthorFactory):
        class Meta:
            sqlalchemy_get_or_create = ("note",)

    lib.FlushedAuthorFactory.create_batch(2, note="same")
    with pytest.raises(sa.exc.MultipleResultsFound) as caught:
        ByNote(note="same")
    assert caught.value.__notes__[0] == (
        "ByNote.Meta.sqlalchemy_get_or_create: the fields note don't tell objects apart. Add fields that do."
    )
