"""``typedfactory new``: what it writes passes mypy with the plugin, and ``check``, at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy import api

from tests.cli.running import Shell

MODELS = """
import dataclasses
import datetime
import enum
from typing import Annotated, Generic, TypeVar

import pydantic

T = TypeVar("T")


class Role(enum.Enum):
    GUEST = "guest"
    ADMIN = "admin"
    CLASS = "class"


@dataclasses.dataclass
class Address:
    city: str
    street: str


class User(pydantic.BaseModel):
    first_name: str
    email: str
    city: Annotated[str, pydantic.Field(max_length=5)]
    age: int = pydantic.Field(ge=18)
    role: Role
    born: datetime.date
    address: Address
    friends: "list[User]"
    boss: "User | None"
    level: Role = Role.GUEST
    note: str | None = None


@dataclasses.dataclass
class Box(Generic[T]):
    item: T


class Plain:
    def __init__(self, name: str) -> None:
        self.name = name
"""

WRITTEN = '''\
"""Factories for the models of models."""

from __future__ import annotations

import typedfactory as factory

from models import Address, Role, User


class AddressFactory(factory.Factory[Address]):
    city = factory.Faker("city")
    street = factory.Faker("street_address")


class UserFactory(factory.Factory[User]):
    class Meta:
        realistic = True

    first_name = factory.Faker("first_name")
    email = factory.AUTO
    city = factory.AUTO
    age = factory.AUTO
    role = factory.AUTO
    born = factory.AUTO
    address = factory.SubFactory(AddressFactory)
    friends = factory.LazyFunction(list)
    boss = None

    class Params:
        guest = factory.Trait(role=Role.GUEST)
        admin = factory.Trait(role=Role.ADMIN)
        role_class = factory.Trait(role=Role.CLASS)
        level_guest = factory.Trait(level=Role.GUEST)
        level_admin = factory.Trait(level=Role.ADMIN)
        level_class = factory.Trait(level=Role.CLASS)
'''


def mypy_says(folder: Path, name: str) -> str:
    """Return what mypy says of a file, with the plugin and strictly."""
    (folder / "mypy.ini").write_text("[mypy]\nstrict = True\nplugins = typedfactory.mypy\n", encoding="utf-8")
    arguments = [f"--config-file={folder / 'mypy.ini'}", f"--cache-dir={folder / '.mypy'}", "--no-error-summary"]
    out, err, _ = api.run([*arguments, str(folder / name)])
    return out + err


def test_factories_are_written_for_all_models(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.write("models.py", MODELS)
    result = shell.run("new", "models", "-o", "tests/factories.py")
    assert result == (
        0,
        "",
        "2 factories, 11 fields: 7 by name (64 %), 1 by type (9 %), 3 by another factory (27 %), 0 left to you (0 %).\n",
    )
    assert (shell.folder / "tests" / "factories.py").read_text(encoding="utf-8") == WRITTEN
    monkeypatch.setenv("MYPYPATH", str(shell.folder))
    assert mypy_says(shell.folder, "tests/factories.py") == ""
    assert shell.run("check", "tests").out == "2 factories, 23 objects: all could be made."


def test_without_a_file_it_is_printed(shell: Shell) -> None:
    shell.write("models.py", MODELS)
    assert f"{shell.run('new', 'models.py').out}\n" == WRITTEN


LIBRARY = """
import enum
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Genre(enum.Enum):
    NOVEL = "novel"
    POEM = "poem"


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "author"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(30))
    books: Mapped[list["Book"]] = relationship(back_populates="author")


class Book(Base):
    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    genre: Mapped[Genre]
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("author.id"))
    author: Mapped[Author] = relationship(back_populates="books")
"""


def test_relations_of_sqlalchemy_are_factories(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.write("library.py", LIBRARY)
    assert shell.run("new", "library", "-o", "factories.py").status == 0
    text = (shell.folder / "factories.py").read_text(encoding="utf-8")
    assert "class BookFactory(SQLAlchemyModelFactory[Book]):" in text
    assert "    author = factory.SubFactory(AuthorFactory)\n" in text
    monkeypatch.setenv("MYPYPATH", str(shell.folder))
    assert mypy_says(shell.folder, "factories.py") == ""
    assert shell.run("check", "factories.py", "--url", "sqlite://").out == "2 factories, 5 objects: all could be made."


def test_models_of_django_are_known(shell: Shell) -> None:
    shell.write("blog/__init__.py", "")
    shell.write(
        "blog/models.py",
        """
        from django.db import models

        class Timed(models.Model):
            at = models.DateTimeField()

            class Meta:
                abstract = True

        class Author(models.Model):
            name = models.CharField(max_length=20)

        class Post(Timed):
            title = models.CharField(max_length=20, unique=True)
            author = models.ForeignKey(Author, models.CASCADE)
            parent = models.ForeignKey("self", models.CASCADE, null=True)
        """,
    )
    shell.write(
        "settings.py",
        """
        INSTALLED_APPS = ["blog"]
        DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "blog.db"}}
        DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
        """,
    )
    result = shell.start(
        script="export DJANGO_SETTINGS_MODULE=settings; python -m django migrate --run-syncdb -v 0 && "
        "typedfactory new blog.models -o factories.py 2>&1 && typedfactory check factories.py --create"
    )
    assert (result.status, result.err) == (0, "")
    text = (shell.folder / "factories.py").read_text(encoding="utf-8")
    assert "class PostFactory(DjangoModelFactory[Post]):" in text
    assert "    author = factory.SubFactory(AuthorFactory)\n" in text
    assert "parent" not in text
    assert result.out.splitlines()[-1] == "2 factories, 2 objects: all could be made."


def test_a_field_that_cannot_be_filled_is_left_to_the_user(shell: Shell) -> None:
    shell.write(
        "models.py",
        """
        import abc
        import dataclasses

        class Engine(abc.ABC):
            @abc.abstractmethod
            def start(self) -> None: ...

        @dataclasses.dataclass
        class Car:
            name: str
            engine: Engine
        """,
    )
    status, out, err = shell.run("new", "models")
    assert status == 1
    assert "    # engine: declare it by hand. " in out
    assert err.splitlines()[0] == (
        "1 factory, 2 fields: 1 by name (50 %), 0 by type (0 %), 0 by another factory (0 %), 1 left to you (50 %)."
    )
    assert err.splitlines()[1].startswith("CarFactory.engine: ")


def test_a_file_that_is_there_is_not_written_over(shell: Shell) -> None:
    shell.write("models.py", MODELS)
    shell.write("factories.py", "mine\n")
    assert shell.run("new", "models", "-o", "factories.py") == (
        2,
        "",
        "typedfactory: factories.py: is there already. Name another file, or write over it with --force.\n",
    )
    assert shell.run("new", "models", "-o", "factories.py", "--force").status == 0
    assert (shell.folder / "factories.py").read_text(encoding="utf-8") == WRITTEN


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("modles", "modles: there is no module 'modles'. Did you mean \"models\"?"),
        ("empty", "empty: no model is defined there."),
        ("wrong", "wrong: importing it failed: ValueError: no (wrong.py:1)"),
    ],
)
def test_what_is_wrong_is_one_line(shell: Shell, target: str, said: str) -> None:
    shell.write("models.py", MODELS)
    shell.write("empty.py", "import models\n")
    shell.write("wrong.py", "raise ValueError('no')\n")
    assert shell.run("new", target) == (2, "", f"typedfactory: {said}\n")
