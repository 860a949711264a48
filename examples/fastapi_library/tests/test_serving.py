"""The application as it is served: with its own database, and sessions that nobody replaced."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from library.app import app, get_today, lifespan
from tests.factories import AuthorFactory, BookInFactory
from typedfactory.orm.sqlalchemy import use_session

pytestmark = pytest.mark.anyio


async def test_what_a_request_stores_the_next_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with lifespan(app), AsyncClient(transport=ASGITransport(app), base_url="http://library") as client:
        async with AsyncSession(app.state.engine) as session:
            with use_session(session):
                author = await AuthorFactory.acreate()
        body = BookInFactory.build(author_id=author.id).model_dump(mode="json")
        added = await client.post("/books", json=body)
        assert added.status_code == 201
        assert (await client.get("/books")).json() == {"total": 1, "items": [added.json()]}
    assert (tmp_path / "library.sqlite3").exists()


def test_the_date_is_a_day_and_no_moment() -> None:
    assert type(get_today()) is datetime.date
