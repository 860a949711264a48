"""All Hypothesis strategies for factories and calls; a new feature enters the property tests here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
from hypothesis import strategies as st

from tests.properties import recipes
from tests.properties.recipes import (
    ABSENT,
    FIELDS,
    HOOKS,
    PARAMS,
    RELATED,
    TRAITS,
    CallRecipe,
    FactoryRecipe,
    Hook,
    Program,
    Recipe,
    declared,
    inherited_traits,
)

PLAIN = st.sampled_from([True, False, 0, 1, "x", "y", None, (1, 2)])
MUTABLE = st.sampled_from([[], [1, [2]], {}, {"k": [1]}, set(), {1, 2}])

#: In which order fields may read each other: each those before it.
RANKS = ((*PARAMS, *FIELDS), (*FIELDS[::-1], *PARAMS), ("c", "p", "e", "a", "q", "d", "b"))

#: How many factories may be nested in each other.
DEEPEST = 3


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


def reads(draw: Any, scope: Scope) -> tuple[str, ...]:
    """Draw paths for a lazy function to read."""
    paths = list(scope.own) or ["factory_parent"]
    if rarely(draw, 25):
        paths += ["zz", *FIELDS]
    found = subset(draw, paths, 2)
    if scope.outer and rarely(draw, 4):
        found.append("factory_parent." + draw(st.sampled_from(scope.outer)))
    return tuple(found)


def self_attribute(draw: Any, scope: Scope) -> Recipe:
    """Draw a SelfAttribute."""
    if scope.outer and draw(st.booleans()):
        path = ".." + draw(st.sampled_from(scope.outer))
    elif scope.own:
        path = draw(st.sampled_from(["", "."])) + draw(st.sampled_from(scope.own))
    else:
        return recipes.SelfAttr("zz", default=draw(PLAIN))
    if rarely(draw):
        return recipes.SelfAttr(draw(st.sampled_from(["zz", "..zz", "..a", "...a", "....b"])))
    if rarely(draw, 6):
        return recipes.SelfAttr(draw(st.sampled_from(["zz", ".zz"])), default=draw(PLAIN))
    if rarely(draw, 6):
        path += draw(st.sampled_from([".a", ".b"]))
    if not scope.oracle and rarely(draw, 6):
        return recipes.SelfAttr(path, default=draw(PLAIN))
    return recipes.SelfAttr(path)


@st.composite
def parameters(draw: Any, scope: Scope, names: Sequence[str], most: int = 2) -> dict[str, Recipe]:
    """Draw keywords whose values may be declarations, evaluated in a scope of their own."""
    chosen = subset(draw, names, most)
    return {name: draw(declarations(scope.nested(chosen[:at]))) for at, name in enumerate(chosen)}


@st.composite
def factory_kwargs(draw: Any, scope: Scope, index: int, most: int = 2) -> dict[str, Recipe]:
    """Draw keywords for a nested factory, deep ones included."""
    keys = subset(draw, call_keys(scope, index), most)
    order = scope.factories[index].order
    kwargs = {}
    for key in keys:
        inner = scope.nested(order[: order.index(key)] if key in order else ())
        if key.endswith("__sequence") or key.endswith("__size"):
            kwargs[key] = recipes.Const(draw(st.integers(0, 3)))
        elif is_switch(draw, scope, key):
            kwargs[key] = recipes.Const(draw(st.booleans()))
        else:
            kwargs[key] = draw(constants(scope) if "__" in key or is_simple(scope, key) else declarations(inner))
    return kwargs


def is_simple(scope: Scope, key: str) -> bool:
    """Say whether a keyword gets no declaration: factory_boy evaluates what a Maybe's hook is given twice."""
    return scope.oracle and any(name in HOOKS for name in key.split("__"))


def is_switch(draw: Any, scope: Scope, key: str) -> bool:
    """Say whether a keyword gets True or False: those of traits, unless a declaration is to switch one."""
    return key.split("__")[-1] in TRAITS and (scope.oracle or not rarely(draw))


