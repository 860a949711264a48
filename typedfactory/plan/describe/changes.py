"""What plans take for granted of a factory, and noticing when it is replaced: by a mock, a test, a signal muter."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from typedfactory.plan.describe.autofill import home_of
from typedfactory.plan.describe.meta import core_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedfactory.ground.given import FactoryClass

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
        home = home_of(factory)
        before = factory.__mro__[: factory.__mro__.index(home)]
        plain = [vars(base).keys() for base in before if "_meta" not in vars(base)]
        #: Says whether a base has none of the hooks that it lacks now.
        self.checks: list[Callable[[], bool]] = [
            functools.partial(names.isdisjoint, HOOKS - names) for names in plain if not names >= HOOKS
        ]

    def __bool__(self) -> bool:
        """Say whether there are any."""
        return bool(self.checks)

    def is_as_before(self) -> bool:
        """Say whether none of them has got a hook since."""
        return all(check() for check in self.checks)

    def quick(self) -> Callable[[], bool]:
        """Return the quickest function that says the same as `is_as_before`: it is asked for each object."""
        return self.checks[0] if len(self.checks) == 1 else self.is_as_before
