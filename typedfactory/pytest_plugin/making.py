"""Making the object of a fixture: gathering its overrides, and calling the factory."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

import pytest

from typedfactory.context import BuildStep
from typedfactory.declarations import (
    PostGenerationContext,
    RelatedFactory,
    SubFactory,
    Trait,
    is_declaration,
    is_post_declaration,
)
from typedfactory.errors import InvalidDeclarationError
from typedfactory.pytest_plugin.asking import asked_overrides, place_of
from typedfactory.pytest_plugin.lazy_fixture import LazyFixture, settled
from typedfactory.pytest_plugin.naming import SEPARATOR
from typedfactory.pytest_plugin.registration import Registration
from typedfactory.pytest_plugin.roster import ROSTER

#: Fixture's name → the object of the running test that a related factory made for it.
_MADE: pytest.StashKey[dict[str, Any]] = pytest.StashKey()

#: The names of the running test's arguments.
_ARGUMENTS: pytest.StashKey[frozenset[str]] = pytest.StashKey()

#: Fixture's name → values of fields that the running test asks for.
_COMPUTED: pytest.StashKey[dict[str, dict[str, Any]]] = pytest.StashKey()


class Remembered(RelatedFactory[Any]):
    """A RelatedFactory whose object is also that of a fixture.

    Args:
        related: The declaration that it stands for.
        remember: Is given the object.
    """

    def __init__(self, related: RelatedFactory[Any], remember: Callable[[Any], object]) -> None:
        super().__init__(related.get_factory(), related.name)
        self.remember = remember

    def call(self, instance: Any, step: BuildStep, context: PostGenerationContext) -> Any:
        """Make the related object, and remember it."""
        made = super().call(instance, step, context)
        self.remember(made)
        return made


def field_value(request: pytest.FixtureRequest, registration: Registration, name: str) -> Any:
    """Return the value of the fixture of a field: what the factory has for it, or what another fixture gives."""
    stand_in = _stand_in(request, registration.wired.get(name))
    if stand_in is not None:
        return request.getfixturevalue(stand_in.name)
    value = registration.value(name)
    if _is_shown(request, registration, name):
        return _computed(request, registration).get(registration.factory._meta.rename.get(name, name), value)
    return settled(request, value)


def _is_shown(request: pytest.FixtureRequest, registration: Registration, name: str) -> bool:
    """Say whether the test itself asks for a field whose value is made anew for each object, and is none of a factory's."""
    value = registration.value(name)
    computed = is_declaration(value) and not is_post_declaration(value) and not isinstance(value, SubFactory)
    return computed and _is_argument(request, registration.field_fixture(name))


def _is_argument(request: pytest.FixtureRequest, name: str) -> bool:
    """Say whether the test itself asks for a fixture."""
    if _ARGUMENTS not in request.node.stash:
        function = getattr(request.node, "function", None)
        names = () if function is None else inspect.signature(function).parameters
        request.node.stash[_ARGUMENTS] = frozenset(names)
    return name in request.node.stash[_ARGUMENTS]


def _computed(request: pytest.FixtureRequest, registration: Registration) -> dict[str, Any]:
    """Return values for the fields that the test asks for by themselves: what it is shown is what the object gets."""
    known: dict[str, dict[str, Any]] = request.node.stash.setdefault(_COMPUTED, {})
    if registration.name not in known:
        given = gather_overrides(request, registration, functools.partial(_is_shown, request, registration))
        known[registration.name] = registration.factory.attributes(**given)
    return known[registration.name]


def _stand_in(request: pytest.FixtureRequest, factory: Any) -> Registration | None:
    return None if factory is None else request.config.stash[ROSTER].stand_in(factory, place_of(request))