def constants(scope: Scope) -> st.SearchStrategy[Recipe]:
    """Return a strategy for plain values."""
    return st.one_of(PLAIN.map(recipes.Const), PLAIN.map(recipes.Const), MUTABLE.map(recipes.Mutable))


SIMPLE = ("const", "const", "mutable", "seq", "lazy", "attr", "attr", "attrseq", "self", "self", "container", "iter")
NESTED = ("dict", "list", "sub", "sub", "sub", "maybe", "maybe", "transformer", "custom", "parametered", "nesting")


@st.composite
def declarations(draw: Any, scope: Scope) -> Recipe:
    """Draw a value or declaration that is evaluated before the object exists."""
    kinds = SIMPLE if scope.level > 1 else SIMPLE + NESTED
    kind = draw(st.sampled_from([*kinds, "fuzzy", *([] if scope.oracle else ["faker"])]))
    if kind in NESTED:
        return nested_declaration(draw, scope, kind)
    if kind in {"const", "mutable"}:
        return recipes.Const(draw(PLAIN)) if kind == "const" else recipes.Mutable(draw(MUTABLE))
    if kind == "seq":
        return recipes.Seq()
    if kind == "lazy":
        return recipes.LazyFn(draw(st.one_of(PLAIN, MUTABLE)), raises=rarely(draw, 25))
    if kind == "self":
        return self_attribute(draw, scope)
    if kind == "container":
        outer = subset(draw, scope.outer, 2)
        return recipes.Contained(reads(draw, scope), tuple(outer), strict=bool(scope.outer) and draw(st.booleans()))
    if kind == "iter":
        values = tuple(draw(st.lists(PLAIN, min_size=0 if rarely(draw) else 1, max_size=3)))
        return recipes.Iter(values, draw(st.integers(0, 5)) > 0, draw(st.booleans()), draw(st.booleans()))
    if kind == "fuzzy":
        return recipes.Fuzzy("own" if scope.oracle else draw(st.sampled_from(["own", "integer", "choice"])))
    if kind == "faker":
        return draw(fakers(scope))
    return (recipes.LazyAttr if kind == "attr" else recipes.LazyAttrSeq)(reads(draw, scope))


@st.composite
def fakers(draw: Any, scope: Scope) -> Recipe:
    """Draw a Faker, whose arguments may be declarations."""
    if draw(st.booleans()):
        return recipes.Fake("first_name", {})
    low = draw(st.sampled_from([recipes.Const(3), recipes.LazyFn(2), recipes.Seq()]))
    return recipes.Fake("pyint", {"min_value": low, "max_value": recipes.Const(9_000)})


def nested_declaration(draw: Any, scope: Scope, kind: str) -> Recipe:
    """Draw a declaration that holds others."""
    if kind in {"sub", "nesting"}:
        index = some_factory(draw, scope)
        if index is None:
            return recipes.Seq()
        return (recipes.Sub if kind == "sub" else recipes.Nesting)(index, draw(factory_kwargs(scope, index)))
    if kind == "dict":
        return recipes.DictOf(draw(parameters(scope, ("k", "l", "m"), 3)))
    if kind == "list":
        items = [draw(declarations(scope.nested([str(n) for n in range(at)]))) for at in range(draw(st.integers(0, 3)))]
        return recipes.ListOf(tuple(items))
    if kind == "maybe":
        return maybe(draw, scope, recipes.MaybeOf, declarations(scope.inside()))
    if kind == "transformer":
        default = draw(declarations(scope.inside()))
        return recipes.Transformed(recipes.Forced(default) if rarely(draw, 6) else default)
    return (recipes.Custom if kind == "custom" else recipes.CustomParametered)(
        draw(parameters(scope, ("x", "y"))) if not scope.oracle else draw(plain_parameters())
    )


