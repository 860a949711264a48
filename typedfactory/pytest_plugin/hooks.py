"""What happens when in a run of pytest."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import pytest

from typedfactory.pytest_plugin.fixtures.naming import MARK
from typedfactory.pytest_plugin.fixtures.pending import pending, take_pending
from typedfactory.pytest_plugin.runs import seeding, sequences, workers
from typedfactory.pytest_plugin.runs.tracebacks import hide_own_frames

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.pytest_plugin.fixtures.registration import Registration


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
    """Let a test depend on nothing but itself and the run, and check its marks before anything is made."""
    if seeding.begins(item):
        seeding.start_test(item)
        sequences.start_part(item.config)
    if pending:
        take_pending()
    if _is_marked(item):
        # Late, for most tests have no such mark, and most runs no factory.
        from typedfactory.pytest_plugin.fixtures.asking import check_marks  # noqa: PLC0415 - as said above

        check_marks(item)


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
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[UserValue]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say with a failure how to repeat it, and show errors of factories where the user's code causes them."""
    if pending and call.when == "call" and call.excinfo is None and isinstance(item, pytest.Function):
        call.excinfo = _refusal_of(take_pending())
    if call.excinfo is not None:
        hide_own_frames(call.excinfo.value)
    report = yield
    if report.failed:
        report.sections.append(("typedfactory", seeding.describe_failure(item.config, item.nodeid)))
    return report


def _is_marked(item: pytest.Item) -> bool:
    """Say whether a test has the mark, as quickly as can be said: all tests of all runs are asked."""
    for node in item.listchain():
        for mark in node.own_markers:
            if mark.name == MARK:
                return True
    return False


def _refusal_of(late: list[Registration]) -> pytest.ExceptionInfo[BaseException]:
    """Return the failure of a test that registers what comes too late to become a fixture."""
    try:
        pytest.fail(
            f"{', '.join(each.call for each in late)}: registered while a test runs, when fixtures are known already. "
            f"Register factories in a conftest.py or at the top of a test module.",
            pytrace=False,
        )
    except pytest.fail.Exception as failure:
        return pytest.ExceptionInfo.from_exception(failure)
