"""Every alternative of a type: each member of a union, each literal, an empty collection and one that is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from typing import TYPE_CHECKING

import attrs

from typedfactory.ground.constraints import NONE, Constraints
from typedfactory.ground.context import ModelBuilder
from typedfactory.values.core.distinct import DrawDistinct
from typedfactory.values.core.recipes import DEFAULT, Generator, Recipe, Settings, all_possible
from typedfactory.values.core.requests import make_recipe

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: A collection without a limit shows so many alternatives of its elements at once.
_AT_ONCE = 64


def variants_of(
    annotation: object,
    *,
    where: str,
    is_model: Callable[[object], bool],
    constraints: Constraints = NONE,
    settings: Settings = DEFAULT,
    model_variants: Callable[[object], tuple[Recipe, ...]] | None = None,
) -> tuple[Generator, ...]:
    """Return generators that between them show every alternative of a type, as few as possible and at least one.

    Alternatives inside collections are shown too, several at once where the length allows it. What contains itself
    is shown once; where a model cannot be built again, the generator gives what the type gets otherwise.

    Args:
        annotation: The type, resolved; ``Annotated`` and qualifiers may still be on it.
        where: ``"UserFactory.email"``, for messages.
        is_model: Says whether a class is a model that an automatic factory can make.
        constraints: What is asked besides what ``Annotated`` says; every variant keeps it.
        settings: What the factory wants; None is shown whatever it wants of optional values.
        model_variants: Model → the alternatives that its fields have; None shows each model once.

    Raises:
        UnfillableError: Nobody makes the type, or its constraints cannot be satisfied.

    Example:
        >>> import random
        >>> makers = variants_of(list[bool] | None, where="F.x", is_model=lambda t: False)
        >>> [make(random.Random(1), None) for make in makers]
        [[], [False, True], None]
    """
    recipe = make_recipe(
        annotation,
        where=where,
        is_model=is_model,
        constraints=constraints,
        settings=settings,
        model_variants=model_variants,
    )
    return tuple(each.make for each in recipe.alternatives) or (recipe.make,)


def show_members(recipes: Iterable[Recipe], otherwise: Generator) -> tuple[Recipe, ...]:
    """Return the alternatives of a union.

    Args:
        recipes: Its members.
        otherwise: Makes a value where the member that a variant shows cannot be built.
    """
    return tuple(_guarded(each, otherwise) for recipe in recipes for each in recipe.alternatives)


def _guarded(recipe: Recipe, otherwise: Generator) -> Recipe:
    possible, make = recipe.possible, recipe.make
    if possible is None:
        return recipe

    def make_or_else(stream: Random, builder: ModelBuilder) -> UserValue:
        return make(stream, builder) if possible(builder) else otherwise(stream, builder)

    return Recipe(make_or_else, hashable=recipe.hashable)


@attrs.frozen
class Shown:
    """What the variants of a collection are put together from.

    Args:
        fewest: The least number of elements.
        most: The greatest; None for no limit.
        build: List of elements → collection.
        whole: Makes a collection as usual, where elements cannot be built.
        fill: Draws different elements, where they must differ.
    """

    fewest: int
    most: int | None
    build: Callable[[list[UserValue]], UserValue]
    whole: Generator
    fill: DrawDistinct | None = None

    def of(self, *members: Recipe) -> tuple[Recipe, ...]:
        """Return the alternatives of the collection.

        Args:
            *members: What an element consists of: one recipe, or the key's and the value's.
        """
        found = [Recipe(lambda _stream, _builder: self.build([]), hashable=False)] if self.fewest == 0 else []
        alternatives = [member.alternatives for member in members]
        if self.most == 0 or not all(alternatives):
            return tuple(found)
        wanted = max(map(len, alternatives))
        size = max(min(wanted, self._limit(members[0])), self.fewest, 1)
        for start in range(0, wanted, size):
            chosen = [[each[(start + place) % len(each)] for place in range(size)] for each in alternatives]
            found.append(self._showing(chosen, members))
        return tuple(found)

    def _limit(self, member: Recipe) -> int:
        limit = _AT_ONCE if self.most is None else self.most
        domain = member.domain if self.fill is not None else None
        return limit if domain is None else min(limit, domain.count)

    def _showing(self, chosen: list[list[Recipe]], members: tuple[Recipe, ...]) -> Recipe:
        possible = all_possible(members)

        def make(stream: Random, builder: ModelBuilder) -> UserValue:
            if possible is not None and not possible(builder):
                return self.whole(stream, builder)
            drawn = [[each.make(stream, builder) for each in column] for column in chosen]
            if self.fill is not None:
                drawn[0] = self._different(drawn[0], stream, builder)
            return self.build(drawn[0] if len(drawn) == 1 else list(zip(*drawn, strict=False)))

        return Recipe(make, possible, hashable=False)

    def _different(self, drawn: list[object], stream: Random, builder: ModelBuilder) -> list[UserValue]:
        found = dict.fromkeys(drawn)
        if self.fill is not None and len(found) < len(drawn):
            found.update(dict.fromkeys(self.fill(stream, builder, len(drawn))))
        return list(found)[: len(drawn)]


def show_places(members: list[Recipe]) -> tuple[Recipe, ...]:
    """Return the alternatives of a tuple of fixed length: all places change at once.

    Args:
        members: What its places hold.
    """
    alternatives = [member.alternatives for member in members]
    if not all(alternatives):
        return ()
    return tuple(
        _joined([each[number % len(each)] for each in alternatives])
        for number in range(max(map(len, alternatives), default=1))
    )


def _joined(places: list[Recipe]) -> Recipe:
    makes = [each.make for each in places]
    return Recipe(
        lambda stream, builder: tuple([make(stream, builder) for make in makes]),
        all_possible(places),
        hashable=all(each.hashable for each in places),
    )
