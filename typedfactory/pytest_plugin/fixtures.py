"""The fixtures of a registration: of its factory, its object, and each field."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import attrs
import pytest

from typedfactory.pytest_plugin.lazy_fixture import LazyFixture
from typedfactory.pytest_plugin.making import field_value, make_object
from typedfactory.pytest_plugin.registration import Registration

#: Sorts before the names of fixtures that a user writes, so that pytest meets those later and lets them win.
_ATTRIBUTE = "__typedfactory_"


@attrs.frozen
class FixturePlan:
    """A fixture before pytest has it.

    Attributes:
        name: What it is called.
        read: Returns its value for a request.
        doc: What ``pytest --fixtures`` says of it.
        needs: The fixtures that it asks for.
        awaited: Whether the value may have to be awaited.
    """

    name: str
    read: Callable[[pytest.FixtureRequest], Any]
    doc: str
    needs: tuple[str, ...] = ()
    awaited: bool = False


def plan_fixtures(registration: Registration, visible: Callable[[Any], Registration | None]) -> Iterator[FixturePlan]:
    """Give the fixtures of a registration.

    Args:
        registration: The registration.
        visible: Factory → the registration that stands for its objects here, if there is one.
    """
    factory, name = registration.factory, registration.name
    own_name: str = factory.__name__
    yield FixturePlan(registration.factory_fixture, lambda request: factory, f"The factory {own_name}.")
    fields = {field: registration.field_fixture(field) for field in registration.defaults}
    for field, fixture in fields.items():
        doc = f"What {name} is made with for {field}."
        yield FixturePlan(fixture, _field_reader(registration, field), doc, _field_needs(registration, field, visible))
    yield FixturePlan(
        name,
        lambda request: make_object(request, registration),
        f"An object made by {own_name}.",
        tuple(fields.values()),
        registration.strategy in {"acreate", "abuild"},
    )


def _field_reader(registration: Registration, field: str) -> Callable[[pytest.FixtureRequest], Any]:
    return lambda request: field_value(request, registration, field)


def _field_needs(
    registration: Registration, field: str, visible: Callable[[Any], Registration | None]
) -> tuple[str, ...]:
    """Return the fixtures that the one of a field asks for."""
    value = registration.overrides.get(field)
    if isinstance(value, LazyFixture):
        return value.names
    stand_in = visible(registration.wired.get(field))
    return () if stand_in is None else (stand_in.name,)


def set_fixture(holder: Any, plan: FixturePlan, origin: str) -> None:
    """Set a fixture on a module or class.

    Args:
        holder: The module or class.
        plan: The fixture.
        origin: Where it is from, for ``pytest --fixtures``.
    """
    function = _awaiting(plan.read) if plan.awaited else _reading(plan.read)
    names = dict.fromkeys(["request", *plan.needs])
    parameters = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in names]
    if isinstance(holder, type):
        parameters.insert(0, inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD))
    function.__name__, function.__doc__ = plan.name, plan.doc
    # pytest sorts fixtures by this, and cannot tell two of one name and origin apart.
    function.__module__ = origin
    vars(function)["__signature__"] = inspect.Signature(parameters)
    setattr(holder, _ATTRIBUTE + plan.name, pytest.fixture(name=plan.name)(function))


def _reading(read: Callable[[pytest.FixtureRequest], Any]) -> Callable[..., Any]:
    """Return a function that reads a value from a request, whatever fixtures pytest passes beside it."""
    return lambda *_, request, **values: read(request)


def _awaiting(read: Callable[[pytest.FixtureRequest], Any]) -> Callable[..., Any]:
    async def read_awaited(*_: Any, request: pytest.FixtureRequest, **values: Any) -> Any:
        made = read(request)
        return await made if inspect.isawaitable(made) else made

    return read_awaited
