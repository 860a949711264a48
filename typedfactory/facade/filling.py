"""Filling by type without a factory: one value of any type, and types that users teach."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, TypeVar, overload

from typedfactory.errors import ArgumentError
from typedfactory.facade.containers import DictFactory
from typedfactory.facade.helpers import make_factory
from typedfactory.plan.describe.autofill import value_of_type

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


T = TypeVar("T")


@overload
def build_any(annotation: type[T]) -> T: ...
@overload
def build_any(annotation: UserValue) -> UserValue: ...
def build_any(annotation: UserValue) -> UserValue:
    """Make a value of any type that factories can fill: a class, an alias, an ``Annotated`` type, a model.

    Args:
        annotation: The type.

    Raises:
        UnfillableError: Nobody knows how values of the type are made, or its constraints cannot be satisfied.

    Example:
        >>> import typedfactory as factory
        >>> factory.build_any(list[bool]) in ([True], [False]), factory.build_any(int) < 2**31
        (True, True)
    """
    declaration = value_of_type(DictFactory._meta, annotation, "build_any")
    return make_factory(dict, value=declaration, FACTORY_CLASS=DictFactory).build()["value"]


def register(annotation: object, provider: Callable[[Random, UserValue], UserValue]) -> None:
    """Teach all factories how values of a type are made.

    Args:
        annotation: The type: a class, a ``NewType``, an alias.
        provider: Called as ``provider(random, constraints)``: draw from ``random`` (a ``random.Random``) only, so that
            values repeat with the seed; ``constraints`` are those written at the field.

    Raises:
        ArgumentError: The provider cannot be called.

    Example:
        >>> import typedfactory as factory
        >>> class Colour:
        ...     def __init__(self, hue):
        ...         self.hue = hue
        >>> factory.register(Colour, lambda random, constraints: Colour(random.randrange(360)))
        >>> factory.build_any(Colour).hue in range(360)
        True
    """
    if not callable(provider):
        raise ArgumentError(
            f"register takes a function of the random stream and the constraints, not {type(provider).__name__}."
        )
    # Late, for the makers of all types are a good part of the package.
    from typedfactory.values import remember_provider  # noqa: PLC0415 - as said above

    remember_provider(annotation, provider)