def plain_parameters() -> st.SearchStrategy[dict[str, Recipe]]:
    """Return a strategy for parameters without anything to evaluate."""
    return st.dictionaries(st.sampled_from(["x", "y"]), PLAIN.map(recipes.Const), max_size=2)


def maybe(draw: Any, scope: Scope, kind: Any, branches: st.SearchStrategy[Any]) -> Recipe:
    """Draw a Maybe over the given branches."""
    decider: Any = draw(st.sampled_from(scope.own)) if scope.own else "zz"
    if draw(st.integers(0, 3)) == 0:
        decider = draw(declarations(attrs.evolve(scope.inside(), level=2)))
        decider = "zz" if isinstance(decider, recipes.Const | recipes.Mutable) else decider
    yes = draw(branches)
    no = ABSENT if rarely(draw, 3) else draw(branches)
    return kind(decider, ABSENT if rarely(draw, 6) else yes, no)


def some_factory(draw: Any, scope: Scope) -> int | None:
    """Draw a factory that may still be nested."""
    shallow = [index for index, recipe in enumerate(scope.factories) if recipe.depth < DEEPEST]
    return draw(st.sampled_from(shallow)) if shallow else None


@st.composite
def hooks(draw: Any, scope: Scope, level: int = 0) -> Hook:
    """Draw a declaration that is evaluated once the object exists."""
    kind = draw(st.sampled_from(["function", "function", "method", "custom", "related", "many", "maybe"]))
    if kind == "maybe" and level == 0:
        return maybe(draw, scope, recipes.MaybeHook, hooks(scope.inside(), level=1))  # type: ignore[return-value]  # hooks give a hook
    if kind == "method":
        argument = draw(PLAIN) if draw(st.booleans()) else ABSENT
        return recipes.PostCall(argument, draw(st.dictionaries(st.sampled_from(["x", "y"]), PLAIN, max_size=2)))
    if kind == "custom":
        return recipes.CustomPost(draw(plain_parameters() if scope.oracle else parameters(scope, ("x", "y"))))
    if kind in {"related", "many"}:
        index = some_factory(draw, scope)
        if index is not None:
            name = draw(st.sampled_from(["", RELATED]))
            kwargs = {key: item for key, item in draw(factory_kwargs(scope, index)).items() if key != name}
            if kind == "related":
                return recipes.Related(index, name, kwargs)
            return recipes.RelatedMany(index, name, draw(st.integers(0, 2)), draw(st.booleans()), kwargs)
    return recipes.PostGen(raises=rarely(draw, 25))


def traits_of(scope: Scope, index: int) -> list[str]:
    """Return the traits of a factory."""
    return list(inherited_traits(scope.factories, index))


def deep_keys(scope: Scope, recipe: Any, depth: int) -> list[str]:
    """Return what may follow a field's name and two underscores."""
    if isinstance(recipe, (recipes.Sub, recipes.Nesting, recipes.Related, recipes.RelatedMany)):
        keys = [key for key in call_keys(scope, recipe.factory, depth - 1) if key != getattr(recipe, "name", None)]
        many = isinstance(recipe, recipes.RelatedMany) and not scope.oracle
        return [*keys, "__sequence", *(["__size"] if many else [])]
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


def trait_values(scope: Scope) -> st.SearchStrategy[Recipe]:
    """Return a strategy for what a trait sets; factory_boy's hides a Transformer from values of the call."""
    values = declarations(scope)
    return values.filter(lambda value: not isinstance(value, recipes.Transformed)) if scope.oracle else values


