"""The database: its engine, and the session that each request gets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import sqlalchemy as sa
from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from library.models import Base


def make_engine(url: str) -> AsyncEngine:
    """Return an engine for an SQLite database with foreign keys and savepoints that work.

    Args:
        url: Where the database is, such as ``sqlite+aiosqlite:///library.sqlite3``.
    """
    engine = create_async_engine(url)
    sa.event.listen(engine.sync_engine, "connect", _prepare)
    sa.event.listen(engine.sync_engine, "begin", _begin)
    return engine


async def create_tables(engine: AsyncEngine) -> None:
    """Create the tables that are not there yet.

    Args:
        engine: The database.
    """
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """Yield the session of a request, which ends with it.

    Args:
        request: The request; its application has the engine.
    """
    async with AsyncSession(request.app.state.engine, expire_on_commit=False) as session:
        yield session


def _prepare(connection: Any, _record: object) -> None:
    # Python's driver begins transactions late and by itself, which savepoints do not survive.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")
