"""Checks that save with asynchronous sessions and drivers: each object is awaited, and taken back."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import typedfactory
from tests.orm.conftest import server_url

pytest.importorskip("sqlalchemy")
pytest.importorskip("aiosqlite")
pytest.importorskip("greenlet")

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from typedfactory.errors import ArgumentError, CheckFailedError
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory


class Base(orm.DeclarativeBase):
    pass


class Town(Base):
    __tablename__ = "typedfactory_check_town"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    name: orm.Mapped[str]


def factory_on(engine: AsyncEngine, *, named: object = "Ulm", by_factory: bool = True) -> Any:
    class TownFactory(SQLAlchemyModelFactory[Town]):
        class Meta:
            sqlalchemy_session = None if by_factory else AsyncSession(engine)
            sqlalchemy_session_factory = async_sessionmaker(engine) if by_factory else None
            sqlalchemy_session_persistence = "commit"

        name = named

    return TownFactory


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "towns.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"create table {Town.__tablename__} (id integer primary key, name varchar not null)")
    return path


@pytest.fixture
def engine(file: Path) -> AsyncEngine:
    return create_async_engine(f"sqlite+aiosqlite:///{file}")


@pytest.mark.parametrize("by_factory", [True, False])
def test_what_an_asynchronous_session_saves_is_taken_back(engine: AsyncEngine, file: Path, by_factory: bool) -> None:
    assert typedfactory.check(factory_on(engine, by_factory=by_factory), create=True).made == 1
    with closing(sqlite3.connect(file)) as database:
        assert database.execute(f"select count(*) from {Town.__tablename__}").fetchone() == (0,)  # noqa: S608 - our own name


def test_what_the_database_refuses_is_told(engine: AsyncEngine) -> None:
    with pytest.raises(CheckFailedError) as caught:
        typedfactory.check(factory_on(engine, named=None), create=True)
    assert "NOT NULL constraint failed: typedfactory_check_town.name" in str(caught.value)


def test_a_url_may_name_an_asynchronous_driver(engine: AsyncEngine) -> None:
    assert typedfactory.check(factory_on(engine), url="sqlite+aiosqlite://").made == 1


def test_a_server_that_is_not_there_is_one_line(engine: AsyncEngine) -> None:
    pytest.importorskip("asyncpg")
    with pytest.raises(ArgumentError) as caught:
        typedfactory.check(factory_on(engine), url="postgresql+asyncpg://postgres@127.0.0.1:1/test")
    assert str(caught.value).startswith(
        "postgresql+asyncpg://postgres@127.0.0.1:1/test: is no database that SQLAlchemy can reach: "
    )


def test_asynchronous_code_is_told_to_ask_elsewhere(engine: AsyncEngine) -> None:
    async def check() -> None:
        typedfactory.check(factory_on(engine), create=True)

    with pytest.raises(CheckFailedError) as caught:
        asyncio.run(check())
    assert "asynchronous sessions cannot be waited for in asynchronous code. Call it in a plain function." in str(
        caught.value
    )


@pytest.fixture
def postgres() -> Iterator[sa.URL]:
    pytest.importorskip("asyncpg")
    url = sa.make_url(server_url("postgres"))
    plain = sa.create_engine(url)
    Base.metadata.create_all(plain)
    yield url.set(drivername="postgresql+asyncpg")
    Base.metadata.drop_all(plain)
    plain.dispose()


def test_postgresql_is_left_as_it_was(postgres: sa.URL) -> None:
    assert typedfactory.check(factory_on(create_async_engine(postgres)), create=True).made == 1
    plain = sa.create_engine(server_url("postgres"))
    with plain.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(Town)).scalar_one() == 0
    plain.dispose()
