"""What is known about making values of one type: the generator, where it works, and which values there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from typedfactory.ground.constraints import Constraints
from typedfactory.ground.context import ModelBuilder

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: Makes one value from the random stream; models nested in it come from the builder.
Generator: TypeAlias = "Callable[[Random, ModelBuilder], UserValue]"
#: Says whether a value can be made here, which models further up that are being built may prevent.
Possible = Callable[[ModelBuilder], bool]

#: Makes values of a type that a user has taught: called with the random stream and the constraints.
Provider: TypeAlias = "Callable[[Random, Constraints], UserValue]"

#: Makes a value from another one.
Conversion: TypeAlias = "Callable[[UserValue], UserValue]"


@attrs.frozen
class Settings:
    """What a factory wants of all its filled fields.

    Args:
        optional: What ``X | None`` gets: always an X (``"value"``), always None (``"none"``), either (``"random"``), or the
            share of an X, a number between 0 and 1.
        collection_size: How many elements a collection gets, or the fewest and the most, or what draws the number; None
            for as few as its constraints allow, but one.
        providers: Type → what makes its values.
        mocks: Whether protocols and abstract classes get stand-ins.
        parses: Whether the model reads text and the like into values (pydantic's ``Json[int]`` gets ``"1"``), or takes
            what it is given (1).
    """

    optional: Literal["value", "none", "random"] | float = "value"
    collection_size: int | tuple[int, int] | Callable[[], int] | None = None
    providers: Mapping[object, Provider] = attrs.field(factory=dict)
    mocks: bool = False
    parses: bool = True


DEFAULT = Settings()


@attrs.frozen
class Domain:
    """The different values of a type, numbered, for sets and keys that must not repeat.

    Args:
        count: How many there are, at most.
        at: Number (0 ≤ number < count) → value.
    """

    count: int
    at: Callable[[int], UserValue]


@attrs.frozen
class Recipe:
    """How values of one type are made.

    Args:
        make: Makes one.
        possible: Says whether one can be made in a given place; None when always.
        domain: The different values, where they can be numbered; a function where numbering them takes long.
        hashable: Whether the values can be members of a set.
        variants: Gives the alternatives that the type has (the members of a union, …); None when there is only one.
        members: Makers of the members of a union, of which a collection takes each in turn.
    """

    make: Generator
    possible: Possible | None = None
    _domain: Domain | Callable[[], Domain | None] | None = attrs.field(default=None, alias="domain")
    hashable: bool = True
    variants: Callable[[], tuple[Recipe, ...]] | None = None
    members: tuple[Recipe, ...] = ()

    @property
    def domain(self) -> Domain | None:
        """The different values, numbered."""
        return self._domain() if callable(self._domain) else self._domain

    @property
    def alternatives(self) -> tuple[Recipe, ...]:
        """Recipes that between them show every alternative; none where a type that contains itself ends."""
        return (self,) if self.variants is None else self.variants()

    def mapped(self, wrap: Conversion, *, hashable: bool = True) -> Recipe:
        """Return the recipe of what is made from a value of this one.

        Args:
            wrap: Value → what is made from it.
            hashable: Whether that can be a member of a set.
        """

        def wrapped(make: Generator) -> Generator:
            return lambda stream, builder: wrap(make(stream, builder))

        return attrs.evolve(self.rewritten(wrapped), domain=None, hashable=hashable)

    def rewritten(self, rewrite: Callable[[Generator], Generator]) -> Recipe:
        """Return the same with something done to the value, whichever alternative of the type it is.

        Args:
            rewrite: What makes the value → what makes the new one.
        """
        variants = self.variants
        shown = None if variants is None else lambda: tuple(each.rewritten(rewrite) for each in variants())
        members = tuple(each.rewritten(rewrite) for each in self.members)
        return attrs.evolve(self, make=rewrite(self.make), variants=shown, members=members)

    def in_turn(self, builder: ModelBuilder) -> Sequence[Generator]:
        """Return what makes the values of a collection, one after the other and then again: each member of a union.

        Args:
            builder: Says which of them can be made here.
        """
        makers = [each.make for each in self.members if each.possible is None or each.possible(builder)]
        return makers or (self.make,)


def all_possible(recipes: Iterable[Recipe]) -> Possible | None:
    """Return what says whether values of several recipes can be made in a given place; None when always.

    Args:
        recipes: All of them are needed.
    """
    tests = [recipe.possible for recipe in recipes if recipe.possible is not None]
    if len(tests) < 2:  # noqa: PLR2004 - one speaks for itself
        return tests[0] if tests else None
    return lambda builder: all(test(builder) for test in tests)


def any_possible(recipes: Iterable[Recipe]) -> Possible | None:
    """Return what says whether a value of one of several recipes can be made in a given place; None when always.

    Args:
        recipes: One of them is needed.
    """
    tests = [recipe.possible for recipe in recipes]
    known = [test for test in tests if test is not None]
    return None if len(known) < len(tests) else lambda builder: any(test(builder) for test in known)
