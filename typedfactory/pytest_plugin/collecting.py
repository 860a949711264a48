"""pytest's hooks that concern fixtures from factories."""

from __future__ import annotations

import types
from collections.abc import Generator, Iterable
from typing import TYPE_CHECKING, TypeVar

import pytest

from typedfactory.errors import FactoryError
from typedfactory.pytest_plugin.fixtures.asking import MARK, check_marks, parametrised_names
from typedfactory.pytest_plugin.fixtures.naming import SEPARATOR
from typedfactory.pytest_plugin.fixtures.publishing import Publisher
from typedfactory.pytest_plugin.fixtures.registering import take_pending
from typedfactory.pytest_plugin.fixtures.registration import Registration
from typedfactory.pytest_plugin.fixtures.roster import ROSTER, Place
from typedfactory.pytest_plugin.runs.tracebacks import hide_own_frames

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


R = TypeVar("R")


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Start before any conftest is imported."""
    pluginmanager.register(FixturePlugin(pluginmanager), "typedfactory-fixtures")


class FixturePlugin:
    """Follows what pytest imports, and publishes what was registered meanwhile.

    Args:
        manager: pytest's plugins.
    """

    def __init__(self, manager: pytest.PytestPluginManager) -> None:
        self.manager = manager
        self.publisher = Publisher()

    def pytest_configure(self, config: pytest.Config) -> None:
        """Make the mark known, and the roster available to fixtures."""
        config.stash[ROSTER] = self.publisher.roster
        config.addinivalue_line(
            "markers",
            f"{MARK}(fixture=dict(field=value)): override what the object of a factory's fixture is made with.",
        )

    @pytest.hookimpl(tryfirst=True)
    def pytest_plugin_registered(self, plugin: object) -> None:
        """Publish what a conftest or another plugin registered, before pytest looks for its fixtures."""
        if isinstance(plugin, types.ModuleType):
            try:
                shared = self.publisher.take_for_plugin(plugin)
            except FactoryError as error:
                raise pytest.UsageError(str(error)) from error
            self._share(shared)

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Generator[None, R, R]:
        """Publish between the import of a test module or class and the look for its fixtures."""
        if isinstance(collector, (pytest.Module, pytest.Class)):
            collect = collector.collect

            def publish_and_collect() -> Iterable[pytest.Item | pytest.Collector]:
                leftovers = take_pending()
                _import(collector)
                try:
                    self._share(leftovers)
                    self._publish(collector)
                except FactoryError as error:
                    raise collector.CollectError(str(error)) from error
                return collect()

            vars(collector)["collect"] = publish_and_collect
        return (yield)

    def _publish(self, collector: pytest.Module | pytest.Class) -> None:
        if isinstance(collector, pytest.Class):
            self.publisher.publish_class(collector.obj, collector.path)
        else:
            self._share(self.publisher.take_for_module(collector.obj, collector.path))

    def _share(self, registrations: list[Registration]) -> None:
        """Publish to the whole run what belongs to no file."""
        if registrations:
            plugin = types.ModuleType("typedfactory_fixtures")
            self.publisher.publish(plugin, registrations, Place())
            self.manager.register(plugin, f"{plugin.__name__}-{len(self.publisher.roster.entries)}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Let a test be parametrised with fields of fixtures, however deep, that it does not ask for by name."""
        roster = self.publisher.roster
        place = Place(metafunc.definition.path, metafunc.cls)
        used = roster.visible(metafunc.fixturenames, place)
        names = {each.name for each in roster.reached_from(used, place)}
        for argument in parametrised_names(metafunc.definition):
            if argument.partition(SEPARATOR)[0] in names and argument not in metafunc.fixturenames:
                metafunc.fixturenames.append(argument)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Check the marks of a test before anything is made."""
        take_pending()
        check_marks(item, self.publisher.roster)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, R, R]:
        """Refuse what comes too late to become a fixture."""
        result = yield
        late = take_pending() if isinstance(item, pytest.Function) else []
        if late:
            pytest.fail(
                f"{', '.join(each.call for each in late)}: registered while a test runs, when fixtures are known already. "
                f"Register factories in a conftest.py or at the top of a test module.",
                pytrace=False,
            )
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[UserValue]) -> Generator[None, R, R]:
        """Show errors of factories where the user's code causes them, unless ``--full-trace`` asks for all."""
        if call.excinfo is not None:
            hide_own_frames(call.excinfo.value)
        return (yield)


def _import(collector: pytest.Module | pytest.Class) -> None:
    """Import what is collected; where that fails, what it had registered is void."""
    try:
        _ = collector.obj
    except BaseException:
        take_pending()
        raise
