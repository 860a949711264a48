"""``typedfactory seed``: rows for a database, that go on where they were interrupted."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import Result, Shell

pytest.importorskip("sqlalchemy")

SHOP = """
import pathlib
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
import typedfactory as factory
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory


class Base(DeclarativeBase):
    pass


class Team(Base):
    __tablename__ = "team"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    token: Mapped[str] = mapped_column(sa.String(12), unique=True)
    badge: Mapped[int] = mapped_column(unique=True)
    colour: Mapped[str]
    team_id: Mapped[int] = mapped_column(sa.ForeignKey("team.id"))
    team: Mapped[Team] = relationship()


class TeamFactory(SQLAlchemyModelFactory[Team]):
    code = factory.Sequence(lambda n: f"team {n}")


def name_of(n):
    if n == 730 and pathlib.Path("trap").exists():
        raise RuntimeError("caught")
    return f"user{n}@example.com"


class UserFactory(SQLAlchemyModelFactory[User]):
    class Meta:
        sqlalchemy_session_persistence = "commit"

    name = factory.Faker("first_name")
    email = factory.Sequence(name_of)
    badge = factory.Unique(factory.fuzzy.FuzzyInteger(0, 3000))
    colour = factory.Iterator(["red", "green", "blue"])
    team = factory.SubFactory(TeamFactory)


class PairFactory(factory.DictFactory):
    one = 1
