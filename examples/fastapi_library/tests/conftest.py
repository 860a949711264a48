"""One transaction for a test, its factories and its requests: what they commit is a savepoint, and is rolled back.

The factories are registered, so that tests may ask for ``book``, ``member``, ``loan`` and ``book_in``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from library.app import app, get_today
from library.database import create_tables, get_session, make_engine
from tests.factories import TODAY, AuthorFactory, BookFactory, BookInFactory, LoanFactory, MemberFactory
from typedfactory.orm.sqlalchemy import use_session
from typedfactory.pytest_plugin import LazyFixture, register

register(AuthorFactory, _strategy="acreate")
register(BookFactory, _strategy="acreate")
register(MemberFactory, _strategy="acreate")
register(LoanFactory, _strategy="acreate")
register(BookInFactory, author_id=LazyFixture(lambda author: author.id))


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run all asynchronous tests in one event loop, so that they can share the engine."""
    return "asyncio"


@pytest.fixture(scope="session")
async def engine(anyio_backend: str) -> AsyncIterator[AsyncEngine]:
    """A database in memory, with its tables."""
    engine = make_engine("sqlite+aiosqlite://")
    await create_tables(engine)
    yield engine
    await engine.dispose()


@pytest.fixture
async def connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """The connection of the test, in a transaction that is rolled back in the end."""
    async with engine.connect() as connection:
        transaction = await connection.begin()
        yield connection
        await transaction.rollback()


@pytest.fixture(autouse=True)
async def session(connection: AsyncConnection) -> AsyncIterator[AsyncSession]:
    """The session of the test, which all factories save with; there before anything is made."""
    async with open_session(connection) as session:
        with use_session(session):
            yield session


@pytest.fixture
async def client(session: AsyncSession, connection: AsyncConnection) -> AsyncIterator[AsyncClient]:
    """A client; each of its requests has a session of its own, as in production, and the date of the tests."""

    async def session_of_a_request() -> AsyncIterator[AsyncSession]:
        async with open_session(connection) as own:
            yield own

    app.dependency_overrides = {get_session: session_of_a_request, get_today: lambda: TODAY}
    async with AsyncClient(transport=ASGITransport(app), base_url="http://library") as client:
        yield client
    app.dependency_overrides = {}


def open_session(connection: AsyncConnection) -> AsyncSession:
    """Open a session whose transactions are savepoints of the connection's."""
    return AsyncSession(connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
