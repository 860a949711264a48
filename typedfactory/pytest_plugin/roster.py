"""Roster: what is registered in one run of pytest, and which registration stands for which field of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from typedfactory.pytest_plugin.registration import Registration

ROSTER: pytest.StashKey[Roster] = pytest.StashKey()


@attrs.frozen
class Place:
    """Where fixtures are defined, or looked for.

    Attributes:
        path: The folder or file; None is the whole run.
        test_class: The test class, if it is one.
    """

    path: Path | None = None
    test_class: type | None = None

    def __str__(self) -> str:
        inner = "" if self.test_class is None else f"::{self.test_class.__qualname__.replace('.', '::')}"
        return f"{self.path or 'the whole run'}{inner}"

    def sees(self, other: Place) -> bool:
        """Say whether what is defined in another place is visible here."""
        if other.test_class is not None:
            return self.test_class is not None and _is_within(self.test_class, other.test_class)
        return other.path is None or (self.path is not None and self.path.is_relative_to(other.path))


def _is_within(inner: type, outer: type) -> bool:
    nested = inner.__module__ == outer.__module__ and inner.__qualname__.startswith(f"{outer.__qualname__}.")
    return nested or issubclass(inner, outer)


@attrs.frozen(eq=False)
class Entry:
    """A registration and where it is visible."""

    registration: Registration
    place: Place


@attrs.define
class Roster:
    """All that was registered so far."""

    entries: list[Entry] = attrs.Factory(list)

    def names(self) -> set[str]:
        """Return the names of all fixtures that give objects."""
        return {entry.registration.name for entry in self.entries}

    def stand_in(self, factory: Any, place: Place) -> Registration | None:
        """Return the registration whose fixture gives the objects of a factory: one under its own name.

        Args:
            factory: The factory.
            place: From where it has to be visible.
        """
        for entry in reversed(self.entries):
            registration = entry.registration
            if registration.factory is factory and not registration.is_named and place.sees(entry.place):
                return registration
        return None

    def is_shared(self, factory: Any) -> bool:
        """Say whether the whole run sees a factory's own fixtures."""
        return self.stand_in(factory, Place()) is not None

    def nested(self, registration: Registration, place: Place) -> Iterator[Registration]:
        """Give the registrations that stand for fields of another one, made before or after its object."""
        for factory in (*registration.wired.values(), *registration.related.values()):
            stand_in = self.stand_in(factory, place)
            if stand_in is not None:
                yield stand_in

    def enclosing(self, registration: Registration, place: Place) -> Iterator[tuple[str, Registration]]:
        """Give the registrations with a field that one stands for, made before their object, and that field."""
        for entry in self.entries:
            for field, factory in entry.registration.wired.items():
                if place.sees(entry.place) and self.stand_in(factory, place) is registration:
                    yield field, entry.registration

    def reached_from(self, starts: Iterable[Registration], place: Place) -> list[Registration]:
        """Return the registrations whose objects are made with those of some, these included."""
        reached: list[Registration] = []
        waiting = list(starts)
        while waiting:
            registration = waiting.pop()
            if registration not in reached:
                reached.append(registration)
                waiting.extend(self.nested(registration, place))
        return reached

    def visible(self, names: Iterable[str], place: Place) -> list[Registration]:
        """Return the registrations under some names that are visible in a place."""
        wanted = set(names)
        seen = [entry.registration for entry in self.entries if place.sees(entry.place)]
        return [registration for registration in seen if registration.name in wanted]
