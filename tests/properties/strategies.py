"""All Hypothesis strategies for factories and calls; a new feature enters the property tests here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
from hypothesis import strategies as st

from tests.properties import recipes
from tests.properties.realise import MORE_FUZZY
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
from tests.properties.scopes import (
    RANKS,
    Scope,
    call_keys,
    complete,
    deep_keys,
    depth_of,
    is_simple,
    lineage,
    rarely,
    reads,
    subset,
    untransformed,
)

PLAIN = st.sampled_from([True, False, 0, 1, "x", "y", None, (1, 2)])
MUTABLE = st.sampled_from([[], [1, [2]], {}, {"k": [1]}, set(), {1, 2}])

STRATEGIES = st.sampled_from(["build", "create", "stub"])

#: The extension points that factory_boy asks wherever an object is made.
POINTS = ("_adjust_kwargs", "_build", "_create", "_after_postgeneration")

#: How many factories may be nested in each other.
DEEPEST = 3


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
    if rarely(draw, 12):
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
    order = scope.factories[index].order
    kwargs: dict[str, Recipe] = {}
    for key in subset(draw, call_keys(scope, index), most):
        inner = scope.nested(order[: order.index(key)] if key in order else ())
        values = constants(scope) if "__" in key else declarations(inner)
        kwargs[key] = draw(values_for(draw, scope, key, values))
    return kwargs


def values_for(draw: Any, scope: Scope, key: str, values: st.SearchStrategy[Recipe]) -> st.SearchStrategy[Recipe]:
    """Return a strategy for the values of a keyword: the given one, unless the keyword asks for others."""
    if key.endswith("__strategy"):
        return STRATEGIES.map(recipes.Const)
    if key.endswith(("__sequence", "__size")):
        return st.integers(0, 3).map(recipes.Const)
    if key.rsplit("__", maxsplit=1)[-1] in TRAITS and (scope.oracle or not rarely(draw)):
        return st.booleans().map(recipes.Const)
    return constants(scope) if is_simple(scope, key) else values


def constants(scope: Scope) -> st.SearchStrategy[Recipe]:
    """Return a strategy for plain values."""
    return st.one_of(PLAIN.map(recipes.Const), PLAIN.map(recipes.Const), MUTABLE.map(recipes.Mutable))


@st.composite
def declarations(draw: Any, scope: Scope) -> Recipe:
    """Draw a value or declaration that is evaluated before the object exists."""
    kinds = SIMPLE if scope.level > 1 else SIMPLE + NESTED
    kind = draw(st.sampled_from(kinds))
    if kind in {"sub", "nesting"}:
        index = some_factory(draw, scope)
        if index is None:
            return recipes.Seq()
        kwargs = draw(factory_kwargs(scope, index))
        if kind == "nesting":
            return recipes.Nesting(index, kwargs)
        chosen = draw(STRATEGIES) if not scope.oracle and rarely(draw, 5) else None
        return recipes.Sub(index, kwargs, chosen)
    recipe: Recipe = DRAWERS[kind](draw, scope)
    return recipe


def some_iter(draw: Any, scope: Scope) -> Recipe:
    """Draw an Iterator."""
    values = draw(st.lists(PLAIN, min_size=0 if rarely(draw) else 1, max_size=3))
    return recipes.Iter(tuple(values), draw(st.integers(0, 5)) > 0, draw(st.booleans()), draw(st.booleans()))


def some_contained(draw: Any, scope: Scope) -> Recipe:
    """Draw a ContainerAttribute."""
    strict = bool(scope.outer) and draw(st.booleans())
    return recipes.Contained(reads(draw, scope), tuple(subset(draw, scope.outer, 2)), strict)


def some_faker(draw: Any, scope: Scope) -> Recipe:
    """Draw a Faker, whose arguments may be declarations; factory_boy's draws other values."""
    if scope.oracle:
        return recipes.Fuzzy("own")
    low = draw(st.sampled_from([None, recipes.Const(3), recipes.LazyFn(2), recipes.Seq()]))
    if low is None:
        return recipes.Fake("first_name", {})
    return recipes.Fake("pyint", {"min_value": low, "max_value": recipes.Const(9_000)})


def some_list(draw: Any, scope: Scope) -> Recipe:
    """Draw a List."""
    size = draw(st.integers(0, 3))
    return recipes.ListOf(tuple(draw(declarations(scope.nested([str(n) for n in range(at)]))) for at in range(size)))


