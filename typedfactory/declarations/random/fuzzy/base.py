"""What every fuzzy declaration is: a declaration that draws its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedfactory.declarations.base import BaseDeclaration, T_co

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedfactory.ground.context import BuildStep, Resolver
    from typedfactory.ground.given import UserValue, UserValues


class BaseFuzzyAttribute(BaseDeclaration[T_co]):
    """The base of all fuzzy declarations; subclass it and define ``fuzz`` to write your own.

    Example:
        >>> from typedfactory import fuzzy, random
        >>> class FuzzyPort(fuzzy.BaseFuzzyAttribute[int]):
        ...     def fuzz(self):
        ...         return random.randgen.randint(1024, 65535)
        >>> 1024 <= FuzzyPort().fuzz() <= 65535
        True
    """

    TAKES_PARAMETERS = False

    def fuzz(self) -> T_co:
        """Return a random value."""
        raise NotImplementedError(f"{type(self).__name__} must define fuzz().")

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> T_co:
        """Return a random value."""
        return self.fuzz()


class FuzzyAttribute(BaseFuzzyAttribute[T_co]):
    """A random value made by a function without arguments.

    Args:
        fuzzer: Called once per object; should draw from ``typedfactory.random.randgen`` to repeat with the seed.

    Example:
        >>> from typedfactory import fuzzy, random
        >>> 1 <= fuzzy.FuzzyAttribute(lambda: random.randgen.randint(1, 6)).fuzz() <= 6
        True
    """

    def __init__(self, fuzzer: Callable[[], T_co]) -> None:
        super().__init__()
        self.fuzzer = fuzzer

    def fuzz(self) -> T_co:
        """Call the function."""
        return self.fuzzer()


def reversed_range(name: str, start: object, end: object) -> str:
    """Return what to say about a range whose ends are the wrong way round."""
    return f"{name} boundaries should have start <= end, got {start!r} > {end!r}. Swap them."
