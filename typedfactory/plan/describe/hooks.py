"""Which extension points a factory overrides, which are the library's own and may be inlined, and when one is replaced."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from typedfactory.plan.describe.filling import home_of
from typedfactory.plan.describe.meta import core_options

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserFunction, UserValue
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


def is_own_function(function: object) -> bool:
    """Say whether a function is the library's own implementation of a hook."""
    return isinstance(function, types.FunctionType) and function in _OWN


def own_method(function: F) -> F:
    """Mark a method of the options as one that the compiler may write out itself."""
    _OWN[function] = "method"
    return function


def is_own_method(meta: FactoryOptions, name: str) -> bool:
    """Say whether a method of the options is the library's own."""
    return name not in vars(meta) and getattr(type(meta), name) in _OWN


#: The methods of a factory that plans write out, or leave out, where nobody has replaced the library's own.
HOOKS = frozenset(
    {"_adjust_kwargs", "_after_postgeneration", "_build", "_create", "_generate", "build", "create", "stub"}
)

#: The options, and the methods of ``_meta``, that description and plans are made from.
OPTIONS = frozenset(option.name for option in core_options()) | {
    "adjusted_arguments",
    "get_model_class",
    "instantiate",
    "next_sequence",
    "prepare_arguments",
    "use_postgeneration_results",
}


class Epoch:
    """A time in which nothing that plans take for granted is replaced.

    What is compiled belongs to the epoch in which it was begun, and is not kept beyond it.

    Attributes:
        over: Whether something was replaced since.
    """

    __slots__ = ("over",)

    def __init__(self) -> None:
        self.over = False


class MixinWatch:
    """The bases of a factory that are no factories: nobody is told when one of them gets a hook, so they are looked at.

    A hook that such a class has already needs no watch: what a user wrote is looked up for each object.

    Args:
        factory: The factory.
    """

    def __init__(self, factory: FactoryClass) -> None:
        #: Says whether a base has none of the hooks that it lacks now.
        self.checks: list[Callable[[], bool]] = []
        home = home_of(factory)
        for base in factory.__mro__:
            if base is home:
                break
            names = vars(base).keys()
            if "_meta" not in names and not names >= HOOKS:
                self.checks.append(functools.partial(names.isdisjoint, HOOKS - names))

    def __bool__(self) -> bool:
        """Say whether there are any."""
        return bool(self.checks)

    def is_as_before(self) -> bool:
        """Say whether none of them has got a hook since."""
        return all(check() for check in self.checks)

    def quick(self) -> Callable[[], bool]:
        """Return the quickest function that says the same as `is_as_before`: it is asked for each object."""
        return self.checks[0] if len(self.checks) == 1 else self.is_as_before
