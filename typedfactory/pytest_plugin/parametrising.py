"""pytest's hooks that are there once something is registered: parametrisations with fields."""

from __future__ import annotations

import pytest

from typedfactory.pytest_plugin.fixtures.asking import parametrised_names
from typedfactory.pytest_plugin.fixtures.naming import SEPARATOR
from typedfactory.pytest_plugin.fixtures.roster import ROSTER, Place, Roster


class ParametrisationPlugin:
    """Lets tests be parametrised with fields of fixtures.

    Args:
        roster: What is registered.
    """

    def __init__(self, roster: Roster) -> None:
        self.roster = roster

    def pytest_configure(self, config: pytest.Config) -> None:
        """Make the roster available to fixtures."""
        config.stash[ROSTER] = self.roster

    @pytest.hookimpl(tryfirst=True)
    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Let a test be parametrised with fields of fixtures, however deep, that it does not ask for by name."""
        arguments = [name for name in parametrised_names(metafunc.definition) if name not in metafunc.fixturenames]
        if arguments:
            place = Place(metafunc.definition.path, metafunc.cls)
            used = self.roster.visible(metafunc.fixturenames, place)
            names = {each.name for each in self.roster.reached_from(used, place)}
            metafunc.fixturenames.extend(name for name in arguments if name.partition(SEPARATOR)[0] in names)
