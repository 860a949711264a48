"""Sessions: which one an object goes to, and when it is written."""

from __future__ import annotations

import contextvars
import gc
import inspect
import itertools
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

import typedfactory as factory
from tests.orm.sqlalchemy import library as lib
from typedfactory.errors import MetaOptionError
from typedfactory.orm.sqlalchemy import MissingSessionError, SQLAlchemyModelFactory, use_session


@pytest.fixture(autouse=True)
def _no_session_outlives_its_engine(engine: sa.Engine) -> Iterator[None]:
    """Collect the sessions that nobody closed while their engine is there: SQLAlchemy 2.0.0 stumbles otherwise."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def tables(engine: sa.Engine) -> None:
    lib.Base.metadata.create_all(engine)


def test_create_adds_to_the_session_and_writes_nothing(session: orm.Session, statements: Any) -> None:
    class Authors(lib.AuthorFactory):
        class Meta:
            sqlalchemy_session = session

    author = Authors()
    assert author in session.new
    assert statements == []


def test_build_leaves_the_session_alone(session: orm.Session) -> None:
    with use_session(session):
        book = lib.BookFactory.build()
    assert list(session.new) == []
    assert sa.inspect(book.author).transient


def test_flush_writes_each_object_once(session: orm.Session, statements: Any) -> None:
    with use_session(session):
        book = lib.FlushedBookFactory()
    assert book.author_id == book.author.id == 1
    assert statements.kinds() == ["INSERT", "INSERT"]


def test_commit_commits(session: orm.Session, engine: sa.Engine) -> None:
    with use_session(session):
        lib.CommittedBookFactory()
    session.rollback()
    assert lib.count(session, lib.Book) == 1


def test_what_a_hook_changes_is_written_at_the_end_of_the_call(session: orm.Session, statements: Any) -> None:
    class Noted(lib.FlushedAuthorFactory):
        @factory.post_generation
        def annotate(author: lib.Author, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
            author.note = "seen"

    with use_session(session):
        Noted()
    assert statements.kinds() == ["INSERT", "UPDATE"]


def test_a_hook_that_needs_the_key_finds_it(session: orm.Session, statements: Any) -> None:
    class Numbered(lib.FlushedAuthorFactory):
        @factory.post_generation
        def annotate(author: lib.Author, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
            author.note = f"number {author.id}"

    with use_session(session):
        assert Numbered().note == "number 1"
    assert statements.kinds() == ["INSERT", "UPDATE"]


def test_a_batch_is_written_together(session: orm.Session, engine: sa.Engine, statements: Any) -> None:
    commits: list[Any] = []
    sa.event.listen(engine, "commit", commits.append)
    with use_session(session):
        lib.CommittedBookFactory.create_batch(5)
    assert len(commits) == 1
    assert [table for table, _ in itertools.groupby(line.split()[2] for line in statements)] == ["author", "book"]


def test_a_field_that_reads_a_parents_key_in_a_batch_finds_it(session: orm.Session) -> None:
    class Keyed(lib.FlushedBookFactory):
        title = factory.LazyAttribute(lambda o: f"by {o.author.id}")

    with use_session(session):
        assert [book.title for book in Keyed.create_batch(3)] == ["by 1", "by 2", "by 3"]


def test_a_session_factory_is_asked_once_for_a_whole_tree(engine: sa.Engine) -> None:
    made: list[orm.Session] = []

    def make() -> orm.Session:
        made.append(orm.Session(engine))
        return made[-1]

    class Authors(lib.AuthorFactory):
        class Meta:
            sqlalchemy_session_factory = make
            sqlalchemy_session_persistence = "flush"

    class Books(lib.BookFactory):
        author = factory.SubFactory(Authors)

        class Meta:
            sqlalchemy_session_factory = make
            sqlalchemy_session_persistence = "flush"

    book = Books()
    assert len(made) == 1
    assert orm.object_session(book) is orm.object_session(book.author) is made[0]
    made.clear()
    assert book.author.id == 1
    Books.create_batch(3)
    assert len(made) == 1
    made[0].close()


def test_nested_factories_take_the_session_of_the_outermost(session: orm.Session) -> None:
    class Books(lib.BookFactory):
        class Meta:
            sqlalchemy_session = session

    book = Books()
    assert orm.object_session(book.author) is session


def test_objects_in_a_dict_share_a_session(engine: sa.Engine) -> None:
    class Books(lib.BookFactory):
        class Meta:
            sqlalchemy_session_factory = orm.sessionmaker(engine)
            sqlalchemy_session_persistence = "flush"

        author = factory.SubFactory(lib.AuthorFactory)

    class Page(factory.DictFactory):
        author = factory.SubFactory(factory.make_factory(lib.Author, FACTORY_CLASS=SQLAlchemyModelFactory, name="ann"))

    with pytest.raises(MissingSessionError):
        Page.create()
    with orm.Session(engine) as session, use_session(session):
        assert orm.object_session(Page.create()["author"]) is session


def test_scoped_sessions_are_asked_each_time(engine: sa.Engine) -> None:
    scoped = orm.scoped_session(orm.sessionmaker(engine))

    class Authors(lib.AuthorFactory):
        class Meta:
            sqlalchemy_session = scoped

    first = Authors()
    assert orm.object_session(first) is scoped()
    scoped.remove()
    assert orm.object_session(Authors()) is scoped()
    scoped.remove()


def test_use_session_overrides_what_meta_says(engine: sa.Engine, session: orm.Session) -> None:
    class Authors(lib.AuthorFactory):
        class Meta:
            sqlalchemy_session = session

    with orm.Session(engine) as other:
        with use_session(other) as given:
            author = Authors()
        assert given is other
        assert orm.object_session(author) is other
    assert orm.object_session(Authors()) is session


def test_use_session_is_of_one_thread(session: orm.Session) -> None:
    failed: list[BaseException] = []

    def make() -> None:
        try:
            lib.AuthorFactory()
        except MissingSessionError as error:
            failed.append(error)

    with use_session(session):
        thread = threading.Thread(target=contextvars.Context().run, args=(make,))
        thread.start()
        thread.join()
    assert len(failed) == 1


def test_no_session_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(MissingSessionError) as caught:
        lib.BookFactory(author=None)
    assert str(caught.value) == (
        "BookFactory: there is no session to save with. Name one in Meta.sqlalchemy_session or "
        "Meta.sqlalchemy_session_factory, or wrap the call in `with use_session(session):`."
    )


def test_an_unknown_persistence_is_refused() -> None:
    with pytest.raises(MetaOptionError) as caught:

        class Wrong(SQLAlchemyModelFactory[lib.Author]):
            class Meta:
                sqlalchemy_session_persistence = "commt"

    assert str(caught.value) == (
        'Wrong.Meta.sqlalchemy_session_persistence: takes None (the default), "flush" or "commit", not \'commt\'.'
    )


def test_session_and_session_factory_exclude_each_other(session: orm.Session) -> None:
    given = session
    with pytest.raises(MetaOptionError) as caught:

        class Wrong(SQLAlchemyModelFactory[lib.Author]):
            class Meta:
                sqlalchemy_session = given
                sqlalchemy_session_factory = orm.Session

    assert str(caught.value) == (
        "Wrong.Meta.sqlalchemy_session_factory: there is a sqlalchemy_session as well. Give one of the two."
    )


def test_a_tree_that_fails_leaves_nothing_pending(session: orm.Session) -> None:
    class Failing(lib.BookFactory):
        title = factory.LazyAttribute(lambda o: 1 // (o.author is None))

    with use_session(session), pytest.raises(ZeroDivisionError):
        Failing()
    assert list(session.new) == []


def test_a_failed_batch_keeps_what_the_caller_wrote(session: orm.Session) -> None:
    with use_session(session):
        kept = lib.FlushedAuthorFactory(name="kept")
        with pytest.raises(sa.exc.IntegrityError):
            lib.FlushedBookFactory.create_batch(3, author__name="twice")
    assert session.scalars(sa.select(lib.Author)).all() == [kept]
    assert lib.count(session, lib.Book) == 0


def test_a_failed_call_that_began_the_transaction_leaves_the_session_usable(session: orm.Session) -> None:
    with use_session(session):
        with pytest.raises(sa.exc.IntegrityError):
            lib.FlushedAuthorFactory(name=None)
        assert lib.FlushedAuthorFactory(name="ann").id == 1


def test_a_failed_flush_in_the_callers_transaction_says_so(session: orm.Session) -> None:
    with use_session(session):
        lib.FlushedAuthorFactory(name="ann")
        with pytest.raises(sa.exc.IntegrityError) as caught:
            lib.FlushedAuthorFactory(name="ann")
    assert caught.value.__notes__[-1] == (
        "FlushedAuthorFactory: the session's transaction began before this call and is lost. "
        "Call session.rollback() before you use it again."
    )


def test_a_closed_session_is_reported_by_sqlalchemy(engine: sa.Engine) -> None:
    if "close_resets_only" not in inspect.signature(orm.Session).parameters:
        pytest.skip("sessions of this version can be used again after they are closed")
    session = orm.Session(engine, close_resets_only=False)
    session.close()
    with use_session(session), pytest.raises(sa.exc.InvalidRequestError, match="permanently closed"):
        lib.FlushedAuthorFactory()


def test_a_missing_table_is_reported_by_sqlalchemy(engine: sa.Engine) -> None:
    lib.Base.metadata.drop_all(engine)
    with orm.Session(engine) as session, use_session(session):
        with pytest.raises(sa.exc.OperationalError, match="no such table: author"):
            lib.FlushedAuthorFactory()
        lib.Base.metadata.create_all(engine)
        assert lib.FlushedAuthorFactory().id == 1


def test_without_sqlalchemy_the_module_says_how_to_install_it() -> None:
    assert _import_without("sqlalchemy").endswith(
        "ModuleNotFoundError: typedfactory.orm.sqlalchemy needs SQLAlchemy, which is not installed. "
        "Install it with: pip install 'typedfactory[sqlalchemy]'"
    )


def test_without_greenlet_the_module_works() -> None:
    assert _import_without("greenlet") == ""


def _import_without(library: str) -> str:
    hide = (
        "import sys, importlib.abc\n"
        "class Hide(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name.partition('.')[0] == {library!r}:\n"
        f"            raise ModuleNotFoundError(f'No module named {{name!r}}', name={library!r})\n"
        "sys.meta_path.insert(0, Hide())\n"
        "import typedfactory.orm.sqlalchemy, typedfactory.factory_boy.alchemy\n"
    )
    return subprocess.run([sys.executable, "-c", hide], capture_output=True, text=True, check=False).stderr.strip()