def gather_overrides(
    request: pytest.FixtureRequest, registration: Registration, leave: Callable[[str], bool] = lambda name: False
) -> dict[str, Any]:
    """Return what the object of a registration is made with in this test.

    Args:
        request: The request of its fixture.
        registration: The registration.
        leave: Says which fields are not to be asked for.
    """
    asked = asked_overrides(request, request.config.stash[ROSTER], registration)
    given: dict[str, Any] = {}
    for name, default in registration.defaults.items():
        if name not in asked and not leave(name):
            value = request.getfixturevalue(registration.field_fixture(name))
            if value is not default:
                # One that a user's fixture or a parametrisation gave.
                given[name] = value.evaluate(request) if isinstance(value, LazyFixture) else value
    stood_for = {name for name in given if _stand_in(request, registration.wired.get(name)) is not None}
    # What is asked below a field that a fixture stands for went to that fixture.
    given.update((path, value) for path, value in asked.items() if path.partition(SEPARATOR)[0] not in stood_for)
    for name in _set_by_traits(registration, given) & stood_for:
        del given[name]
    return given


def _set_by_traits(registration: Registration, given: dict[str, Any]) -> set[str]:
    """Return the fields that the traits set which are on in a call."""
    meta = registration.factory._meta
    traits = {name: each for name, each in meta.parameters.items() if isinstance(each, Trait)}
    waiting = [name for name in traits if _may_be_on(given.get(name, meta.declarations.get(name, False)))]
    touched: set[str] = set()
    done: set[str] = set()
    while waiting:
        name = waiting.pop()
        done.add(name)
        touched.update(path.partition(SEPARATOR)[0] for path in traits[name].overrides)
        waiting.extend(each for each in touched & set(traits) - done if each not in waiting)
    return touched


def _may_be_on(switch: Any) -> bool:
    return is_declaration(switch) or bool(switch)


def related_overrides(
    request: pytest.FixtureRequest, registration: Registration, made: dict[str, Any], given: dict[str, Any]
) -> dict[str, Any]:
    """Return overrides that make the objects of related factories those of their own fixtures.

    Args:
        request: The request of the object's fixture.
        registration: Its registration.
        made: Where the related objects are left.
        given: What the object is made with.
    """
    overrides: dict[str, Any] = {}
    for field, factory in registration.related.items():
        nested = _stand_in(request, factory)
        if nested is None or field in given:
            continue
        related = registration.factory._meta.declarations[field]
        overrides[field] = Remembered(related, functools.partial(made.setdefault, nested.name))
        below = gather_overrides(request, nested, _leaving(request, nested, registration, related.name))
        overrides.update((f"{field}{SEPARATOR}{path}", value) for path, value in below.items())
    # What the test says of the object's own field is nearer.
    return {path: value for path, value in overrides.items() if path not in given}


def _leaving(
    request: pytest.FixtureRequest, nested: Registration, outer: Registration, back: str
) -> Callable[[str], bool]:
    """Return what says which fields of a related object lead back to the one that it is made for."""
    roster = request.config.stash[ROSTER]

    def leads_back(name: str) -> bool:
        stand_in = _stand_in(request, nested.wired.get(name))
        return stand_in is not None and outer in roster.reached_from([stand_in], place_of(request))

    return lambda name: name == back or leads_back(name)


def make_object(request: pytest.FixtureRequest, registration: Registration) -> Any:
    """Return the object of a registration for the test of a request; for async strategies, what is to be awaited."""
    made = request.node.stash.setdefault(_MADE, {})
    given = gather_overrides(request, registration)
    if registration.name in made:
        return made[registration.name]
    given.update(related_overrides(request, registration, made, given))
    factory, strategy = registration.factory, registration.strategy
    make = factory if strategy is None else getattr(factory, strategy)
    try:
        return make(**given)
    except InvalidDeclarationError as error:
        wrong = f"fixture {registration.name!r}: {error}"
    # What is wrong is in the test's marks and fixtures; no line of the traceback says where. Said out here, it is said once.
    pytest.fail(wrong, pytrace=False)