@st.composite
def trait_overrides(draw: Any, scope: Scope, order: Sequence[str], body: dict[str, Recipe], traits: list[str]) -> Any:
    """Draw what a trait sets."""
    plain = [name for name in body if "__" not in name and not isinstance(body[name], Hook)]
    deep = [name for name in body if "__" in name and "____" not in name]
    if scope.oracle:
        plain = [name for name in plain if not isinstance(body[name], recipes.Transformed)]
    else:
        plain = [*plain, *[name for name in FIELDS if rarely(draw, 4)]]
        deep += [f"{name}__{key}" for name in plain if name in body for key in deep_keys(scope, body[name], 1)]
    chosen = subset(draw, list(dict.fromkeys([*plain, *deep])), 3)
    overrides = {
        name: draw(trait_values(scope.below(name, order)) if "__" not in name else constants(scope)) for name in chosen
    }
    overrides.update({name: recipes.Const(draw(st.booleans())) for name in subset(draw, traits, 1)})
    if not scope.oracle:
        overrides.update(draw(trait_hooks(scope, body)))
    return overrides


@st.composite
def trait_hooks(draw: Any, scope: Scope, body: dict[str, Recipe]) -> Any:
    """Draw what a trait says about hooks: values, arguments, hooks of its own."""
    known = [name for name in HOOKS if isinstance(body.get(name), Hook)]
    overrides: dict[str, Recipe] = {}
    for name in subset(draw, known, 1):
        overrides[name] = draw(st.one_of(constants(scope), hooks(scope)))
    for name in subset(draw, known, 1):
        overrides.update(
            {f"{name}__{key}": draw(constants(scope)) for key in subset(draw, deep_keys(scope, body[name], 1), 1)}
        )
    for name in [name for name in HOOKS if name not in body and rarely(draw, 6)]:
        overrides[name] = draw(hooks(scope))
    return overrides


@st.composite
def bodies(
    draw: Any, scope: Scope, order: Sequence[str], fields: Sequence[str], known: dict[str, Recipe]
) -> dict[str, Recipe]:
    """Draw a class body: fields, hooks, deep keys."""
    body: dict[str, Recipe] = {name: draw(declarations(scope.below(name, order))) for name in fields}
    everything = attrs.evolve(scope, own=tuple(order))
    for name in subset(draw, HOOKS, 2):
        body[name] = draw(hooks(everything))
        if name in known and rarely(draw, 4):
            body[name] = draw(constants(scope))
    merged = {**known, **body}
    deep = [f"{name}__{key}" for name in merged if "__" not in name for key in deep_keys(scope, merged[name], 1)]
    for key in subset(draw, [key for key in deep if "____" not in key], 1):
        body[key] = draw(constants(scope))
    return body


@st.composite
def metas(draw: Any, scope: Scope, model: str, body: dict[str, Recipe]) -> dict[str, Any]:
    """Draw a class Meta."""
    meta: dict[str, Any] = {}
    fields = [name for name in body if name in FIELDS]
    if fields and rarely(draw, 4):
        meta["exclude"] = tuple(subset(draw, fields, 2))
    if fields and model == "open":
        if rarely(draw, 4):
            meta["inline_args"] = tuple(name for name in subset(draw, fields, 2) if name not in meta.get("exclude", ()))
        if rarely(draw, 4):
            name = draw(st.sampled_from(fields))
            if name not in meta.get("inline_args", ()):
                meta["rename"] = {name: f"renamed_{name}"}
    if rarely(draw, 6):
        meta["strategy"] = draw(st.sampled_from(["build", "create", "stub"]))
    return meta


