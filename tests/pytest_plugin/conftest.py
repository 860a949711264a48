"""A small project whose tests the plugin's tests run: authors and books, as models, factories and fixtures."""

from __future__ import annotations

import contextlib
import importlib
import textwrap
from collections.abc import Callable

import pytest

from tests.pytest_plugin.seeds_project import Project

# pytester forgets what was imported first in the runs that it makes here; these cannot be imported twice.
for _module in ("numpy", "pyarrow"):
    with contextlib.suppress(ModuleNotFoundError):
        importlib.import_module(_module)

MODELS = """
import dataclasses


@dataclasses.dataclass
class Author:
    name: str
    age: int
    vip: bool = False
    tags: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Book:
    title: str
    author: Author


@dataclasses.dataclass
class Order:
    buyer: Author
    seller: Author
"""

FACTORIES = """
import typedfactory as factory
from models import Author, Book, Order


class AuthorFactory(factory.Factory[Author]):
    name = "Ann"

    class Params:
        star = factory.Trait(vip=True, name="Star")

    @factory.post_generation
    def shout(author, create, extracted, *, end=""):
        if extracted:
            author.name = author.name.upper() + end


class BookFactory(factory.Factory[Book]):
    title = factory.Sequence(lambda n: f"Volume {n}")
    author = factory.SubFactory(AuthorFactory)

    class Params:
        anonymous = factory.Trait(author__name="Anonymous")


class OrderFactory(factory.Factory[Order]):
    buyer = factory.SubFactory(AuthorFactory)
    seller = factory.SubFactory(AuthorFactory)
"""

CONFTEST = """
from factories import AuthorFactory, BookFactory, OrderFactory
from typedfactory.pytest_plugin import LazyFixture, register

register(AuthorFactory)
register(BookFactory)
register(OrderFactory)
"""

Run = Callable[..., pytest.RunResult]


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a test module in the project, and returns what pytest said.

    Its keywords are other files of the project: path without ``.py``, slashes as two underscores → source.
    """
    monkeypatch.syspath_prepend(pytester.path)

    def run_module(source: str, *arguments: str, conftest: str = "", **files: str) -> pytest.RunResult:
        sources = {"models": MODELS, "factories": FACTORIES, "conftest": CONFTEST + textwrap.dedent(conftest)}
        sources.update(test_it="import pytest\n" + textwrap.dedent(source))
        sources.update((name, textwrap.dedent(text)) for name, text in files.items())
        for name, text in sources.items():
            path = pytester.path / f"{name.replace('__', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        others = [
            option for name in ("cacheprovider", "randomly", "asyncio", "django") for option in ("-p", f"no:{name}")
        ]
        return pytester.runpytest_inprocess(*others, "-q", *arguments)

    return run_module


def said(result: pytest.RunResult, start: str) -> str:
    """Return the only line of pytest's output that begins so, without the mark of an error."""
    lines = [line.removeprefix("E ").strip() for line in result.outlines + result.errlines]
    (line,) = {each for each in lines if each.startswith(start)}
    return line


@pytest.fixture
def project(pytester: pytest.Pytester) -> Project:
    """A folder of tests that write down what they were given."""
    return Project(pytester)
