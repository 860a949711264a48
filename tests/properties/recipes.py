"""Factories and calls as plain data: what Hypothesis makes, and `worlds` turns into classes of a library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

#: The names that models, params, traits and hooks draw from.
FIELDS: Final = ("a", "b", "c", "d", "e")
PARAMS: Final = ("p", "q")
TRAITS: Final = ("t", "u", "v")
HOOKS: Final = ("h", "i")

#: The field that a related object receives its maker in.
RELATED: Final = "e"


class Absent:
    """Something that was not given, where None could be."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent()


@attrs.frozen
class Recipe:
    """The base of all descriptions of declarations."""


@attrs.frozen
class Const(Recipe):
    value: Any


@attrs.frozen
class Mutable(Recipe):
    """A list, dict or set written in a class body; each realisation gets its own."""

    value: Any


@attrs.frozen
class Seq(Recipe):
    pass


@attrs.frozen
class LazyFn(Recipe):
    value: Any
    raises: bool = False


@attrs.frozen
class LazyAttr(Recipe):
    reads: tuple[str, ...]


@attrs.frozen
class LazyAttrSeq(Recipe):
    reads: tuple[str, ...]


@attrs.frozen
class SelfAttr(Recipe):
    path: str
    default: Any = ABSENT


@attrs.frozen
class Contained(Recipe):
    """A ContainerAttribute that reads the factory's fields, and the nearest container's."""

    reads: tuple[str, ...]
    outer: tuple[str, ...]
    strict: bool


@attrs.frozen
class Iter(Recipe):
    values: tuple[Any, ...]
    cycle: bool
    getter: bool
    generator: bool


@attrs.frozen
class DictOf(Recipe):
    items: Mapping[str, Recipe]


@attrs.frozen
class ListOf(Recipe):
    items: tuple[Recipe, ...]


@attrs.frozen
class Fed(Recipe):
    """A column of a feed that fields of a world share."""

    column: str


@attrs.frozen
class Sub(Recipe):
    factory: int
    kwargs: Mapping[str, Recipe]
    strategy: str | None = None


@attrs.frozen
class MaybeOf(Recipe):
    decider: str | Recipe
    yes: Recipe | Absent
    no: Recipe | Absent


@attrs.frozen
class Transformed(Recipe):
    default: Recipe


@attrs.frozen
class Forced(Recipe):
    value: Recipe


@attrs.frozen
class Fuzzy(Recipe):
    kind: str


@attrs.frozen
class Fake(Recipe):
    provider: str
    kwargs: Mapping[str, Recipe]


@attrs.frozen
class Custom(Recipe):
    """A user's subclass of BaseDeclaration."""

    params: Mapping[str, Recipe]


@attrs.frozen
class CustomParametered(Recipe):
    """A user's subclass of ParameteredAttribute."""

    params: Mapping[str, Recipe]


@attrs.frozen
class Nesting(Recipe):
    """A user's subclass of ParameteredAttribute that makes an object with ``step.recurse``."""

    factory: int
    params: Mapping[str, Recipe]


@attrs.frozen
class Hook(Recipe):
    """The base of those that are evaluated once the object exists."""


@attrs.frozen
class PostGen(Hook):
    raises: bool = False


@attrs.frozen
class PostCall(Hook):
    argument: Any
    kwargs: Mapping[str, Any]


@attrs.frozen
class CustomPost(Hook):
    """A user's subclass of PostGenerationDeclaration."""

    params: Mapping[str, Recipe]


@attrs.frozen
class Related(Hook):
    factory: int
    name: str
    kwargs: Mapping[str, Recipe]


@attrs.frozen
class RelatedMany(Hook):
    factory: int
    name: str
    size: int
    counted: bool
    kwargs: Mapping[str, Recipe]


@attrs.frozen
class MaybeHook(Hook):
    decider: str | Recipe
    yes: Hook | Absent
    no: Hook | Absent


@attrs.frozen
class FactoryRecipe:
    """A factory class.

    Attributes:
        base: The factory it derives from, by position; None for the library's base.
        model: ``"open"`` (takes any keyword), ``"named"`` (the same, given by its name), ``"generic"`` (the same, with a
            type argument), ``"closed"`` (a dataclass), ``"dict"``, or ``"same"`` as the base has.
        unfilled: The fields of a closed model that have no default.
        body: Declarations and deep keys.
        params: Simple parameters.
        traits: Trait → what it sets.
        meta: ``exclude``, ``rename``, ``inline_args``.
        hooks: The extension points that it overrides.
        mixin: Those that a base overrides which is no factory; None without such a base.
        order: Which field may read which: one those before it.
        depth: How many factories are nested in it at most.
    """

    base: int | None
    model: str
    unfilled: frozenset[str]
    body: Mapping[str, Recipe]
    params: Mapping[str, Recipe]
    traits: Mapping[str, Mapping[str, Recipe]]
    meta: Mapping[str, Any]
    hooks: frozenset[str]
    mixin: frozenset[str] | None
    order: tuple[str, ...]
    depth: int


@attrs.frozen
class CallRecipe:
    """A call of a factory.

    Attributes:
        factory: Which, by position.
        way: ``"build"``, ``"create"``, ``"stub"``, ``"build_batch"``, ``"class"`` or ``"attributes"``.
        kwargs: The overrides.
        patch: An extension point that is replaced meanwhile, and where: in the ``"factory"``, its ``"mixin"`` or its
            ``"root"``; None for none.
        shares: Whether an object of the factory's model is shared meanwhile.
    """

    factory: int
    way: str
    kwargs: Mapping[str, Recipe]
    patch: tuple[str, str] | None = None
    shares: bool = False


@attrs.frozen
class Program:
    """Factories, and calls of them in order."""

    factories: tuple[FactoryRecipe, ...]
    calls: tuple[CallRecipe, ...]

    def default_strategy(self, index: int) -> str:
        """Return the strategy of a factory whose class is called."""
        recipe = self.factories[index]
        inherited = "create" if recipe.base is None else self.default_strategy(recipe.base)
        return str(recipe.meta.get("strategy", inherited))


def declared(factories: Any, index: int) -> dict[str, Recipe]:
    """Return what a factory declares, its bases included: fields, hooks, deep keys and params."""
    recipe = factories[index]
    inherited = {} if recipe.base is None else declared(factories, recipe.base)
    return {**inherited, **recipe.body, **recipe.params}


def inherited_traits(factories: Any, index: int | None) -> dict[str, Mapping[str, Recipe]]:
    """Return the traits of a factory, its bases included."""
    if index is None:
        return {}
    recipe = factories[index]
    return {**inherited_traits(factories, recipe.base), **recipe.traits}
