"""Asynchronous sessions: awaited creation, hooks that are awaited, sessions that stay open."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

import typedfactory as factory
from tests.orm.sqlalchemy import library as lib
from typedfactory.errors import FactoryError
from typedfactory.orm.sqlalchemy import MissingSessionError, use_session

Test = Callable[[AsyncEngine, AsyncSession], Coroutine[Any, Any, None]]


@pytest.fixture(params=["sqlite", "postgres"])
def run(request: pytest.FixtureRequest, schema_url: Any, tmp_path: Any) -> Callable[[Test], None]:
    """Run a coroutine with an engine and an open session."""
    if request.param == "sqlite":
        url, arguments = f"sqlite+aiosqlite:///{tmp_path}/db", {}
    else:
        given = schema_url("postgres")
        schema = given.query["options"].removeprefix("-csearch_path=")
        url = given.set(drivername="postgresql+asyncpg", query={})
        arguments = {"server_settings": {"search_path": schema}}

    @asynccontextmanager
    async def opened() -> AsyncIterator[tuple[AsyncEngine, AsyncSession]]:
        engine = create_async_engine(url, connect_args=arguments)
        try:
            async with engine.begin() as connection:
                await connection.run_sync(lib.Base.metadata.create_all)
            async with AsyncSession(engine) as session:
                yield engine, session
            assert getattr(engine.pool, "checkedout", int)() == 0
        finally:
            await engine.dispose()

    def start(test: Test) -> None:
        async def main() -> None:
            async with opened() as (engine, session):
                with use_session(session):
                    await test(engine, session)

        asyncio.run(main())

    return start


def test_acreate(run: Any) -> None:
    async def test(engine: AsyncEngine, session: AsyncSession) -> None:
        book = await lib.FlushedBookFactory.acreate(author__name="ann")
        assert (book.id, book.author.id, book.author.name) == (1, 1, "ann")
        assert book in session
        assert (await session.execute(sa.select(sa.func.count()).select_from(lib.Book))).scalar() == 1

    run(test)


def test_what_was_committed_can_be_read(run: Any) -> None:
    async def test(engine: AsyncEngine, session: AsyncSession) -> None:
        book = await lib.CommittedBookFactory.acreate()
        assert (book.title, book.author.name, book.author_id) == ("book0", "author0", 1)
        assert session.sync_session.expire_on_commit
        await session.rollback()
        async with AsyncSession(engine) as other:
            assert (await other.get(lib.Book, 1)) is not None

    run(test)


def test_batches(run: Any) -> None:
    async def test(engine: AsyncEngine, session: AsyncSession) -> None:
        assert len(await lib.CommittedBookFactory.acreate_batch(5)) == 5
        books = await lib.FlushedBookFactory.abulk_create(50)
        assert [book.title for book in books] == [f"book{n}" for n in range(5, 55)]
        assert books[7].author.name == "author12"
        assert await lib.BookFactory.abulk_create(20, keep=False) == 20

    run(test)


def test_async_hooks_are_awaited_in_their_order(run: Any) -> None:
    order: list[Any] = []

    class Authors(lib.FlushedAuthorFactory):
        @factory.post_generation
        async def first(author: lib.Author, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
            await asyncio.sleep(0.01)
            order.append(("first", author.id))

        @factory.post_generation
        def second(author: lib.Author, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
            order.append("second")

        @factory.post_generation
        async def third(author: lib.Author, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
            book = await lib.FlushedBookFactory.acreate(author=author, title=extracted or "theirs")
            order.append((book.author_id, book.title))

    class Books(lib.FlushedBookFactory):
        author = factory.SubFactory(Authors, third="mine")

    async def test(engine: AsyncEngine, session: AsyncSession) -> None:
        await Books.acreate()
        assert order == [("first", 1), "second", (1, "mine")]

    order.clear()
    run(test)


def test_a_session_factory(run: Any) -> None:
    async def test(engine: AsyncEngine, session: AsyncSession) -> None:
        class Books(lib.BookFactory):
            class Meta:
                sqlalchemy_session_factory = async_sessionmaker(engine)
                sqlalchemy_session_persistence = "commit"

        with use_session(None):
            book = await Books.acreate()
        assert book.author.id == 1

    run(test)


def test_tasks_have_sessions_of_their_own(run: Any) -> None:
    async def make(engine: AsyncEngine) -> set[Any]:
        async with AsyncSession(engine) as session:
            with use_session(session):
                authors = [await lib.AuthorFactory.acreate() for _ in range(3)]
                return {sa.inspect(author).session is session.sync_session for author in authors}

    async def test(engine: AsyncEngine, session: AsyncSession) -> None:
        assert await asyncio.gather(*(make(engine) for _ in range(4))) == [{True}] * 4

    run(test)


def test_an_error_leaves_the_session_open_and_usable(run: Any) -> None:
    async def test(engine: AsyncEngine, session: AsyncSession) -> None:
        with pytest.raises(sa.exc.IntegrityError):
            await lib.FlushedBookFactory.acreate_batch(3, author__name="same")
        assert (await lib.FlushedBookFactory.acreate()).id is not None

    run(test)


def test_a_plain_session_is_refused(engine: sa.Engine, session: Any) -> None:
    with use_session(session), pytest.raises(MissingSessionError) as caught:
        asyncio.run(lib.BookFactory.acreate())
    assert str(caught.value) == (
        "BookFactory: acreate saves with an AsyncSession, not with a Session. Use create, or give it an AsyncSession."
    )
    with pytest.raises(MissingSessionError) as caught:
        asyncio.run(lib.BookFactory.acreate())
    assert str(caught.value) == (
        "BookFactory: there is no session to save with. Name one in Meta.sqlalchemy_session or "
        "Meta.sqlalchemy_session_factory, or wrap the call in `with use_session(session):`."
    )


def test_an_async_session_and_an_async_hook_need_an_awaited_call() -> None:
    class Authors(lib.AuthorFactory):
        @factory.post_generation
        async def hook(author: lib.Author, create: bool, extracted: Any) -> None:  # noqa: N805 - the object made
            """Do nothing."""

    with use_session(AsyncSession()), pytest.raises(MissingSessionError) as caught:
        lib.AuthorFactory()
    assert str(caught.value) == (
        "AuthorFactory: an AsyncSession cannot save without being awaited. "
        "Await acreate, acreate_batch or abulk_create."
    )
    with pytest.raises(FactoryError) as failed:
        Authors.build()
    assert str(failed.value) == (
        "Authors.hook: the hook 'hook' is asynchronous, and this call is not. Await acreate or acreate_batch."
    )
