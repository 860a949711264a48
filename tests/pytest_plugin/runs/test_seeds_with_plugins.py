"""Seeds beside other plugins: what is random stays the same under pytest-randomly, pytest-xdist and the async plugins."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.pytest_plugin.seeds_project import Project

SEVERAL = """
import random

@pytest.fixture(scope="session")
def shop():
    return UserFactory().name

@pytest.fixture(scope="module")
def branch():
    return UserFactory().name

@pytest.mark.parametrize("number", range(6))
def test_it(number, shop, branch):
    user = UserFactory()
    show(f"{__name__} {number}", shop, branch, user.name, user.number)
"""


# pytest-randomly


def test_the_seed_of_randomly_is_taken(project: Project) -> None:
    project.write(test_it=SEVERAL)
    result = project.run("--randomly-seed=4321", plugins=["randomly"])
    result.stdout.fnmatch_lines(["typedfactory: seed 4321 (repeat with --factory-seed=4321)"])


def test_the_seed_that_randomly_chooses_is_taken(project: Project) -> None:
    project.write(test_it=SEVERAL)
    output = project.run(plugins=["randomly"]).stdout.str()
    own, theirs = re.search(r"typedfactory: seed (\d+)", output), re.search(r"--randomly-seed=(\d+)", output)
    assert own
    assert theirs
    assert own[1] == theirs[1]


def test_a_seed_given_wins_over_that_of_randomly(project: Project) -> None:
    project.write(test_it=SEVERAL)
    result = project.run("--randomly-seed=4321", "--factory-seed=1", plugins=["randomly"])
    result.stdout.fnmatch_lines(["typedfactory: seed 1 (repeat with --factory-seed=1)"])


def test_no_order_of_randomly_matters(project: Project) -> None:
    project.write(test_a=SEVERAL, test_b=SEVERAL)
    plain = project.values("--factory-seed=1")
    for seed in (1, 2, 3):
        assert project.values("--factory-seed=1", f"--randomly-seed={seed}", plugins=["randomly"]) == plain


# pytest-xdist


def test_workers_give_the_same_values_as_one_process_also_in_random_order(project: Project) -> None:
    project.write(test_a=SEVERAL, test_b=SEVERAL)
    plain = project.values("--factory-seed=1")
    values = project.values("--factory-seed=1", "-n2", plugins=["randomly", "xdist"], apart=True)
    assert len(values) == 12
    assert values == plain


def test_workers_share_the_seed_that_the_controller_chose_and_name_it_in_failures(project: Project) -> None:
    # Parameters made by a factory: workers that made others would not agree on which tests there are.
    project.write(
        test_it="@pytest.mark.parametrize('user', UserFactory.build_batch(4), ids=lambda user: user.name)\n"
        "def test_it(user):\n    show(user.name, UserFactory().name)\n    assert 0\n"
    )
    result = project.run("-n2", plugins=["xdist"], apart=True)
    result.assert_outcomes(failed=4)
    seeds = set(re.findall(r"seed(?: of the run:)? (\d+)", result.stdout.str()))
    assert len(seeds) == 1
    values, seed = project.shown(), seeds.pop()
    name = next(iter(values))
    result.stdout.fnmatch_lines(
        [
            "-* typedfactory -*",
            f"seed of the run: {seed}",
            f"repeat this test: pytest 'test_it.py::test_it[[]{name}]' --factory-seed={seed}",
        ]
    )
    project.run(f"--factory-seed={seed}")
    assert project.shown() == values


# Tests and fixtures that are coroutines

ASYNC = """
import asyncio

pytestmark = {mark}

@{fixture}(scope="module"{loop})
async def shop():
    await asyncio.sleep(0)
    return UserFactory().name

@{fixture}
async def user():
    user = UserFactory().name
    await asyncio.sleep(0)
    yield user

async def test_first(user):
    show("first", user, UserFactory().name)

async def test_second(shop, user):
    names = await asyncio.gather(*[asyncio.to_thread(lambda: UserFactory().name)])
    show("second", shop, user, *names)

def test_third({argument}shop):
    show("third", shop, UserFactory().name)
