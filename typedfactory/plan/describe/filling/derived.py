"""Factories that are made while the program runs: subclasses of others, or of a library's base."""

from __future__ import annotations

from typing import TypeVar

from typedfactory.ground.given import FactoryClass, UserValue, UserValues

F = TypeVar("F", bound=FactoryClass)


def derived_factory(base: F, name: str, options: UserValues, body: UserValues, *, module: str | None = None) -> F:
    """Return a new subclass of a factory.

    Args:
        base: The factory.
        name: The new one's name.
        options: What stands in its ``class Meta``.
        body: What else stands in its body.
        module: Where it says to be defined; left out, where its base is.
    """
    namespace = {"Meta": type("Meta", (), options), "__module__": module or base.__module__, **body}
    metaclass: UserValue = type(base)
    made: F = metaclass(name, (base,), namespace)
    return made
