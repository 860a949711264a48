"""pytest's hooks that concern fixtures from factories."""

from __future__ import annotations

import contextlib
import importlib
import sys
import types
from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

import pytest

from typedfactory.pytest_plugin.fixtures.pending import CLASS_REGISTRATIONS, MARK, take_pending

if TYPE_CHECKING:
    from typedfactory.pytest_plugin.fixtures.publishing import Publisher
    from typedfactory.pytest_plugin.fixtures.registration import Registration


R = TypeVar("R")

#: It runs pytest in pytest, and makes Python forget the modules that such a run imports first; to import those of
#: factories twice would make two classes of each.
_PYTESTER = "_pytest.pytester"
#: Where it is not loaded, no test has an argument by `Given`.
_GIVEN = "typedfactory.pytest_plugin.fixtures.given"


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Start before any conftest is imported."""
    pluginmanager.register(FixturePlugin(pluginmanager), "typedfactory-fixtures")


class FixturePlugin:
    """Follows what pytest imports, and publishes what was registered meanwhile.

    What publishes is loaded with the first registration.

    Args:
        manager: pytest's plugins.
    """

    def __init__(self, manager: pytest.PytestPluginManager) -> None:
        self.manager = manager
        self._loaded: Publisher | None = None
        self._known: frozenset[str] = frozenset()

    def load(self) -> Publisher:
        """Return what publishes."""
        if self._loaded is None:
            # Late, for both load all that factories are made of.
            from typedfactory.pytest_plugin.fixtures.publishing import Publisher  # noqa: PLC0415 - as said above
            from typedfactory.pytest_plugin.parametrising import ParametrisationPlugin  # noqa: PLC0415 - as said above

            self._loaded = Publisher()
            self.manager.register(ParametrisationPlugin(self._loaded.roster), "typedfactory-parametrisations")
        return self._loaded

    def pytest_configure(self, config: pytest.Config) -> None:
        """Make the mark known."""
        config.addinivalue_line(
            "markers",
            f"{MARK}(fixture=dict(field=value)): override what the object of a factory's fixture is made with.",
        )

    @pytest.hookimpl(tryfirst=True)
    def pytest_plugin_registered(self, plugin: object) -> None:
        """Publish what a conftest or another plugin registered, before pytest looks for its fixtures."""
        if isinstance(plugin, types.ModuleType):
            if plugin.__name__ == _PYTESTER:
                self.load()
                importlib.import_module(_GIVEN)
            registered, known = self._take()
            if registered:
                with _telling(pytest.UsageError):
                    self._share(self.load().publish_plugin(plugin, registered, known))

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Generator[None, R, R]:
        """Publish between the import of a test module or class and the look for its fixtures."""
        if isinstance(collector, (pytest.Module, pytest.Class)):
            collect = collector.collect

            def publish_and_collect() -> Iterable[pytest.Item | pytest.Collector]:
                leftovers = take_pending()
                _import(collector)
                self._publish(collector, leftovers)
                return collect()

            vars(collector)["collect"] = publish_and_collect
        return (yield)

    def _publish(self, collector: pytest.Module | pytest.Class, leftovers: list[Registration]) -> None:
        """Publish what a module or class registers, and for the whole run what was left when its import began."""
        given = sys.modules.get(_GIVEN)
        if given is not None:
            given.publish_given(collector.obj, f"{collector.name}, by Given")
        is_class = isinstance(collector, pytest.Class)
        registered, known = ([], self._known) if is_class else self._take()
        if leftovers or registered or (is_class and (self._loaded is not None or _is_decorated(collector.obj))):
            with _telling(collector.CollectError):
                self._share(leftovers)
                if is_class:
                    self.load().publish_class(collector.obj, collector.path)
                elif registered:
                    self._share(self.load().publish_module(collector.obj, collector.path, registered, known))

    def _take(self) -> tuple[list[Registration], frozenset[str]]:
        """Return what was registered since the last time, and the modules that were imported then."""
        known = self._known
        # A set of all modules takes its time, and most files import nothing new.
        if len(sys.modules) != len(known):
            self._known = frozenset(sys.modules)
        return take_pending(), known

    def _share(self, registrations: list[Registration]) -> None:
        """Publish to the whole run what belongs to no file."""
        if registrations:
            plugin = self.load().publish_to_all(registrations)
            self.manager.register(plugin, plugin.__name__)


@contextlib.contextmanager
def _telling(error_of_pytest: type[Exception]) -> Iterator[None]:
    """Let pytest tell what is wrong with a registration."""
    from typedfactory.errors import FactoryError  # noqa: PLC0415 - late: where nothing is registered, nothing is wrong

    try:
        yield
    except FactoryError as error:
        raise error_of_pytest(str(error)) from error


def _is_decorated(test_class: type) -> bool:
    """Say whether something is registered for a test class or one of its bases."""
    return any(CLASS_REGISTRATIONS in vars(base) for base in test_class.__mro__)


def _import(collector: pytest.Module | pytest.Class) -> None:
    """Import what is collected; where that fails, what it had registered is void."""
    try:
        _ = collector.obj
    except BaseException:
        take_pending()
        raise