"""
#: Among so many numbers, two runs hardly ever draw the same; one run does, if it forgets which it has drawn.
WIDE = SHOP.replace("FuzzyInteger(0, 3000)", "FuzzyInteger(0, 10**12)")
ROWS = "select name, email, token, badge, colour, code from users join team on team.id = team_id order by email"


@pytest.fixture
def shop(shell: Shell) -> Shell:
    shell.write("shop.py", SHOP)
    return shell


def seed(shop: Shell, *arguments: str, file: str = "shop.db") -> Result:
    return shop.run(
        "seed", "shop:UserFactory", "--url", f"sqlite:///{file}", "--tables", "-n", "1000", "--chunk", "100", *arguments
    )


def rows(file: str = "shop.db", sql: str = ROWS) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute(sql).fetchall()


def test_rows_are_written(shop: Shell) -> None:
    status, out, err = seed(shop, "name=Ann")
    assert (status, err) == (0, "")
    assert out.startswith("1,000 rows of User in ")
    found = rows()
    assert len(found) == 1000
    assert {row[0] for row in found} == {"Ann"}


def test_an_interrupted_run_goes_on_and_makes_the_same_rows(shop: Shell) -> None:
    assert seed(shop, file="whole.db").status == 0
    (shop.folder / "trap").touch()
    status, out, err = seed(shop)
    assert (status, out) == (2, "")
    assert err == (
        "typedfactory: 700 of 1,000 rows are there. Go on with --resume.\n"
        "typedfactory: UserFactory: RuntimeError: caught (while making UserFactory.email)\n"
    )
    assert len(rows()) == 700
    (shop.folder / "trap").unlink()
    result = seed(shop, "--resume", "--json")
    assert {name: json.loads(result.out)[name] for name in ("made", "there", "number")} == {
        "made": 300,
        "there": 1000,
        "number": 1000,
    }
    assert rows() == rows("whole.db")


def test_ctrl_c_says_how_far_it_is(shop: Shell) -> None:
    shop.write("shop.py", WIDE)
    words = ["seed", "shop:UserFactory", "--url", "sqlite:///shop.db", "--tables", "-n", "9999999", "--chunk", "100"]
    program = subprocess.Popen([sys.executable, "-m", "typedfactory", *words], stderr=subprocess.PIPE, text=True)
    while program.poll() is None and not (Path("shop.db").exists() and is_begun("shop.db")):
        time.sleep(0.02)
    program.send_signal(signal.SIGINT)
    try:
        err = program.communicate(timeout=60)[1]
    finally:
        program.kill()
    there = len(rows())
    assert (program.returncode, err) == (
        130,
        f"typedfactory: {there:,} of 9,999,999 rows are there. Go on with --resume.\ntypedfactory: stopped.\n",
    )
    assert rows(sql="select done from typedfactory_seed") == [(there,)]


def is_begun(file: str) -> bool:
    """Say whether some rows are there."""
    try:
        return len(rows(file)) > 0
    except sqlite3.OperationalError:
        # There is no table yet, or it is being written.
        return False


def test_a_run_that_is_finished_has_nothing_left_to_do(shop: Shell) -> None:
    assert seed(shop, "--resume").out.startswith("1,000 rows of User in ")
    assert seed(shop, "--resume") == (0, "Nothing is left to do: 1,000 of 1,000 rows of User are there.", "")
    assert len(rows()) == 1000


def test_a_second_run_passes_over_the_numbers_of_the_first(shop: Shell) -> None:
    shop.write("shop.py", WIDE)
    assert seed(shop).status == 0
    assert seed(shop, "-n", "200").status == 0
    assert [row[1] for row in rows()].count("user0@example.com") == 1
    assert len(rows()) == 1200


def test_numbers_begin_where_the_call_says(shop: Shell) -> None:
    seed(shop, "-n", "2", "--first", "5000")
    assert [row[1] for row in rows()] == ["user5000@example.com", "user5001@example.com"]


def test_an_interrupted_run_is_not_forgotten(shop: Shell) -> None:
    shop.write("shop.py", WIDE)
    (shop.folder / "trap").touch()
    seed(shop)
    assert seed(shop) == (
        2,
        "",
        (
            "typedfactory: shop:UserFactory: a run was interrupted, 700 of 1,000 rows are there. "
            "Go on with --resume, or begin a new one with --anew.\n"
        ),
    )
    assert seed(shop, "--resume", "--seed", "7").err == (
        "typedfactory: shop:UserFactory: the last run had --seed 0. Give the same, or leave out --resume.\n"
    )
    assert seed(shop, "--resume", "name=Ann").err == (
        "typedfactory: shop:UserFactory: the last run had the values (none). Give the same, or leave out --resume.\n"
    )
    assert seed(shop, "--anew").status == 0
    assert len(rows()) == 1700


def test_two_programs_do_not_write_the_same_rows(shop: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from typedfactory.cli.seed import making

    def meddle(source: making.Source, size: int) -> None:
        with closing(sqlite3.connect("shop.db")) as database:
            database.execute("update typedfactory_seed set done = 400")
            database.commit()

    seed(shop, "-n", "0")
    monkeypatch.setattr(making.Source, "build", meddle)
    (shop.folder / "trap").touch()
    seed(shop)
    assert seed(shop, "--resume") == (
        2,
        "",
        (
            "typedfactory: 400 of 1,000 rows are there. Go on with --resume.\n"
            "typedfactory: shop:UserFactory: another program is seeding the same rows. Let one of them finish.\n"
        ),
    )


def test_what_the_database_refuses_is_one_line(shop: Shell) -> None:
    assert seed(shop, "badge=3") == (
        2,
        "",
        "typedfactory: UserFactory: the database says: UNIQUE constraint failed: users.badge\n",
    )
    assert rows() == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["shop:UserFactory"], "UserFactory: has no session. Say where its rows go, with --url."),
        (["shop:PairFactory", "--url", "sqlite://"],
         "seed: PairFactory does not save with SQLAlchemy or Django. To write files, use typedfactory generate."),
        (["shop:UserFactory", "--url", "shop.db"],
         "shop.db: is no database that SQLAlchemy can reach: Could not parse SQLAlchemy URL from given URL string"),
        (["shop:UserFactory", "--url", "sqlite:////nowhere/shop.db"],
         "sqlite:////nowhere/shop.db: unable to open database file"),
        (["shop:UserFactory", "--url", "sqlite+aiosqlite:///shop.db"],
         "sqlite+aiosqlite:///shop.db: sqlite+aiosqlite has to be awaited. Name a driver that does not."),
        (["shop:UserFactory", "--url", "mssql+nodriver://ann:secret@here/shop"],
         ("mssql+nodriver://ann:***@here/shop: is no database that SQLAlchemy can reach: "
          "Can't load plugin: sqlalchemy.dialects:mssql.nodriver")),
        (["shop:UserFactory", "--url", "oracle+cx_oracle://ann:secret@here/shop"],
         "oracle+cx_oracle://ann:***@here/shop: its driver 'cx_Oracle' is not installed. Install it with pip."),
        (["shop:UserFactory", "--url", "sqlite:///empty.db"],
         "UserFactory: the database says: no such table: team"),
        (["shop:UserFactory", "nmae=3", "--url", "sqlite:///empty.db", "--tables"],
         "UserFactory.nmae: neither the factory nor User has a field 'nmae'. Did you mean \"name\"?"),
        (["shop:UserFactroy"], "shop:UserFactroy: shop has no 'UserFactroy'. Did you mean \"UserFactory\"?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line(shop: Shell, arguments: list[str], said: str) -> None:
    assert shop.run("seed", *arguments) == (2, "", f"typedfactory: {said}\n")


def test_the_session_of_a_factory_says_where_its_rows_go(shell: Shell) -> None:
    session = "    sqlalchemy_session = __import__('sqlalchemy.orm').orm.Session(sa.create_engine('sqlite:///own.db'))"
    shell.write("own.py", SHOP.replace("    class Meta:", f"    class Meta:\n    {session}"))
    assert shell.run("seed", "own:UserFactory", "--tables", "-n", "3").status == 0
    assert len(rows("own.db")) == 3


def test_a_session_that_has_to_be_awaited_is_said(shell: Shell) -> None:
    pytest.importorskip("aiosqlite")
    asyncio = "__import__('sqlalchemy.ext.asyncio').ext.asyncio"
    session = f"    sqlalchemy_session = {asyncio}.AsyncSession({asyncio}.create_async_engine('sqlite+aiosqlite://'))"
    shell.write("own.py", SHOP.replace("    class Meta:", f"    class Meta:\n    {session}"))
    assert shell.run("seed", "own:UserFactory") == (
        2,
        "",
        (
            "typedfactory: UserFactory: its session has to be awaited. "
            "Say where its rows go, with --url and a driver that does not.\n"
        ),
    )


BLOG = """
from django.db import models

