"""Engines, sessions and the statements that they send."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event, orm

DATABASES = ("sqlite", "postgres", "mariadb")


class Statements(list[str]):
    """The SQL that went over an engine's connections."""

    def kinds(self) -> list[str]:
        """Return the first word of each statement."""
        return [statement.split()[0] for statement in self]


def listen(engine: Any) -> Statements:
    found = Statements()

    def note(connection: Any, cursor: Any, statement: str, *_rest: Any) -> None:
        found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    return found


@pytest.fixture(params=DATABASES)
def any_engine(request: pytest.FixtureRequest, schema_url: Any) -> Iterator[sa.Engine]:
    """An empty database of each kind."""
    url = "sqlite://" if request.param == "sqlite" else schema_url(request.param)
    engine = sa.create_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def engine() -> Iterator[sa.Engine]:
    """An empty database in memory."""
    engine = sa.create_engine("sqlite://")
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[orm.Session]:
    with orm.Session(engine) as session:
        yield session


@pytest.fixture
def statements(engine: sa.Engine) -> Statements:
    return listen(engine)
