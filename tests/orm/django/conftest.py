"""A Django project for the tests: two SQLite databases, and the servers where they answer."""

from __future__ import annotations

import functools
import tempfile
import uuid
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import django
import pymysql
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.test.utils import CaptureQueriesContext

from tests.orm.conftest import SERVERS, server_url

pymysql.install_as_MySQLdb()

_SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
_ENGINES = {"postgres": "django.db.backends.postgresql", "mariadb": "django.db.backends.mysql"}


def _server(database: str) -> dict[str, Any]:
    import os

    variable, default = SERVERS[database]
    url = urlsplit(os.environ.get(variable, default))
    return {
        "ENGINE": _ENGINES[database],
        "NAME": url.path.lstrip("/"),
        "USER": url.username or "",
        "PASSWORD": url.password or "",
        "HOST": url.hostname or "",
        "PORT": url.port or "",
    }


class TablesWhereTheyCanBe:
    """Keeps fields of PostgreSQL's own out of other databases."""

    def db_for_read(self, model: Any, **_hints: Any) -> str | None:
        return "postgres" if model._meta.app_label == "zoo_postgres" else None

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool | None:
        return db == "postgres" if app_label == "zoo_postgres" else None


if not settings.configured:
    settings.configure(
        DATABASES={
            "default": dict(_SQLITE),
            "other": dict(_SQLITE),
            "postgres": _server("postgres"),
            "mariadb": _server("mariadb"),
        },
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sites",
            "django.contrib.admin",
            "django.contrib.sessions",
            "django.contrib.redirects",
            "django.contrib.flatpages",
            "django.contrib.messages",
            "django.contrib.postgres",
            "tests.orm.django.zoo",
            "tests.orm.django.zoo_postgres",
        ],
        DATABASE_ROUTERS=[TablesWhereTheyCanBe()],
        MEDIA_ROOT=tempfile.mkdtemp(prefix="typedfactory-media-"),
        USE_TZ=True,
        SITE_ID=1,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        SILENCED_SYSTEM_CHECKS=["models.W047", "models.W046", "fields.W342", "postgres.E005"],
    )
    django.setup()


@functools.cache
def ready(alias: str) -> None:
    """Make the tables of all models in a database, in a schema of their own."""
    _open_schema(alias)
    # Tables that others refer to come first; those without migrations are made before the rest.
    for label in ("contenttypes", "auth"):
        call_command("migrate", label, database=alias, verbosity=0)
    call_command("migrate", database=alias, run_syncdb=True, verbosity=0)


#: Alias → the schemas made for it; more than one where making the tables failed.
_schemas: dict[str, list[str]] = {}


def _open_schema(alias: str) -> None:
    if alias not in SERVERS:
        return
    url = server_url(alias)
    if alias == "postgres":
        _add_hstore(url)
    name = f"typedfactory_django_{uuid.uuid4().hex[:12]}"
    _schemas.setdefault(alias, []).append(name)
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {name}")
    connection.close()
    if alias == "postgres":
        connection.settings_dict["OPTIONS"] = {"options": f"-csearch_path={name},public"}
    else:
        connection.settings_dict["NAME"] = name


def _add_hstore(url: str) -> None:
    # Before Django connects: it looks once a process for the type that its hstore fields are adapted to.
    import sqlalchemy as sa

    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE EXTENSION IF NOT EXISTS hstore SCHEMA public"))
    engine.dispose()


@pytest.fixture(scope="session", autouse=True)
def close_schemas() -> Iterator[None]:
    yield
    for alias, name in [(alias, name) for alias, names in _schemas.items() for name in names]:
        with connections[alias].cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {name}{' CASCADE' if alias == 'postgres' else ''}")
    for connection in connections.all(initialized_only=True):
        connection.close()


@pytest.fixture(autouse=True)
def rolled_back(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take back what a test writes, unless it says that it commits."""
    ready("default")
    ready("other")
    if "committed" in request.fixturenames:
        yield
        return
    with transaction.atomic("default"), transaction.atomic("other"):
        yield
        transaction.set_rollback(True, "default")
        transaction.set_rollback(True, "other")


@pytest.fixture(params=["default", "postgres", "mariadb"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each database in turn, by its alias; what is written is taken back."""
    alias: str = request.param
    ready(alias)
    if alias == "default":
        yield alias
        return
    with transaction.atomic(alias):
        yield alias
        transaction.set_rollback(True, alias)


@pytest.fixture
def committed() -> Iterator[str]:
    """PostgreSQL, with nothing taken back: tests with several connections empty the tables that they used."""
    ready("postgres")
    from tests.orm.django.zoo import models

    yield "postgres"
    connections["postgres"].close()
    for model in (models.Book, models.Author, models.Tag):
        model._base_manager.using("postgres").all().delete()


@pytest.fixture
def statements() -> Callable[..., CaptureQueriesContext]:
    """Return a function: what to look at SQL with."""
    return lambda alias="default": CaptureQueriesContext(connections[alias])


def kinds(captured: CaptureQueriesContext) -> list[str]:
    """Return the first word of each statement."""
    return [query["sql"].split()[0] for query in captured.captured_queries]
