"""``typedfactory new --url``: models and factories for the tables of a database."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.cli.running import Shell

pytest.importorskip("sqlacodegen")


def make_shop(url: str) -> None:
    """Make two tables, one of which belongs to the other."""
    tables = sa.MetaData()
    sa.Table(
        "author",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("first_name", sa.String(30), nullable=False),
        sa.Column("email", sa.String(80), nullable=False, unique=True),
    )
    sa.Table(
        "book",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("pages", sa.Integer, sa.CheckConstraint("pages > 0"), nullable=False),
        sa.Column("author_id", sa.ForeignKey("author.id"), nullable=False),
    )
    engine = sa.create_engine(url)
    tables.create_all(engine)
    engine.dispose()


FACTORIES = '''\
"""Factories for the models of models."""

from __future__ import annotations

import typedfactory as factory
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory

from models import Author, Book


class AuthorFactory(SQLAlchemyModelFactory[Author]):
    class Meta:
        realistic = True

    first_name = factory.AUTO
    email = factory.AUTO


class BookFactory(SQLAlchemyModelFactory[Book]):
    title = factory.Faker("sentence")
    pages = factory.AUTO
    author = factory.SubFactory(AuthorFactory)
'''


def test_models_and_factories_are_written_for_the_tables(shell: Shell) -> None:
    make_shop("sqlite:///shop.db")
    assert shell.run("new", "--url", "sqlite:///shop.db", "-o", "factories.py") == (
        0,
        "",
        "2 factories, 5 fields: 3 by name (60 %), 1 by type (20 %), 1 by another factory (20 %), 0 left to you (0 %).\n",
    )
    assert (shell.folder / "factories.py").read_text(encoding="utf-8") == FACTORIES
    models = (shell.folder / "models.py").read_text(encoding="utf-8")
    assert "class Book(Base):\n    __tablename__ = 'book'\n" in models
    assert shell.run("check", "factories.py", "--url", "sqlite://").out == "2 factories, 2 objects: all could be made."


def test_models_that_are_there_are_not_written_over(shell: Shell) -> None:
    make_shop("sqlite:///shop.db")
    shell.write("models.py", "mine = 1\n")
    assert shell.run("new", "--url", "sqlite:///shop.db") == (
        2,
        "",
        "typedfactory: models.py: is there already. Name another file, or write over it with --force.\n",
    )
    assert Path("models.py").read_text(encoding="utf-8") == "mine = 1\n"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///empty.db", "--url: there is no table in sqlite:///empty.db."),
        (
            "sqlite:////nowhere/at/all.db",
            "--url: the database cannot be read: OperationalError: (sqlite3.OperationalError) unable to open database file",
        ),
        (
            "nonsense",
            (
                "--url: ArgumentError: Could not parse SQLAlchemy URL from given URL string. "
                "It looks like postgresql://user@host/database."
            ),
        ),
    ],
)
def test_a_database_that_cannot_be_read_is_one_line(shell: Shell, url: str, said: str) -> None:
    assert shell.run("new", "--url", url) == (2, "", f"typedfactory: {said}\n")
    assert not Path("models.py").exists()


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("sqlacodegen", "--url needs sqlacodegen, which is not installed. Install it with: pip install sqlacodegen"),
        ("sqlalchemy", "--url needs SQLAlchemy, which is not installed. Install it with: pip install SQLAlchemy"),
    ],
)
def test_without_a_library_it_says_what_is_missing(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, missing: str, said: str
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else find(name))
    assert shell.run("new", "--url", "sqlite:///shop.db") == (2, "", f"typedfactory: {said}\n")


def test_a_driver_that_is_missing_is_one_line(shell: Shell) -> None:
    assert shell.run("new", "--url", "oracle+cx_oracle://me@here/x") == (
        2,
        "",
        "typedfactory: --url: the database's driver is not installed: No module named 'cx_Oracle'.\n",
    )
