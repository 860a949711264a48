"""How each recipe of a declaration becomes a declaration of a world's library."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from tests.properties import recipes
from tests.properties.recipes import ABSENT, Recipe


class Workshop(Protocol):
    """What realising a recipe needs of a world."""

    library: Any
    containers: tuple[Any, Any] | None
    factories: list[Any]
    feed: Any

    def tag(self) -> str:
        """Return a name for a function."""

    def note(self, *event: Any) -> None:
        """Log an event."""


class UserError(Exception):
    """What a user's function raises."""


def mapping(items: Mapping[str, Recipe], world: Workshop) -> dict[str, Any]:
    """Realise the values of a mapping."""
    return {key: declaration(recipe, world) for key, recipe in items.items()}


def read(start: Any, path: str) -> Any:
    """Follow a dotted path, as a lazy function of a user's would."""
    return functools.reduce(getattr, path.split("."), start)


def in_order(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of a declaration, which have no order of their own, in that of their names."""
    return dict(sorted(params.items()))


#: The fuzzy declarations that factory_boy has not.
MORE_FUZZY: dict[str, Callable[[Any], Any]] = {
    "weighted": lambda fuzzy: fuzzy.FuzzyChoice(["x", "y", "z"], weights=[5, 1, 0]),
    "normal": lambda fuzzy: fuzzy.FuzzyNormal(10, 3, kind=int, low=5, high=15),
    "zipf": lambda fuzzy: fuzzy.FuzzyZipf(9),
}


@functools.singledispatch
def declaration(recipe: Recipe, world: Workshop) -> Any:
    """Return the declaration (or the plain value) that a recipe describes."""
    raise NotImplementedError(type(recipe).__name__)


@declaration.register
def _(recipe: recipes.Const, world: Workshop) -> Any:
    return recipe.value


@declaration.register
def _(recipe: recipes.Mutable, world: Workshop) -> Any:
    return copy.deepcopy(recipe.value)


@declaration.register
def _(recipe: recipes.Seq, world: Workshop) -> Any:
    tag = world.tag()

    def number(n: int) -> int:
        world.note(tag, n)
        return n

    return world.library.Sequence(number)


@declaration.register
def _(recipe: recipes.LazyFn, world: Workshop) -> Any:
    tag = world.tag()

    def make() -> Any:
        world.note(tag)
        if recipe.raises:
            raise UserError(tag)
        return copy.deepcopy(recipe.value)

    return world.library.LazyFunction(make)


@declaration.register
def _(recipe: recipes.LazyAttr, world: Workshop) -> Any:
    tag = world.tag()

    def compute(o: Any) -> Any:
        world.note(tag, "starts")
        values = tuple(read(o, path) for path in recipe.reads)
        world.note(tag, values)
        return (tag, *values)

    return world.library.LazyAttribute(compute)


@declaration.register
def _(recipe: recipes.LazyAttrSeq, world: Workshop) -> Any:
    tag = world.tag()

    def compute(o: Any, n: int) -> Any:
        world.note(tag, "starts", n)
        values = tuple(read(o, path) for path in recipe.reads)
        world.note(tag, values)
        return (tag, n, *values)

    return world.library.LazyAttributeSequence(compute)


@declaration.register
def _(recipe: recipes.SelfAttr, world: Workshop) -> Any:
    if recipe.default is ABSENT:
        return world.library.SelfAttribute(recipe.path)
    return world.library.SelfAttribute(recipe.path, default=recipe.default)


@declaration.register
def _(recipe: recipes.Contained, world: Workshop) -> Any:
    tag = world.tag()

    def compute(o: Any, containers: tuple[Any, ...]) -> Any:
        world.note(tag, "starts", len(containers))
        values = [read(o, path) for path in recipe.reads]
        if containers:
            values += [read(containers[0], path) for path in recipe.outer]
        world.note(tag, values)
        return (tag, len(containers), *values)

    return world.library.ContainerAttribute(compute, strict=recipe.strict)


@declaration.register
def _(recipe: recipes.Iter, world: Workshop) -> Any:
    tag = world.tag()

    def produce() -> Any:
        for value in recipe.values:
            world.note(tag, "yields", value)
            yield value

    def get(value: Any) -> Any:
        world.note(tag, "gets", value)
        return ("got", value)

    values = produce() if recipe.generator else list(recipe.values)
    return world.library.Iterator(values, cycle=recipe.cycle, getter=get if recipe.getter else None)


@declaration.register
def _(recipe: recipes.DictOf, world: Workshop) -> Any:
    items = mapping(recipe.items, world)
    return world.library.Dict(items, *(() if world.containers is None else world.containers[:1]))


@declaration.register
def _(recipe: recipes.ListOf, world: Workshop) -> Any:
    items = [declaration(item, world) for item in recipe.items]
    return world.library.List(items, *(() if world.containers is None else world.containers[1:]))


@declaration.register
def _(recipe: recipes.Sub, world: Workshop) -> Any:
    strategy = () if recipe.strategy is None else (recipe.strategy,)
    return world.library.SubFactory(world.factories[recipe.factory], *strategy, **mapping(recipe.kwargs, world))


@declaration.register
def _(recipe: recipes.Fed, world: Workshop) -> Any:
    return world.feed.field(recipe.column)


@declaration.register(recipes.MaybeOf)
@declaration.register(recipes.MaybeHook)
def _(recipe: Any, world: Workshop) -> Any:
    decider = declaration(recipe.decider, world) if isinstance(recipe.decider, Recipe) else recipe.decider
    branches = {
        "yes_declaration": declaration(recipe.yes, world) if isinstance(recipe.yes, Recipe) else ABSENT,
        "no_declaration": declaration(recipe.no, world) if isinstance(recipe.no, Recipe) else ABSENT,
    }
    return world.library.Maybe(decider, **{name: value for name, value in branches.items() if value is not ABSENT})


@declaration.register
def _(recipe: recipes.Transformed, world: Workshop) -> Any:
    tag = world.tag()

    def transform(value: Any) -> Any:
        world.note(tag, value)
        return ("transformed", value)

    return world.library.Transformer(declaration(recipe.default, world), transform=transform)


@declaration.register
def _(recipe: recipes.Forced, world: Workshop) -> Any:
    return world.library.Transformer.Force(declaration(recipe.value, world))


@declaration.register
def _(recipe: recipes.Fuzzy, world: Workshop) -> Any:
    fuzzy = world.library.fuzzy
    if recipe.kind == "integer":
        return fuzzy.FuzzyInteger(0, 1000)
    if recipe.kind in MORE_FUZZY:
        return MORE_FUZZY[recipe.kind](fuzzy)
    if recipe.kind == "choice":
        return fuzzy.FuzzyChoice(["x", "y", "z"])
    tag = world.tag()

    def fuzz(self: Any) -> str:
        world.note(tag)
        return tag

    return type("Own", (fuzzy.BaseFuzzyAttribute,), {"fuzz": fuzz})()


@declaration.register
def _(recipe: recipes.Fake, world: Workshop) -> Any:
    return world.library.Faker(recipe.provider, **mapping(recipe.kwargs, world))


@declaration.register
def _(recipe: recipes.Custom, world: Workshop) -> Any:
    tag = world.tag()

    def evaluate(self: Any, instance: Any, step: Any, extra: dict[str, Any]) -> Any:
        world.note(tag, instance, step.sequence, step.builder.strategy, len(step.chain), in_order(extra))
        return (tag, step.sequence, in_order(extra))

    kind = type("Own", (world.library.declarations.BaseDeclaration,), {"evaluate": evaluate})
    return kind(**mapping(recipe.params, world))


@declaration.register
def _(recipe: recipes.CustomParametered, world: Workshop) -> Any:
    tag = world.tag()

    def generate(self: Any, step: Any, params: dict[str, Any]) -> Any:
        world.note(tag, step.sequence, in_order(params))
        return (tag, in_order(params))

    kind = type("Own", (world.library.declarations.ParameteredAttribute,), {"generate": generate})
    return kind(**mapping(recipe.params, world))


@declaration.register
def _(recipe: recipes.Nesting, world: Workshop) -> Any:
    tag = world.tag()

    def generate(self: Any, step: Any, params: dict[str, Any]) -> Any:
        world.note(tag)
        return step.recurse(world.factories[recipe.factory], params)

    namespace = {"generate": generate, "UNROLL_CONTEXT_BEFORE_EVALUATION": False}
    kind = type("Own", (world.library.declarations.ParameteredAttribute,), namespace)
    return kind(**mapping(recipe.params, world))


@declaration.register
def _(recipe: recipes.PostGen, world: Workshop) -> Any:
    tag = world.tag()

    def hook(obj: Any, create: bool, extracted: Any, **kwargs: Any) -> Any:
        world.note(tag, type(obj).__name__, create, extracted, in_order(kwargs))
        if recipe.raises:
            raise UserError(tag)
        return tag

    return world.library.PostGeneration(hook)


@declaration.register
def _(recipe: recipes.PostCall, world: Workshop) -> Any:
    positional = () if recipe.argument is ABSENT else (recipe.argument,)
    return world.library.PostGenerationMethodCall("mark", *positional, **recipe.kwargs)


@declaration.register
def _(recipe: recipes.CustomPost, world: Workshop) -> Any:
    tag = world.tag()

    def call(self: Any, instance: Any, step: Any, context: Any) -> Any:
        extra = in_order(context.extra)
        world.note(tag, type(instance).__name__, step.sequence, context.value_provided, context.value, extra)
        return tag

    kind = type("Own", (world.library.declarations.PostGenerationDeclaration,), {"call": call})
    return kind(**mapping(recipe.params, world))


@declaration.register
def _(recipe: recipes.Related, world: Workshop) -> Any:
    kwargs = mapping(recipe.kwargs, world)
    return world.library.RelatedFactory(world.factories[recipe.factory], recipe.name, **kwargs)


@declaration.register
def _(recipe: recipes.RelatedMany, world: Workshop) -> Any:
    tag = world.tag()

    def size() -> int:
        world.note(tag)
        return recipe.size

    kwargs = mapping(recipe.kwargs, world)
    factory = world.factories[recipe.factory]
    counted = size if recipe.counted else recipe.size
    return world.library.RelatedFactoryList(factory, recipe.name, size=counted, **kwargs)
