"""What happens when in a run of pytest."""

from __future__ import annotations

import sys
from collections.abc import Generator
from typing import TYPE_CHECKING

import pytest

from typedfactory.pytest_plugin.fixtures.pending import MARK, pending, take_pending
from typedfactory.pytest_plugin.fixtures.sharing import SHARED, ask_first
from typedfactory.pytest_plugin.runs import seeding, sequences, workers
from typedfactory.random import process_stream

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.pytest_plugin.fixtures.registration import Registration


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("typedfactory", "test data factories")
    seeding.add_options(group, parser)
    sequences.add_options(parser)
    workers.add_options(group, parser)
    group.addoption(
        "--factory-check",
        action="store_true",
        help="Also make an object of each factory that the tests import, of each trait and of each pair of traits.",
    )

    group.addoption(
        "--factory-profile",
        action="store_true",
        help="Show how many objects and rows each factory makes, how long it takes, and which factories cause them.",
    )
    group.addoption(
        "--factory-report",
        type=int,
        metavar="ROWS",
        help="Name the tests whose factories save more rows than this.",
    )


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
    config.pluginmanager.register(EachTest(config), "typedfactory-tests")
    if config.option.factory_check:
        from typedfactory.pytest_plugin.checks import CheckPlugin  # noqa: PLC0415 - few runs ask for it

        config.pluginmanager.register(CheckPlugin(), "typedfactory-checks")
    if config.option.factory_profile or config.option.factory_report is not None:
        from typedfactory.pytest_plugin.runs.profiling import ProfilePlugin  # noqa: PLC0415 - as above

        profile = ProfilePlugin(config.option.factory_profile, config.option.factory_report)
        config.pluginmanager.register(profile, "typedfactory-profile")
    config.addinivalue_line(
        "markers", f"{SHARED}(fixture, …): share what fixtures give with all factories, to the end of the test."
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let marked tests share first."""
    # All tests come by here: marks are among the keywords, and looking there is quicker than going through them.
    if SHARED in metafunc.definition.keywords:
        ask_first(metafunc)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name tests by the combinations of values that they are parametrised with."""
    module = sys.modules.get("typedfactory.facade.language.combinations")
    if module is not None and isinstance(val, module.Combination):
        name: str = val.id
        return name
    return None


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
    if sequences.restart_with_each_test(collector.config):
        sequences.start_over()


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
    # Where their module is not loaded there are no errors of ours.
    if call.excinfo is not None and "typedfactory.errors" in sys.modules:
        from typedfactory.pytest_plugin.runs.tracebacks import hide_own_frames  # noqa: PLC0415 - as said above

        hide_own_frames(call.excinfo.value)
    report = yield
    # A check of a factory repeats by itself: its values start from its name.
    if report.failed and not item.nodeid.startswith("factory-check::"):
        report.sections.append(("typedfactory", seeding.describe_failure(item.config, item.nodeid)))
    return report


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


class EachTest:
    """Begins each test of a run. All tests of all runs come by here: it asks for nothing twice.

    Args:
        config: The configuration, with seed and sequences chosen.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._prefix = f"{config.stash[seeding.run_seed]} "
        self._restarts = sequences.restart_with_each_test(config)
        self._stream = process_stream()
        self._parent: object = None
        self._has_marked_parent = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Let a test depend on nothing but itself and the run, and check its marks before anything is made."""
        begun = seeding.begun_by(item)
        if begun is not None:
            self._stream.start_later(self._prefix + begun)
            if self._restarts:
                sequences.start_over()
        if pending:
            take_pending()
        if item.parent is not self._parent:
            self._parent = item.parent
            self._has_marked_parent = item.parent is not None and any(item.parent.iter_markers(MARK))
        if self._has_marked_parent or (item.own_markers and any(item.iter_markers(MARK))):
            # Late, for most tests have no such mark, and most runs no factory.
            from typedfactory.pytest_plugin.fixtures.asking import check_marks  # noqa: PLC0415 - as said above

            check_marks(item)
