"""Fault 58: a fuzzy moment without an end is no reason for a warning under pytest, which seeds every test."""

from __future__ import annotations

import pytest

from tests.pytest_plugin.seeds_project import Project

SUITE = """
import datetime
import typedfactory.factory_boy as factory
import typedfactory.factory_boy.fuzzy

START = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)

class RowFactory(factory.DictFactory):
    at = factory.fuzzy.FuzzyDateTime(START)
    on = factory.fuzzy.FuzzyDate(START.date())
    since = factory.fuzzy.FuzzyNaiveDateTime(START.replace(tzinfo=None))

@pytest.fixture(scope="module")
def wide():
    return factory.fuzzy.FuzzyDate(START.date())

def test_one(wide):
    assert RowFactory()["at"] >= START
    factory.fuzzy.FuzzyDateTime(START)
"""
SEEDING = """
def test_two():
    factory.random.reseed_random(1)
    with pytest.warns(UserWarning, match="factory_boy/issues/331"):
        factory.fuzzy.FuzzyDateTime(START)

def test_three():
    factory.fuzzy.FuzzyDateTime(START)
"""


@pytest.mark.parametrize("arguments", [(), ("--factory-seed=1",)])
def test_a_range_that_ends_now_does_not_warn_where_only_pytest_seeds(project: Project, arguments: tuple[str]) -> None:
    project.write(test_moments=SUITE)
    result = project.run(*arguments)
    result.assert_outcomes(passed=1)


def test_it_warns_where_the_program_seeds_and_for_no_longer_than_that_test(project: Project) -> None:
    project.write(test_moments=SUITE + SEEDING)
    project.run().assert_outcomes(passed=3)
