"""Fault 8: what is taken for a session, and what is said of what is none."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

import typedfactory as factory
from tests.orm.sqlalchemy import library as lib
from typedfactory.errors import MetaOptionError
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory, use_session


class Recorder:
    """A session that has no more than is needed."""

    def __init__(self) -> None:
        self.calls: list[Any] = []

    def add(self, instance: Any) -> None:
        self.calls.append(type(instance).__name__)

    def flush(self) -> None:
        self.calls.append("flush")

    def commit(self) -> None:
        self.calls.append("commit")


def books(given: Any, persistence: str | None) -> type[SQLAlchemyModelFactory[lib.Book]]:
    class Books(lib.BookFactory):
        class Meta:
            sqlalchemy_session = given
            sqlalchemy_session_persistence = persistence

    return Books


@pytest.mark.parametrize(
    ("persistence", "after"), [(None, []), ("flush", ["flush"]), ("commit", ["commit"])], ids=["add", "flush", "commit"]
)
def test_a_session_that_has_add_flush_and_commit_is_one(persistence: str | None, after: list[str]) -> None:
    session = Recorder()
    factory_ = books(session, persistence)
    factory_()
    assert session.calls == ["Author", "Book", *after]
    session.calls.clear()
    factory_.create_batch(2)
    assert session.calls == ["Author", "Book", *after] * 2


def test_it_may_come_from_a_session_factory_and_from_use_session() -> None:
    one, two = Recorder(), Recorder()

    class Authors(lib.AuthorFactory):
        class Meta:
            sqlalchemy_session_factory = lambda: one  # noqa: E731 - as users write it

    Authors()
    with use_session(two):
        Authors()
    assert one.calls == two.calls == ["Author"]


@pytest.mark.parametrize("kind", [mock.MagicMock, mock.NonCallableMagicMock])
@pytest.mark.parametrize("spec", [orm.Session, orm.scoped_session(orm.sessionmaker())])
def test_a_mock_of_a_session_is_one(kind: Any, spec: Any) -> None:
    session = kind(spec=spec)
    books(session, "flush")()
    session.flush.assert_called_once_with()
    session.commit.assert_not_called()


def test_such_a_session_can_look_up_by_query() -> None:
    session = mock.MagicMock()

    class Authors(lib.AuthorFactory):
        class Meta:
            sqlalchemy_session = session
            sqlalchemy_get_or_create = ("name",)

    found = Authors(name="ann")
    session.query.assert_called_once_with(lib.Author)
    session.query.return_value.filter_by.assert_called_once_with(name="ann")
    assert found is session.query.return_value.filter_by.return_value.one_or_none.return_value


WRONG = [
    (orm.sessionmaker, "sessionmaker. Name it in Meta.sqlalchemy_session_factory, or call it"),
    (lambda engine: engine, "Engine. Give Session(engine)."),
    (lambda engine: async_sessionmaker(), "async_sessionmaker. Name it in Meta.sqlalchemy_session_factory, or call it"),
    (lambda engine: create_async_engine("sqlite+aiosqlite://"), "AsyncEngine. Give AsyncSession(engine)."),
    (lambda engine: orm.Session, "the class Session. Make one, or use a scoped_session."),
    (lambda engine: AsyncSession, "the class AsyncSession. Make one, or use a scoped_session."),
    (lambda engine: orm.Session, "the class Session. Make one, or use a scoped_session."),
    (lambda engine: "session", "str. Give it a Session, or a scoped_session."),
    (lambda engine: lambda: None, "function. Give it a Session, or a scoped_session."),
]


def said(text: str) -> str:
    return f"takes a session, not {text}" + (" and give what it returns." if text.endswith("call it") else "")


@pytest.mark.parametrize(("make", "text"), WRONG)
def test_what_is_no_session_is_refused_by_the_option_that_holds_it(make: Any, text: str, engine: sa.Engine) -> None:
    with pytest.raises(MetaOptionError) as caught:
        books(make(engine), None)
    assert str(caught.value) == f"Books.Meta.sqlalchemy_session: {said(text)}"


@pytest.mark.parametrize(("make", "text"), WRONG)
def test_use_session_refuses_it_as_well(make: Any, text: str, engine: sa.Engine) -> None:
    with pytest.raises(MetaOptionError) as caught, use_session(make(engine)):
        pass
    assert str(caught.value) == f"use_session: {said(text)}"


@pytest.mark.parametrize(("make", "text"), WRONG)
def test_a_session_factory_that_gives_it_is_named(make: Any, text: str, engine: sa.Engine) -> None:
    class Authors(lib.AuthorFactory):
        class Meta:
            sqlalchemy_session_factory = lambda: make(engine)  # noqa: E731 - as users write it

    with pytest.raises(MetaOptionError) as caught:
        Authors()
    assert str(caught.value) == f"Authors.Meta.sqlalchemy_session_factory: {said(text)}"


def test_something_without_add_is_refused_when_it_is_used() -> None:
    with pytest.raises(MetaOptionError) as caught:
        books(object.__new__(type("Store", (), {})), None)()
    assert str(caught.value) == (
        "Books.Meta.sqlalchemy_session: takes a session, not Store. Give it a Session, or a scoped_session."
    )


def test_what_a_session_factory_gave_last_can_be_read(engine: sa.Engine) -> None:
    class Authors(lib.AuthorFactory):
        class Meta:
            sqlalchemy_session_factory = orm.sessionmaker(engine)

    class Others(Authors):
        note = factory.Sequence(str)

    assert Authors._meta.sqlalchemy_session is None
    author = Authors()
    assert Authors._meta.sqlalchemy_session is orm.object_session(author)
    assert Others._meta.sqlalchemy_session is None