class Blog(models.Model):
    name = models.CharField(max_length=50, unique=True)

    class Meta:
        app_label = "blogs"


class Post(models.Model):
    title = models.CharField(max_length=50, unique=True)
    blog = models.ForeignKey(Blog, on_delete=models.CASCADE)
    words = models.IntegerField()

    class Meta:
        app_label = "blogs"


def make_tables():
    from django.db import connection

    with connection.schema_editor() as editor:
        editor.create_model(Blog)
        editor.create_model(Post)
"""
BLOG_FACTORIES = """
import typedfactory as factory
from blogs.models import Blog, Post
from typedfactory.orm.django import DjangoModelFactory


class BlogFactory(DjangoModelFactory[Blog]):
    name = factory.Sequence(lambda n: f"blog {n}")


class PostFactory(DjangoModelFactory[Post]):
    title = factory.Sequence(lambda n: f"post {n}")
    blog = factory.SubFactory(BlogFactory)
    words = factory.fuzzy.FuzzyInteger(1, 1000)
"""


def test_django_writes_to_the_database_of_its_settings(shell: Shell) -> None:
    pytest.importorskip("django")
    shell.write("blogs/__init__.py", "")
    shell.write("blogs/models.py", BLOG)
    shell.write("blogs/factories.py", BLOG_FACTORIES)
    database = "{'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'blog.db'}}"
    shell.write("config.py", f"DATABASES = {database}\nINSTALLED_APPS = ['blogs']\nUSE_TZ = True\n")
    making = "import django; django.setup(); from blogs.models import make_tables; make_tables()"
    made = shell.start(script=f'DJANGO_SETTINGS_MODULE=config python -c "{making}"')
    assert made.err == ""
    command = "typedfactory seed blogs.factories:PostFactory -n 300 --chunk 100 --django-settings config"
    result = shell.start(script=f"{command} && {command} --resume && {command} --seed 1 --url sqlite://")
    assert result.out.splitlines()[0].startswith("300 rows of Post in ")
    assert result.out.splitlines()[1:] == ["Nothing is left to do: 300 of 300 rows of Post are there."]
    assert result.err == (
        "typedfactory: seed: Django's databases are those of its settings. Leave out --url, or use other settings.\n"
    )
    counted = "select count(*), count(distinct title), count(distinct blog_id) from blogs_post"
    assert rows(str(Path(shell.folder, "blog.db")), counted) == [(300, 300, 300)]
