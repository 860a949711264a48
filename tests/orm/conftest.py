"""The databases that the ORM tests run on; those whose server does not answer are skipped, and the run says so."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

#: Database → where its server is, unless the environment says otherwise.
SERVERS = {
    "postgres": ("TYPEDFACTORY_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/test"),
    "mariadb": ("TYPEDFACTORY_TEST_MARIADB_URL", "mysql+pymysql://root@127.0.0.1:3306/test"),
}
#: Database → why its tests are skipped.
MISSING: dict[str, str] = {}
#: Database → whether its server answered; asked once.
_answers: dict[str, bool] = {}


def server_url(database: str) -> str:
    """Return the address of a server; skip the test where it does not answer, fail where one is promised."""
    variable, default = SERVERS[database]
    url = os.environ.get(variable, default)
    if database not in _answers:
        _answers[database] = _answer(database, url)
    if not _answers[database]:
        reason = f"no {database} server answers at {url} ({variable}): {MISSING[database]}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return url


def _answer(database: str, url: str) -> bool:
    import sqlalchemy as sa

    engine = sa.create_engine(url)
    try:
        engine.connect().close()
    except (sa.exc.DBAPIError, ImportError) as error:
        MISSING[database] = str(error).splitlines()[0]
        return False
    finally:
        engine.dispose()
    return True


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say in words which databases nothing was tested on."""
    for database, reason in MISSING.items():
        terminalreporter.write_line(f"Not tested on {database}: no server answered ({reason}).", yellow=True)


@pytest.fixture
def schema_url() -> Iterator[Any]:
    """Return a function: database → the address of a schema that is dropped after the test."""
    import sqlalchemy as sa

    undo: list[Any] = []

    def make(database: str) -> sa.URL:
        url = sa.make_url(server_url(database))
        name = f"typedfactory_{uuid.uuid4().hex[:12]}"
        admin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(sa.text(f"CREATE SCHEMA {name}"))

        def drop() -> None:
            with admin.connect() as connection:
                connection.execute(sa.text(f"DROP SCHEMA {name}{' CASCADE' if database == 'postgres' else ''}"))
            admin.dispose()

        undo.append(drop)
        if database == "mariadb":
            return url.set(database=name)
        return url.update_query_dict({"options": f"-csearch_path={name}"})

    yield make
    for drop in undo:
        drop()
