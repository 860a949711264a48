"""What happens when in a run of pytest."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import pytest

from typedfactory.pytest_plugin.runs import seeding, sequences, workers

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("typedfactory", "test data factories")
    seeding.add_options(group, parser)
    sequences.add_options(parser)
    workers.add_options(group, parser)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Let what is made at import time be the same in each run."""
    seeding.start_before_run()


# Last, so that pytest-randomly has chosen its seed.
@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the seed; pytest-xdist hands the option on to its workers."""
    seed = workers.seed_of_controller(config)
    config.stash[seeding.run_seed] = seeding.choose_seed(config) if seed is None else seed
    sequences.start_run(config, workers.first_number(config))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Clean up."""
    sequences.end_run(config)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: UserValue) -> None:
    """Let all workers have the same seed."""
    workers.hand_over(node)


def pytest_report_header(config: pytest.Config) -> str:
    """Show the seed."""
    return seeding.describe(config.stash[seeding.run_seed])


@pytest.hookimpl(tryfirst=True)
def pytest_collectstart(collector: pytest.Collector) -> None:
    """Let what is made while a module is imported depend on nothing but the module and the run."""
    seeding.start_collecting(collector)
    sequences.start_part(collector.config)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let a test depend on nothing but itself and the run."""
    if seeding.begins(item):
        seeding.start_test(item)
        sequences.start_part(item.config)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[UserValue], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Let what outlives a test not depend on which test came first."""
    if fixturedef.scope == "function":
        return (yield)
    with seeding.own_seed(fixturedef, request), sequences.own_numbers(request.config):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say with a failure how to repeat it."""
    report = yield
    if report.failed:
        report.sections.append(("typedfactory", seeding.describe_failure(item.config, item.nodeid)))
    return report
