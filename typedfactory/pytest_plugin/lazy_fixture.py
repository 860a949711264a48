"""LazyFixture: a value that another fixture gives."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import attrs
import pytest

from typedfactory.errors import ArgumentError
from typedfactory.plan.overrides import copy_container

T = TypeVar("T")


def _check_source(instance: Any, attribute: Any, value: Any) -> None:
    if not (isinstance(value, str) or callable(value)):
        raise ArgumentError(
            f"LazyFixture takes the name of a fixture or a function of fixtures, not {type(value).__name__}. "
            f'Write LazyFixture("user") or LazyFixture(lambda user: user.name).'
        )


@attrs.frozen
class LazyFixture(Generic[T]):
    """A value that is read from fixtures when a test needs it: in parametrisations, ``register`` and the mark.

    Args:
        fixture: The name of a fixture, or a function whose arguments are named after fixtures.

    Raises:
        ArgumentError: It is neither.

    Example:
        >>> LazyFixture("user").names
        ('user',)
        >>> LazyFixture(lambda user, company: user.name + company.name).names
        ('user', 'company')

    Source: pytest-factoryboy's ``LazyFixture``.
    """

    fixture: str | Callable[..., T] = attrs.field(validator=_check_source)

    @property
    def names(self) -> tuple[str, ...]:
        """The fixtures that it reads."""
        if isinstance(self.fixture, str):
            return (self.fixture,)
        parameters = inspect.signature(self.fixture).parameters.values()
        return tuple(each.name for each in parameters if each.default is each.empty)

    def evaluate(self, request: pytest.FixtureRequest) -> Any:
        """Return the value for the test of a request."""
        values = [request.getfixturevalue(name) for name in self.names]
        if isinstance(self.fixture, str):
            return values[0]
        return self.fixture(**dict(zip(self.names, values, strict=True)))


def settled(request: pytest.FixtureRequest, value: Any) -> Any:
    """Return a value as one test may have it: a `LazyFixture` evaluated, a list, dict or set copied."""
    return value.evaluate(request) if isinstance(value, LazyFixture) else copy_container(value)