@st.composite
def factory_recipes(draw: Any, known: tuple[FactoryRecipe, ...], oracle: bool) -> FactoryRecipe:
    """Draw a factory."""
    base = draw(st.sampled_from(range(len(known)))) if known and rarely(draw, 2) else None
    scope = Scope(known, oracle)
    inherited = {} if base is None else declared(known, base)
    order = RANKS[draw(st.integers(0, len(RANKS) - 1))] if base is None else complete(known[base].order)
    has_traits = bool(inherited_traits(known, base))
    names = [] if oracle and has_traits else subset(draw, PARAMS, 2)
    fields = draw(st.lists(st.sampled_from(FIELDS), unique=True, min_size=1))
    readable = tuple(name for name in order if name in {*inherited, *names, *fields})
    switches = subset(draw, TRAITS, 2)
    # factory_boy keeps plain, declared and trait parameters in three orders of their own.
    values = {name: constants(scope) if oracle and switches else declarations(scope.below(name, readable)) for name in names}
    params = {name: draw(value) for name, value in values.items()}
    if oracle:
        params = dict(sorted(params.items(), key=lambda item: not isinstance(item[1], (recipes.Const, recipes.Mutable))))
    body = draw(bodies(scope, readable, fields, inherited))
    model = draw(st.sampled_from(["open", "open", "closed", "dict"] if base is None else ["same", "same", "open"]))
    if base is not None and model == "open" and any(known[other].model == "dict" for other in lineage(known, base)):
        model = "same"
    traits: dict[str, Any] = {}
    for name in switches:
        traits[name] = draw(trait_overrides(scope, readable, {**inherited, **body, **params}, list(traits)))
    unfilled = frozenset() if oracle else frozenset(subset(draw, FIELDS, 2))
    points = ["_adjust_kwargs", "_build", "_create", "_after_postgeneration"]
    extensions = (
        subset(draw, points if oracle else [*points, "_generate", "build", "create"], 2) if rarely(draw, 3) else []
    )
    return FactoryRecipe(
        base,
        model,
        unfilled,
        body,
        params,
        traits,
        draw(metas(scope, model, body)),
        frozenset(extensions),
        readable,
        depth_of(
            known,
            base,
            [*body.values(), *params.values(), *(item for trait in traits.values() for item in trait.values())],
        ),
    )


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


WRONG = ("zz", "zz__a", "a__zz", "b__zz__a", "aa")


@st.composite
def call_recipes(draw: Any, known: tuple[FactoryRecipe, ...], oracle: bool) -> CallRecipe:
    """Draw a call of one of the factories."""
    scope = Scope(known, oracle)
    index = len(known) - 1 if draw(st.booleans()) else draw(st.integers(0, len(known) - 1))
    recipe = known[index]
    names, traits = declared(known, index), traits_of(scope, index)
    kwargs: dict[str, Recipe] = {}
    for key in subset(draw, [*call_keys(scope, index), "__sequence", *FIELDS], 4):
        if key.endswith("__sequence") or key.endswith("__size"):
            kwargs[key] = recipes.Const(draw(st.integers(0, 3)))
        elif is_switch(draw, scope, key):
            kwargs[key] = recipes.Const(draw(st.booleans()))
        elif is_simple(scope, key):
            kwargs[key] = draw(constants(scope))
        else:
            kwargs[key] = draw(given_values(scope.below(key, recipe.order), names.get(key)))
    if rarely(draw, 15):
        kwargs[draw(st.sampled_from(WRONG))] = recipes.Const(1)
    ways = ["build", "create", "stub", "build_batch", "class"] + ([] if oracle else ["attributes"])
    return CallRecipe(index, draw(st.sampled_from(ways)), kwargs)


@st.composite
def given_values(draw: Any, scope: Scope, target: Recipe | None) -> Recipe:
    """Draw a value given at a call: mostly plain, now and then a declaration."""
    if isinstance(target, recipes.Transformed) and rarely(draw, 3):
        return recipes.Forced(draw(declarations(scope.inside())))
    if isinstance(target, Hook) and not scope.oracle and rarely(draw, 8):
        return draw(hooks(scope))
    return draw(declarations(scope)) if rarely(draw, 3) else draw(constants(scope))


@st.composite
def programs(draw: Any, *, oracle: bool = False) -> Program:
    """Draw factories and calls of them.

    Args:
        draw: Hypothesis's.
        oracle: Whether factory_boy has to give the same: leaves out what is known to differ.
    """
    known: tuple[FactoryRecipe, ...] = ()
    for _ in range(draw(st.integers(1, 4))):
        known = (*known, draw(factory_recipes(known, oracle)))
    calls = draw(st.lists(call_recipes(known, oracle), min_size=1, max_size=3))
    return Program(known, tuple(calls))
