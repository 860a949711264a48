"""Where a declaration stands, and what may be said there: read off the recipes drawn so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
from hypothesis import strategies as st

from tests.properties import recipes
from tests.properties.recipes import FIELDS, HOOKS, PARAMS, FactoryRecipe, Recipe, declared, inherited_traits

#: In which order fields may read each other: each those before it.
RANKS = ((*PARAMS, *FIELDS), (*FIELDS[::-1], *PARAMS), ("c", "p", "e", "a", "q", "d", "b"))


@attrs.frozen
class Scope:
    """Where a declaration stands.

    Attributes:
        factories: The factories that may be nested here.
        oracle: Whether to leave out what is known to differ from factory_boy, or is random by nature.
        own: The names that it may read.
        outer: The names that it may read of the enclosing object.
        level: How many declarations enclose it.
    """

    factories: tuple[FactoryRecipe, ...]
    oracle: bool
    own: tuple[str, ...] = ()
    outer: tuple[str, ...] = ()
    level: int = 0

    def nested(self, own: Sequence[str]) -> Scope:
        """Return the scope of a declaration inside this one's value."""
        return attrs.evolve(self, own=tuple(own), outer=self.own, level=self.level + 1)

    def inside(self) -> Scope:
        """Return the scope of a declaration inside this one, evaluated in the same place."""
        return attrs.evolve(self, level=self.level + 1)

    def below(self, name: str, order: Sequence[str]) -> Scope:
        """Return the scope of a field: it reads the fields before it."""
        known = order.index(name) if name in order else len(order)
        return attrs.evolve(self, own=tuple(order[:known]))


def rarely(draw: Any, chance: int = 12) -> bool:
    """Return True now and then; never in the simplest example."""
    return bool(draw(st.integers(0, chance)) == chance)


def subset(draw: Any, names: Sequence[str], most: int) -> list[str]:
    """Draw some of the names."""
    if not names:
        return []
    return list(draw(st.lists(st.sampled_from(names), unique=True, max_size=most)))


def deep_keys(scope: Scope, recipe: Any, depth: int) -> list[str]:
    """Return what may follow a field's name and two underscores."""
    if isinstance(recipe, (recipes.Sub, recipes.Nesting, recipes.Related, recipes.RelatedMany)):
        keys = [key for key in call_keys(scope, recipe.factory, depth - 1) if key != getattr(recipe, "name", None)]
        many = isinstance(recipe, recipes.RelatedMany) and not scope.oracle
        # What a user's declaration makes is the user's affair.
        chosen = not isinstance(recipe, recipes.Nesting) and not scope.oracle
        return [*keys, "__sequence", *(["__size"] if many else []), *(["__strategy"] if chosen else [])]
    if isinstance(recipe, recipes.DictOf):
        below = [f"{key}__{deep}" for key, item in recipe.items.items() for deep in deep_keys(scope, item, depth - 1)]
        return [*recipe.items, "new", *below]
    if isinstance(recipe, recipes.ListOf):
        return [str(index) for index in range(len(recipe.items) + 1)]
    if isinstance(recipe, (recipes.MaybeOf, recipes.MaybeHook)):
        return [*deep_keys(scope, recipe.yes, depth), *deep_keys(scope, recipe.no, depth)]
    if isinstance(recipe, recipes.Transformed):
        return deep_keys(scope, recipe.default, depth)
    takes = (recipes.Custom, recipes.CustomParametered, recipes.PostGen, recipes.PostCall, recipes.CustomPost)
    return ["x", "y"] if isinstance(recipe, takes) else []


def makes_list(recipe: Any) -> bool:
    """Say whether a hook may be a RelatedFactoryList: factory_boy gives a list even where a value is given for it."""
    if isinstance(recipe, recipes.MaybeHook):
        return makes_list(recipe.yes) or makes_list(recipe.no)
    return isinstance(recipe, recipes.RelatedMany)


def call_keys(scope: Scope, index: int, depth: int = 2) -> list[str]:
    """Return keywords that a call of a factory may have."""
    names = declared(scope.factories, index)
    traits = inherited_traits(scope.factories, index)
    keys = [name for name, recipe in names.items() if "__" not in name and not (scope.oracle and makes_list(recipe))]
    keys += traits
    if depth > 0:
        for name, recipe in [*names.items(), *(item for trait in traits.values() for item in trait.items())]:
            keys += [f"{name}__{deep}" for deep in deep_keys(scope, recipe, depth) if "__" not in name]
    return list(dict.fromkeys(keys))


def complete(order: Sequence[str]) -> tuple[str, ...]:
    """Return the order of all fields and params where that of some is settled."""
    return (*order, *(name for name in RANKS[0] if name not in order))


def lineage(known: Sequence[FactoryRecipe], index: int | None) -> list[int]:
    """Return a factory and its bases."""
    return [] if index is None else [index, *lineage(known, known[index].base)]


def depth_of(known: Sequence[FactoryRecipe], base: int | None, items: Sequence[Any]) -> int:
    """Return how many factories are nested in each other below one with these declarations."""
    depth = 0 if base is None else known[base].depth
    for item in items:
        for value in attrs.asdict(item, recurse=False).values():
            inner = (
                list(value.values())
                if isinstance(value, dict)
                else list(value)
                if isinstance(value, tuple)
                else [value]
            )
            depth = max(depth, depth_of(known, None, [each for each in inner if isinstance(each, Recipe)]))
        if isinstance(item, (recipes.Sub, recipes.Nesting, recipes.Related, recipes.RelatedMany)):
            depth = max(depth, 1 + known[item.factory].depth)
    return depth


def is_simple(scope: Scope, key: str) -> bool:
    """Say whether a keyword gets no declaration: factory_boy evaluates what a Maybe's hook is given twice."""
    return scope.oracle and any(name in HOOKS for name in key.split("__"))


def reads(draw: Any, scope: Scope) -> tuple[str, ...]:
    """Draw paths for a lazy function to read."""
    paths = list(scope.own) or ["factory_parent"]
    if rarely(draw, 25):
        paths += ["zz", *FIELDS]
    found = subset(draw, paths, 2)
    if scope.outer and rarely(draw, 4):
        found.append("factory_parent." + draw(st.sampled_from(scope.outer)))
    return tuple(found)


def untransformed(recipe: Recipe) -> Recipe:
    """Return a declaration that factory_boy's traits treat as they do here."""
    return recipes.Seq() if isinstance(recipe, recipes.Transformed) else recipe
