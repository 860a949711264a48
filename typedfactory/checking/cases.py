"""What to make of a factory: the plain object, one with each trait, one with each pair of traits."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass


@attrs.frozen
class Case:
    """One object to be made.

    Attributes:
        factory: Its factory.
        traits: The traits that are on.
        strategy: ``"build"`` or ``"create"``.
    """

    factory: FactoryClass
    traits: tuple[str, ...] = ()
    strategy: str = "build"

    @property
    def seed(self) -> str:
        """Where its random values start: its own place, so that it comes out the same alone and among others."""
        return f"{self.factory.__module__}.{self.factory.__qualname__} {' '.join(self.traits)}"

    def is_part_of(self, other: Case) -> bool:
        """Say whether another one has the traits of this one, and more."""
        return self.factory is other.factory and set(self.traits) < set(other.traits)


def cases_of(factory: FactoryClass, *, traits: bool = True, strategy: str = "build") -> Iterator[Case]:
    """Give what is to be made of a factory, the plain object first.

    Args:
        factory: The factory.
        traits: Whether to make one with each trait and with each pair of them, too.
        strategy: ``"build"`` or ``"create"``.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     class Params:
        ...         admin = factory.Trait(role="admin")
        ...         old = factory.Trait(age=99)
        >>> [case.traits for case in cases_of(UserFactory)]
        [(), ('admin',), ('old',), ('admin', 'old')]
    """
    yield Case(factory, (), strategy)
    if traits:
        # Read now and not before: what is wrong with the factory as a whole is found by the plain case.
        names = factory._meta.collected.traits()
        for size in (1, 2):
            for chosen in itertools.combinations(names, size):
                yield Case(factory, chosen, strategy)