def some_transformer(draw: Any, scope: Scope) -> Recipe:
    """Draw a Transformer."""
    default = draw(declarations(scope.inside()))
    return recipes.Transformed(recipes.Forced(default) if rarely(draw, 6) else default)


DRAWERS: dict[str, Callable[[Any, Scope], Recipe]] = {
    "const": lambda draw, scope: recipes.Const(draw(PLAIN)),
    "mutable": lambda draw, scope: recipes.Mutable(draw(MUTABLE)),
    "seq": lambda draw, scope: recipes.Seq(),
    "lazy": lambda draw, scope: recipes.LazyFn(draw(st.one_of(PLAIN, MUTABLE)), raises=rarely(draw, 25)),
    "attr": lambda draw, scope: recipes.LazyAttr(reads(draw, scope)),
    "attrseq": lambda draw, scope: recipes.LazyAttrSeq(reads(draw, scope)),
    "self": self_attribute,
    "container": some_contained,
    "iter": some_iter,
    "fuzzy": lambda draw, scope: recipes.Fuzzy(
        "own" if scope.oracle else draw(st.sampled_from(["own", "integer", "choice", *MORE_FUZZY]))
    ),
    "fed": lambda draw, scope: recipes.Seq() if scope.oracle else recipes.Fed(draw(st.sampled_from(["k", "l"]))),
    "faker": some_faker,
    "dict": lambda draw, scope: recipes.DictOf(draw(parameters(scope, ("k", "l", "m"), 3))),
    "list": some_list,
    "maybe": lambda draw, scope: maybe(draw, scope, recipes.MaybeOf, declarations(scope.inside())),
    "transformer": some_transformer,
    "custom": lambda draw, scope: recipes.Custom(draw(own_parameters(scope))),
    "parametered": lambda draw, scope: recipes.CustomParametered(draw(own_parameters(scope))),
}
SIMPLE = (*list(DRAWERS)[:12], "const", "attr", "self")
NESTED = (*list(DRAWERS)[12:], "maybe", "sub", "sub", "sub", "nesting")


def own_parameters(scope: Scope) -> st.SearchStrategy[dict[str, Recipe]]:
    """Return a strategy for the parameters of a user's declaration; factory_boy's stubs take plain ones only."""
    values: st.SearchStrategy[Recipe] = PLAIN.map(recipes.Const)
    plain = st.dictionaries(st.sampled_from(["x", "y"]), values, max_size=2)
    return plain if scope.oracle else parameters(scope, ("x", "y"))


def maybe(draw: Any, scope: Scope, kind: Any, branches: st.SearchStrategy[Any]) -> Recipe:
    """Draw a Maybe over the given branches."""
    decider: Any = draw(st.sampled_from(scope.own)) if scope.own else recipes.LazyFn(draw(PLAIN))
    if draw(st.integers(0, 3)) == 0:
        declared_one = draw(declarations(attrs.evolve(scope.inside(), level=2)))
        decider = decider if isinstance(declared_one, (recipes.Const, recipes.Mutable)) else declared_one
    elif rarely(draw, 25):
        decider = "zz"
    yes = draw(branches)
    no = ABSENT if rarely(draw, 3) else draw(branches)
    drawn: Recipe = kind(decider, ABSENT if rarely(draw, 6) else yes, no)
    return drawn


def some_factory(draw: Any, scope: Scope) -> int | None:
    """Draw a factory that may still be nested."""
    shallow = [index for index, recipe in enumerate(scope.factories) if recipe.depth < DEEPEST]
    return draw(st.sampled_from(shallow)) if shallow else None


@st.composite
def hooks(draw: Any, scope: Scope, level: int = 0) -> Hook:
    """Draw a declaration that is evaluated once the object exists."""
    kind = draw(st.sampled_from(["function", "function", "function", "method", "custom", "related", "many", "maybe"]))
    if kind == "maybe" and level == 0:
        return maybe(draw, scope, recipes.MaybeHook, hooks(scope.inside(), level=1))  # type: ignore[return-value]  # hooks give a hook
    if kind == "method":
        argument = draw(PLAIN) if draw(st.booleans()) else ABSENT
        return recipes.PostCall(argument, draw(st.dictionaries(st.sampled_from(["x", "y"]), PLAIN, max_size=2)))
    if kind == "custom":
        return recipes.CustomPost(draw(own_parameters(scope)))
    if kind in {"related", "many"}:
        index = some_factory(draw, scope)
        if index is not None:
            name = draw(st.sampled_from(["", RELATED]))
            kwargs = {key: item for key, item in draw(factory_kwargs(scope, index)).items() if key != name}
            if kind == "related":
                return recipes.Related(index, name, kwargs)
            return recipes.RelatedMany(index, name, draw(st.integers(0, 2)), draw(st.booleans()), kwargs)
    return recipes.PostGen(raises=rarely(draw, 25))