"""
REVERSED = "def pytest_collection_modifyitems(items):\n    items.reverse()\n"


def check_async(project: Project, plugin: str, *, apart: bool = False) -> None:
    """Look at the values forth, back and alone."""

    def values(seed: int, *arguments: str) -> dict[str, Any]:
        return project.values(f"--factory-seed={seed}", *arguments, plugins=[plugin], apart=apart)

    forth = values(1)
    assert len({name for names in forth.values() for name in names}) == 6
    assert values(1, "-k", "second") == {"second": forth["second"]}
    project.pytester.makeconftest(REVERSED)
    assert values(1) == forth
    assert values(2)["first"] != forth["first"]


def test_coroutines_under_pytest_asyncio(project: Project) -> None:
    project.write(
        test_it="import pytest_asyncio\n"
        + ASYNC.format(mark="[]", fixture="pytest_asyncio.fixture", loop=', loop_scope="module"', argument="")
    )
    project.ini(asyncio_mode="auto", asyncio_default_fixture_loop_scope="function")
    # It may leave an open loop behind.
    check_async(project, "asyncio", apart=True)


def test_coroutines_under_anyio(project: Project) -> None:
    backend = "@pytest.fixture(scope='module')\ndef anyio_backend(): return 'asyncio'\n"
    project.write(
        test_it=backend
        + ASYNC.format(mark="pytest.mark.anyio", fixture="pytest.fixture", loop="", argument="anyio_backend, ")
    )
    check_async(project, "anyio")


# pytest-django

MODELS = """
from django.db import models

class Author(models.Model):
    name = models.CharField(max_length=20)
    code = models.CharField(max_length=4, unique=True)
    level = models.IntegerField(unique=True, choices=[(number, str(number)) for number in range(9)])

    class Meta:
        app_label = "library"
"""
DJANGO = """
from library.models import Author
from typedfactory.orm.django import DjangoModelFactory

class AuthorFactory(DjangoModelFactory[Author]):
    name = factory.Sequence(lambda n: f"author {n}")

def all_authors():
    return list(Author.objects.order_by("pk").values_list("name", "code", "level"))

@pytest.fixture(scope="session")
def library(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return AuthorFactory.create_batch(2)

@pytest.mark.django_db
def test_alone():
    AuthorFactory.create_batch(2)
    show("alone", all_authors())

@pytest.mark.django_db
def test_with_the_library(library):
    AuthorFactory.create_batch(3)
    show("with", all_authors())

class TestClass:
    @pytest.mark.django_db
    @pytest.mark.parametrize("number", range(2))
    def test_rows(self, library, number):
        AuthorFactory.create_batch(7)
        show(f"rows {number}", all_authors()[:2])
"""


@pytest.fixture
def django_project(project: Project) -> Project:
    project.pytester.mkpydir("library")
    (project.pytester.path / "library" / "models.py").write_text(MODELS)
    project.pytester.makepyfile(
        django_settings="SECRET_KEY = 'x'\nINSTALLED_APPS = ['library']\nUSE_TZ = True\n"
        "DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'\n"
        "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}}\n"
    )
    project.ini(DJANGO_SETTINGS_MODULE="django_settings", pythonpath=".")
    project.write(test_it=DJANGO)
    return project


def test_rows_of_a_session_and_of_a_test_do_not_collide(django_project: Project) -> None:
    values = django_project.values("--factory-seed=1", plugins=["django"], apart=True)
    names = {label: [name for name, _, _ in rows] for label, (rows,) in values.items()}
    library = ["author 1000000", "author 1000001"]
    assert names == {
        "alone": ["author 0", "author 1"],
        "with": [*library, "author 0", "author 1", "author 2"],
        "rows 0": library,
        "rows 1": library,
    }


def test_rows_are_the_same_in_each_run_and_process(django_project: Project) -> None:
    forth = django_project.values("--factory-seed=1", plugins=["django"], apart=True)
    values = django_project.values("--factory-seed=1", "-n2", plugins=["django", "xdist"], apart=True)
    assert values["rows 0"] == forth["rows 0"]
    assert values["with"] == forth["with"]
    alone = django_project.values("--factory-seed=1", "-kwith_the_library", plugins=["django"], apart=True)
    assert alone["with"] == forth["with"]
