"""register and with_factory: saying which factories become fixtures."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, overload

from typedfactory.errors import ArgumentError, FactoryError, InvalidDeclarationError
from typedfactory.factory import Factory
from typedfactory.pytest_plugin.naming import check_fixture_name, object_fixture_name
from typedfactory.pytest_plugin.registration import Registration

F = TypeVar("F", bound="type[Factory[Any]]")
C = TypeVar("C", bound=type)

#: Where `with_factory` leaves its registrations on a test class.
CLASS_REGISTRATIONS = "__typedfactory_registrations__"

_STRATEGIES = ("build", "create", "stub", "abuild", "acreate")


#: What was registered since pytest last took it: the file that it is importing says whose it is.
_pending: list[Registration] = []


@overload
def register(factory: F, name: str | None = None, /, **overrides: Any) -> F: ...
@overload
def register(factory: None = None, name: str | None = None, /, **overrides: Any) -> Callable[[F], F]: ...
def register(factory: Any = None, name: str | None = None, /, **overrides: Any) -> Any:
    """Make fixtures of a factory: one that gives the factory, one that gives an object of it, one for each field.

    To be called, or set on a factory as a decorator, in a ``conftest.py``, a plugin or a test module. The fixtures are
    visible where fixtures defined there would be; those of a factory defined in the body of a test class, in the class.

    Args:
        factory: The factory.
        name: What the fixture of the object is called; else the factory's name in snake case without ``_factory``.
        **overrides: What the object is made with: field → value, declaration or `LazyFixture`; deep paths; traits.
            ``_name`` is ``name`` for the decorator. ``_strategy`` is ``"build"``, ``"create"``, ``"stub"``, ``"acreate"`` or
            ``"abuild"``; else the factory's default strategy.

    Returns:
        The factory; without one, a decorator.

    Raises:
        ArgumentError: What is registered is no factory.
        FactoryError: The factory is abstract.
        InvalidDeclarationError: The name cannot be that of a fixture.

    Example:
        >>> import typedfactory as factory
        >>> @register
        ... class PayloadFactory(factory.DictFactory):
        ...     page = 1
        >>> register(PayloadFactory, "second_page", page=2) is PayloadFactory
        True

        A test then asks for ``payload_factory``, ``payload``, ``payload__page``, ``second_page``.

    Source: pytest-factoryboy's ``register``.
    """
    if factory is None:
        return lambda decorated: register(decorated, name, **overrides)
    _pending.append(describe(factory, name, overrides))
    return factory


def with_factory(factory: type[Factory[Any]], name: str | None = None, /, **overrides: Any) -> Callable[[C], C]:
    """Make fixtures of a factory for the tests of one class: a decorator for test classes.

    Args:
        factory: The factory.
        name: As for `register`.
        **overrides: As for `register`.

    Example:
        >>> import typedfactory as factory
        >>> class PayloadFactory(factory.DictFactory):
        ...     page = 1
        >>> @with_factory(PayloadFactory, page=7)
        ... class TestLaterPages:
        ...     def test_page(self, payload):
        ...         assert payload["page"] == 7
    """
    registration = describe(factory, name, overrides)

    def decorate(test_class: C) -> C:
        own = vars(test_class).get(CLASS_REGISTRATIONS, ())
        setattr(test_class, CLASS_REGISTRATIONS, (registration, *own))
        return test_class

    return decorate


def describe(factory: Any, name: str | None, options: Mapping[str, Any]) -> Registration:
    """Return what `register` was told.

    Raises:
        ArgumentError: What is registered is no factory, or the strategy is none.
        FactoryError: The factory is abstract.
        InvalidDeclarationError: The name cannot be that of a fixture.
    """
    if not (isinstance(factory, type) and issubclass(factory, Factory)):
        what = factory.__name__ if isinstance(factory, type) else f"an object of class {type(factory).__name__}"
        raise ArgumentError(f"register takes a factory, not {what}. Pass a subclass of Factory.")
    if factory._meta.abstract:
        raise FactoryError(
            f"register({factory.__name__}): an abstract factory makes no objects. Register a factory that has a model."
        )
    overrides = dict(options)
    given = overrides.pop("_name", name)
    strategy = overrides.pop("_strategy", None)
    if strategy is not None and not (strategy in _STRATEGIES and hasattr(factory, strategy)):
        known = ", ".join(each for each in _STRATEGIES if hasattr(factory, each))
        raise ArgumentError(
            f"register({factory.__name__}): {factory.__name__} has no strategy {strategy!r}. Known strategies: {known}."
        )
    chosen = object_fixture_name(factory) if given is None else given
    registration = Registration(
        factory, check_fixture_name(factory, chosen), strategy, overrides, given is not None, _is_decorating(factory)
    )
    if registration.name == registration.factory_fixture:
        raise InvalidDeclarationError(
            f"{registration.call}: {registration.name!r} is the fixture of the factory itself. "
            f'Name the object\'s: register({factory.__name__}, "a_{registration.name}").'
        )
    return registration


def _is_decorating(factory: Any) -> bool:
    holder: Any = sys.modules.get(factory.__module__)
    for part in factory.__qualname__.split("."):
        holder = getattr(holder, part, None)
    return holder is not factory


def take_pending() -> list[Registration]:
    """Return what was registered since the last time, and forget it."""
    taken = _pending[:]
    _pending.clear()
    return taken
