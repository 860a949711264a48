"""What one test asks for: the overrides in its marks and in the names that it parametrises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from typedfactory.errors import did_you_mean
from typedfactory.pytest_plugin.lazy_fixture import settled
from typedfactory.pytest_plugin.naming import SEPARATOR
from typedfactory.pytest_plugin.registration import Registration
from typedfactory.pytest_plugin.roster import Place, Roster

MARK = "factory"


def parametrised_names(node: pytest.Item) -> Iterator[str]:
    """Give the names of arguments that a test is parametrised with."""
    for mark in node.iter_markers("parametrize"):
        names = mark.args[0] if mark.args else mark.kwargs.get("argnames", ())
        yield from (each.strip() for each in names.split(",")) if isinstance(names, str) else names


def check_marks(node: pytest.Item, roster: Roster) -> None:
    """Fail a test whose mark names what is no fixture of an object, or holds no overrides."""
    for mark in node.iter_markers(MARK):
        known = roster.names()
        if mark.args:
            pytest.fail(
                "@pytest.mark.factory takes fixtures by name, as in @pytest.mark.factory(user=dict(admin=True)).",
                pytrace=False,
            )
        for name, overrides in mark.kwargs.items():
            if name not in known:
                pytest.fail(
                    f"@pytest.mark.factory({name}=…): no factory is registered for a fixture {name!r}. "
                    f"{did_you_mean(name, known)}",
                    pytrace=False,
                )
            if not isinstance(overrides, Mapping):
                pytest.fail(
                    f"@pytest.mark.factory({name}=…): the overrides are a dict, not {type(overrides).__name__}. "
                    f"Write @pytest.mark.factory({name}=dict(field=value)).",
                    pytrace=False,
                )


def place_of(test: pytest.FixtureRequest) -> Place:
    """Return where a test stands that asks for a fixture."""
    return Place(test.path, test.cls)


def asked_overrides(
    request: pytest.FixtureRequest, roster: Roster, registration: Registration, seen: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Return what the test's own words override for a registration: path → value.

    Paths into a field that a fixture stands for are that fixture's: ``author__name`` of a ``book`` is ``name`` of ``author``.

    Args:
        request: The request of a fixture in the test.
        roster: What is registered.
        registration: Whose overrides are asked for.
        seen: The names of the registrations on the way here.
    """
    marks = list(request.node.iter_markers(MARK))
    arguments = [name for name in parametrised_names(request.node) if SEPARATOR in name]
    if not (marks or arguments):
        return {}
    asked: dict[str, Any] = {}
    for field, outer in roster.enclosing(registration, place_of(request)):
        if outer.name not in seen:
            above = asked_overrides(request, roster, outer, seen | {registration.name})
            asked.update(_below(field, above))
    name = registration.name
    for mark in reversed(marks):
        asked.update((path, settled(request, value)) for path, value in mark.kwargs.get(name, {}).items())
    for argument in arguments:
        if argument.startswith(name + SEPARATOR):
            asked[argument.removeprefix(name + SEPARATOR)] = settled(request, request.getfixturevalue(argument))
    return asked


def _below(field: str, overrides: Mapping[str, Any]) -> dict[str, Any]:
    prefix = field + SEPARATOR
    return {path.removeprefix(prefix): value for path, value in overrides.items() if path.startswith(prefix)}
