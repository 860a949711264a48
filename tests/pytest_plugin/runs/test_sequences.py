"""Sequences: restarted with each test, with each run or never; fixtures that outlive a test have their own numbers."""

from __future__ import annotations

import pytest

from tests.pytest_plugin.seeds_project import Project
from typedfactory.ground import sequences

TWO = """
def test_one():
    show("one", UserFactory().number, UserFactory().number)

def test_two():
    show("two", UserFactory().number, UserFactory().number)
"""
WIDE = """
@pytest.fixture(scope="session")
def shop():
    return UserFactory().number

@pytest.fixture(scope="class")
def branch():
    return UserFactory().number

@pytest.fixture
def user():
    return UserFactory().number

def test_one(user, shop):
    show("one", shop, user, UserFactory().number)

def test_two(user, request):
    show("two", user, request.getfixturevalue("branch"), UserFactory().number)

class TestClass:
    @classmethod
    def setup_class(cls):
        cls.number = UserFactory().number

    def test_three(self, user, branch, shop):
        show("three", self.number, branch, shop, user)
"""


# The modes


def test_sequences_restart_with_each_test(project: Project) -> None:
    project.write(test_it=TWO)
    assert project.values() == {"one": [0, 1], "two": [0, 1]}


def test_sequences_restart_with_the_run_only(project: Project) -> None:
    project.write(test_it=TWO)
    project.ini(factory_sequences="session")
    expected = {"one": [0, 1], "two": [2, 3]}
    assert project.values() == expected
    assert project.values() == expected


def test_sequences_are_left_alone(project: Project) -> None:
    project.write(test_it="UserFactory.reset_sequence(7)\n" + TWO)
    project.ini(factory_sequences="never")
    assert project.values() == {"one": [7, 8], "two": [9, 10]}


def test_another_mode_is_refused(project: Project) -> None:
    project.ini(factory_sequences="tset")
    result = project.run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["ERROR: factory_sequences: 'tset' is none of test, session, never. Write one of these."]
    )


def test_unique_values_are_forgotten_with_each_test(project: Project) -> None:
    project.write(
        test_it="""
class DieFactory(factory.DictFactory):
    eyes = factory.Unique(factory.fuzzy.FuzzyInteger(1, 6))

@pytest.mark.parametrize("time", range(3))
def test_it(time):
    show(f"{time}", sorted(die["eyes"] for die in DieFactory.build_batch(6)))
"""
    )
    assert list(project.values().values()) == [[[1, 2, 3, 4, 5, 6]]] * 3


def test_iterators_start_over_with_each_test_and_each_wider_fixture(project: Project) -> None:
    project.write(
        test_it="""
class LampFactory(factory.DictFactory):
    colour = factory.Iterator(["red", "green", "blue"])

def colours(many):
    return [LampFactory()["colour"] for _ in range(many)]

@pytest.fixture(scope="session")
def lamps():
    return colours(2)

@pytest.fixture(scope="module")
def more():
    return colours(2)

def test_one(lamps):
    show("one", lamps, colours(2))

def test_two(request):
    show("two", colours(1), request.getfixturevalue("more"), colours(1))
"""
    )
    two = ["red", "green"]
    assert project.values() == {"one": [two, two], "two": [["red"], two, ["green"]]}


# Fixtures that outlive a test


def test_objects_of_wider_fixtures_have_numbers_that_no_test_reaches(project: Project) -> None:
    project.write(test_it=WIDE)
    first = sequences.WIDER_START
    assert project.values() == {
        "one": [first, 0, 1],
        "two": [0, first + 1, 1],
        "three": [first + 2, first + 3, first, 0],
    }


def test_in_a_session_wider_fixtures_count_with_the_rest(project: Project) -> None:
    project.write(test_it=WIDE)
    project.ini(factory_sequences="session")
    assert project.values() == {"one": [0, 1, 2], "two": [3, 4, 5], "three": [6, 7, 0, 8]}


def test_a_wider_fixture_may_ask_for_another(project: Project) -> None:
    project.write(
        test_it="""
@pytest.fixture(scope="session")
def inner():
    return UserFactory().number

@pytest.fixture(scope="module")
def outer(request):
    return UserFactory().number, request.getfixturevalue("inner"), UserFactory().number

def test_it(outer):
    show("it", *outer, UserFactory().number)
"""
    )
    assert project.values() == {"it": [1_000_000, 1_000_001, 1_000_002, 0]}


