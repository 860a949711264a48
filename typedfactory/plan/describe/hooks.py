"""Which extension points a factory overrides, and which are the library's own and may be inlined."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typedfactory.ground.given import UserFunction, UserValue
    from typedfactory.plan.options import FactoryOptions


F = TypeVar("F", bound="UserFunction")

#: Stands for the model where a hook is given it by name, as in ``super()._create(model_class=User)``. By position alone it
#: leaves the names of its parameters to fields.
BY_NAME: UserValue = object()

#: What the library's own implementation of a hook amounts to, by the function that implements it.
_OWN: dict[object, str] = {}


def own_hook(effect: str, *, by_name: bool = False) -> Callable[[F], F]:
    """Mark a function as the library's own implementation of a hook.

    Args:
        effect: ``"call"`` (``model(*args, **kwargs)``), ``"dict"``, ``"list"``, ``"nothing"``, ``"identity"`` or
            ``"run"``: what the compiler may write in its place.
        by_name: Whether it gets `BY_NAME` where nobody gives it the model by position. It is no default of its own:
            type checkers would ask overrides for one.
    """

    def mark(function: F) -> F:
        _OWN[function] = effect
        if by_name:
            function.__defaults__ = (BY_NAME,)
        return function

    return mark


def effect_of(factory: type, hook: str) -> str | None:
    """Return what a hook of a factory amounts to, or None where a user wrote it (or patched it in)."""
    bound = getattr(factory, hook)
    return _OWN.get(getattr(bound, "__func__", None))


def own_method(function: F) -> F:
    """Mark a method of the options as one that the compiler may write out itself."""
    _OWN[function] = "method"
    return function


def is_own_method(meta: FactoryOptions, name: str) -> bool:
    """Say whether a method of the options is the library's own."""
    return name not in vars(meta) and getattr(type(meta), name) in _OWN
