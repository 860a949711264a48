"""Putting the fixtures of registrations where pytest looks for fixtures: on modules, test classes, plugins."""

from __future__ import annotations

import functools
import sys
import types
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs

from typedfactory.errors import InvalidDeclarationError
from typedfactory.pytest_plugin.fixtures import plan_fixtures, set_fixture
from typedfactory.pytest_plugin.registering import CLASS_REGISTRATIONS, take_pending
from typedfactory.pytest_plugin.registration import Registration
from typedfactory.pytest_plugin.roster import Entry, Place, Roster

#: On a module or class that has its fixtures.
_PUBLISHED = "__typedfactory_published__"


@attrs.define
class Publisher:
    """Gives the registrations of one run to the files that they belong to.

    Attributes:
        roster: What is registered.
        known_modules: The modules that were imported when registrations were taken last.
        of_classes: Module and qualified name of a test class → what is registered in its body.
    """

    roster: Roster = attrs.Factory(Roster)
    known_modules: set[str] = attrs.Factory(set)
    of_classes: dict[tuple[str, str], list[Registration]] = attrs.Factory(dict)

    def take_for_plugin(self, plugin: types.ModuleType) -> list[Registration]:
        """Publish what was registered while pytest imported a conftest or another plugin.

        Returns:
            What belongs to the whole run as well.
        """
        mine = take_pending()
        path = getattr(plugin, "__file__", None)
        is_conftest = path is not None and Path(path).name == "conftest.py"
        self.publish(plugin, mine, Place(Path(path).parent if is_conftest and path is not None else None))
        return self._shared(mine, plugin.__name__)

    def take_for_module(self, module: types.ModuleType, path: Path) -> list[Registration]:
        """Publish what was registered while pytest imported a test module.

        Returns:
            What belongs to the whole run as well.
        """
        mine: list[Registration] = []
        for registration in take_pending():
            holder = registration.factory.__qualname__.rpartition(".")[0]
            if holder and "<locals>" not in holder:
                self.of_classes.setdefault((registration.factory.__module__, holder), []).append(registration)
            else:
                mine.append(registration)
        self.publish(module, mine, Place(path))
        return self._shared(mine, module.__name__)

    def publish_class(self, test_class: type, path: Path) -> None:
        """Publish what is registered for a test class and its bases."""
        for base in reversed(test_class.__mro__):
            named = self.of_classes.pop((base.__module__, base.__qualname__), [])
            decorated = vars(base).get(CLASS_REGISTRATIONS, ())
            if _PUBLISHED not in vars(base) and (named or decorated):
                self.publish(base, [*named, *decorated], Place(path, base))

    def publish(self, holder: Any, registrations: Iterable[Registration], place: Place) -> None:
        """Set the fixtures of registrations on a module or class.

        Raises:
            InvalidDeclarationError: Two of them want the same name.
        """
        registrations = list(registrations)
        if not registrations:
            return
        check_names(registrations)
        taken: set[str] = set()
        setattr(holder, _PUBLISHED, True)
        self.roster.entries.extend(Entry(registration, place) for registration in registrations)
        visible = functools.partial(self.roster.stand_in, place=place)
        for registration in registrations:
            for plan in plan_fixtures(registration, visible):
                # A factory registered twice has its own fixture once; of two factories of one name, the first has it.
                if plan.name not in taken:
                    taken.add(plan.name)
                    set_fixture(holder, plan, f"{registration.factory.__qualname__}, registered for {place}")

    def _shared(self, registrations: list[Registration], home: str) -> list[Registration]:
        """Return what a module registers that others may have imported before they are collected."""
        known = self.known_modules
        self.known_modules = set(sys.modules)
        return [
            each
            for each in registrations
            if each.factory.__module__ != home
            and each.factory.__module__ not in known
            and (each.is_decorating or not (each.is_named or each.overrides))
            and not self.roster.is_shared(each.factory)
        ]


def check_names(registrations: list[Registration]) -> None:
    """Refuse two registrations in one place whose objects' fixtures have the same name.

    Raises:
        InvalidDeclarationError: They do, and differ.
    """
    seen: dict[str, Registration] = {}
    for registration in registrations:
        other = seen.setdefault(registration.name, registration)
        if not (other is registration or registration.repeats(other)):
            factory = registration.factory.__name__
            raise InvalidDeclarationError(
                f"{registration.call}: the fixture {registration.name!r} is that of {other.call} in the same place "
                f"already ({_path(other)} and {_path(registration)}). Give one of the two a name of its own: "
                f'register({factory}, "other_{registration.name}").'
            )


def _path(registration: Registration) -> str:
    return f"{registration.factory.__module__}.{registration.factory.__qualname__}"
