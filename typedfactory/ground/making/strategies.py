"""How objects come to be, by name: the three that every factory has, one that looks saved, and those of users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from typedfactory.errors import ArgumentError, nearest

if TYPE_CHECKING:
    from typedfactory.ground.given import UserFunction

BUILD_STRATEGY: Final = "build"
CREATE_STRATEGY: Final = "create"
STUB_STRATEGY: Final = "stub"
#: Those that are methods of a factory.
STRATEGIES = (BUILD_STRATEGY, CREATE_STRATEGY, STUB_STRATEGY)
#: Objects that look saved, and are not.
PERSISTED_STRATEGY: Final = "persisted"
#: A way of calling that gives arguments, and no object.
_ARGUMENTS: Final = "attributes"

_own: dict[str, UserFunction] = {}


def register_strategy(name: str, make: UserFunction) -> None:
    """Name a way in which objects come to be, for ``generate``, ``Meta.strategy`` and `SubFactory`.

    Args:
        name: The name.
        make: Called as ``make(model, *args, **fields)`` for each object, nested ones too; returns it.

    Raises:
        ArgumentError: The name is taken or none, or what is given cannot be called.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     name = "ann"
        >>> factory.register_strategy("signed", lambda model, **fields: model(fields, signed=True))
        >>> UserFactory.generate("signed")
        {'name': 'ann', 'signed': True}
    """
    if not str(name).isidentifier():
        raise ArgumentError(f"register_strategy: {name!r} is no name. Give it one like 'signed'.")
    if name in (*STRATEGIES, PERSISTED_STRATEGY, _ARGUMENTS):
        raise ArgumentError(f"register_strategy: there is a strategy {name!r} already. Give yours another name.")
    if not callable(make):
        raise ArgumentError(f"register_strategy takes a function that makes the object, not {type(make).__name__}.")
    _own[name] = make


def is_strategy(name: object) -> bool:
    """Say whether there is a strategy of a name.

    Example:
        >>> is_strategy("build"), is_strategy("built")
        (True, False)
    """
    return name in STRATEGIES or name == PERSISTED_STRATEGY or (isinstance(name, str) and name in _own)


def names_of_strategies(wrong: object) -> tuple[str, ...]:
    """Return the names to choose from where another one was given: those of all factories, and the user's that is near.

    Args:
        wrong: What was given.
    """
    near = nearest(wrong, _own) if isinstance(wrong, str) else None
    return STRATEGIES if near is None else (*STRATEGIES, near)


def maker_of(strategy: str) -> UserFunction:
    """Return what makes the objects of a user's strategy."""
    return _own[strategy]