def test_the_first_number_that_a_factory_asks_for_counts_in_wider_fixtures_too(project: Project) -> None:
    project.write(
        test_it="""
class LateFactory(UserFactory):
    class Meta:
        model = dict

    @classmethod
    def _setup_next_sequence(cls):
        return 500

@pytest.fixture(scope="module")
def made():
    return LateFactory()["number"]

def test_it(made):
    show("it", made, LateFactory()["number"])
"""
    )
    assert project.values() == {"it": [1_000_500, 500]}


def test_unique_values_of_wider_fixtures_stay_taken(project: Project) -> None:
    project.write(
        test_it="""
class DieFactory(factory.DictFactory):
    eyes = factory.Unique(factory.fuzzy.FuzzyInteger(1, 6))
    word = factory.Faker("random_element", elements=list("abcdef"), unique=True)

@pytest.fixture(scope="session")
def dice():
    return DieFactory.build_batch(2)

@pytest.fixture(scope="module")
def more():
    return DieFactory.build_batch(2)

@pytest.mark.parametrize("time", range(3))
def test_it(time, dice, more):
    factory.reset_sequences()
    everything = [*dice, *more, *DieFactory.build_batch(2)]
    show(f"{time}", sorted(die["eyes"] for die in everything), "".join(sorted(die["word"] for die in everything)))
"""
    )
    assert list(project.values().values()) == [[[1, 2, 3, 4, 5, 6], "abcdef"]] * 3


def test_rows_of_wider_fixtures_do_not_collide_in_unique_columns_with_few_values(project: Project) -> None:
    project.write(
        test_it="""
import enum
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from typedfactory.orm.sqlalchemy import SQLAlchemyModelFactory

class Colour(enum.Enum):
    RED = 1
    GREEN = 2
    BLUE = 3

class Base(DeclarativeBase):
    pass

class Flag(Base):
    __tablename__ = "flag"
    __table_args__ = (sa.UniqueConstraint("left", "right"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    left: Mapped[Colour]
    right: Mapped[Colour]
    name: Mapped[str] = mapped_column(sa.String(40), unique=True)
    code: Mapped[str] = mapped_column(sa.String(2), unique=True)

class FlagFactory(SQLAlchemyModelFactory[Flag]):
    pass

@pytest.fixture(scope="session")
def flags():
    return FlagFactory.build_batch(2)

@pytest.fixture(scope="module")
def more():
    return FlagFactory.build_batch(2)

def keys(flags):
    return len({(flag.left, flag.right) for flag in flags}), len({flag.name for flag in flags}), \\
        len({flag.code for flag in flags})

@pytest.mark.parametrize("time", range(3))
def test_after(time, flags, more):
    show(f"after {time}", *keys([*flags, *more, *FlagFactory.build_batch(5)]))

@pytest.mark.parametrize("time", range(3))
def test_alone(time):
    show(f"alone {time}", *keys(FlagFactory.build_batch(5)))
"""
    )
    project.pytester.makeconftest(
        "def pytest_collection_modifyitems(items):\n    items.sort(key=lambda item: item.name[-2])\n"
    )
    values = project.values()
    assert values == {
        f"{label} {time}": [count] * 3 for label, count in (("after", 9), ("alone", 5)) for time in range(3)
    }


def test_a_run_leaves_no_trace_in_the_process(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    counter = sequences.SequenceCounter(lambda: 0)
    steps = sequences.RoundCounter()
    monkeypatch.setattr(pytest, "outer_counters", (counter, steps), raising=False)
    project.write(
        test_it="""
@pytest.fixture(scope="session")
def shop():
    counter, steps = pytest.outer_counters
    counter.scope("names").add("ann")
    return counter.take(), steps.take()

def test_it(shop):
    counter, steps = pytest.outer_counters
    show("it", *shop, *counter.scope("names"), counter.take(), steps.take())
"""
    )
    for _ in range(2):
        assert project.values() == {"it": [1_000_000, 0, "ann", 0, 1]}
    assert (counter.scope("names"), counter.take(), steps.take()) == (set(), 0, 0)