def trait_values(scope: Scope) -> st.SearchStrategy[Recipe]:
    """Return a strategy for what a trait sets; factory_boy's hides a Transformer from values of the call."""
    return declarations(scope).map(untransformed) if scope.oracle else declarations(scope)


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
    overrides: dict[str, Recipe] = {}
    for name in chosen:
        values = constants(scope) if "__" in name else trait_values(scope.below(name, order))
        overrides[name] = draw(values_for(draw, scope, name, values))
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
    values = {
        name: constants(scope) if oracle and switches else declarations(scope.below(name, readable)) for name in names
    }
    params = {name: draw(value) for name, value in values.items()}
    if oracle:
        params = dict(
            sorted(params.items(), key=lambda item: not isinstance(item[1], (recipes.Const, recipes.Mutable)))
        )
    body = draw(bodies(scope, readable, fields, inherited))
    if oracle:
        touched = {key for trait in inherited_traits(known, base).values() for key in trait}
        body = {name: untransformed(item) if name in touched else item for name, item in body.items()}
    kinds = ["open", "open", "closed", "dict", "named", "generic"]
    model = draw(st.sampled_from(kinds if base is None else ["same", "same", "open"]))
    if base is not None and model == "open" and any(known[other].model == "dict" for other in lineage(known, base)):
        model = "same"
    traits: dict[str, Any] = {}
    for name in switches:
        traits[name] = draw(trait_overrides(scope, readable, {**inherited, **body, **params}, list(traits)))
    unfilled = frozenset() if oracle else frozenset(subset(draw, FIELDS, 2))
    extensions = (
        subset(draw, POINTS if oracle else [*POINTS, "_generate", "build", "create"], 2) if rarely(draw, 3) else []
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
        frozenset(subset(draw, POINTS, 2)) if rarely(draw, 3) else None,
        readable,
        depth_of(
            known,
            base,
            [*body.values(), *params.values(), *(item for trait in traits.values() for item in trait.values())],
        ),
    )


WRONG = ("zz", "zz__a", "a__zz", "b__zz__a", "aa")


@st.composite
def call_recipes(draw: Any, known: tuple[FactoryRecipe, ...], oracle: bool) -> CallRecipe:
    """Draw a call of one of the factories."""
    scope = Scope(known, oracle)
    index = len(known) - 1 if draw(st.booleans()) else draw(st.integers(0, len(known) - 1))
    recipe = known[index]
    names = declared(known, index)
    kwargs: dict[str, Recipe] = {}
    for key in subset(draw, [*call_keys(scope, index), "__sequence", *FIELDS], 4):
        values = given_values(scope.below(key, recipe.order), names.get(key))
        kwargs[key] = draw(values_for(draw, scope, key, values))
    if rarely(draw, 15):
        kwargs[draw(st.sampled_from(WRONG))] = recipes.Const(1)
    ways = ["build", "create", "stub", "build_batch", "class"] + ([] if oracle else ["attributes"])
    places = ["factory", "root", *(["mixin"] if recipe.mixin is not None else [])]
    patch = (draw(st.sampled_from(POINTS)), draw(st.sampled_from(places))) if rarely(draw, 4) else None
    shares = not oracle and rarely(draw, 5)
    return CallRecipe(index, draw(st.sampled_from(ways)), kwargs, patch, shares)


@st.composite
def given_values(draw: Any, scope: Scope, target: Recipe | None) -> Recipe:
    """Draw a value given at a call: mostly plain, now and then a declaration."""
    if isinstance(target, recipes.Transformed) and rarely(draw, 3):
        return recipes.Forced(draw(declarations(scope.inside())))
    values: st.SearchStrategy[Recipe] = declarations(scope) if rarely(draw, 3) else constants(scope)
    if isinstance(target, Hook) and not scope.oracle and rarely(draw, 8):
        values = hooks(scope)
    value: Recipe = draw(values)
    return value


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
