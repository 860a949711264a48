"""What narrows any type: a choice of values, a class, a predicate.

Predicates whose meaning is known (those that annotated_types has names for, and their like) become constraints that
values are constructed to satisfy; for others some values are tried, so many and no more.
"""

from __future__ import annotations

import math
import sys
from random import Random
from typing import TYPE_CHECKING, Literal, TypeVar

import attrs

from typedfactory import typeinfo
from typedfactory.errors import InapplicableError, UnfillableError
from typedfactory.ground.constraints import NONE, Constraints, Pattern
from typedfactory.ground.context import ModelBuilder
from typedfactory.values.alternatives.choices import choose_among
from typedfactory.values.core.recipes import Recipe
from typedfactory.values.core.requests import Request
from typedfactory.values.judging.checking import Test, is_among, meets

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: How many values are tried for a predicate at random, and how many more in order.
_TRIES = 1000
_TRIES_IN_ORDER = 10_000
#: A type with no more values than this is tried out beforehand.
_FEW = 1000

_WHOLE_TEXT: dict[object, str] = {
    str.islower: r"[^A-Z]*[a-z][^A-Z]*",
    str.isupper: r"[^a-z]*[A-Z][^a-z]*",
    str.isdigit: r"[0-9]+",
    str.isdecimal: r"[0-9]+",
    str.isnumeric: r"[0-9]+",
    str.isalpha: r"[A-Za-z]+",
    str.isalnum: r"[A-Za-z0-9]+",
    str.isascii: r"[\x00-\x7f]*",
    str.isidentifier: r"[A-Za-z_][A-Za-z0-9_]*",
    str.isprintable: r"[\x20-\x7e]*",
    str.isspace: r"[\t-\r\x1c-\x20]+",
    str.istitle: r"[^A-Za-z]*[A-Z][a-z]*(?:[^A-Za-z]+[A-Z][a-z]*)*[^A-Za-z]*",
}
_SPECIAL_FLOATS: dict[object, tuple[float, ...]] = {
    math.isnan: (math.nan,),
    math.isinf: (math.inf, -math.inf),
}
T = TypeVar("T")

_NAMES = ("one_of", "instance_of", "predicates")


def is_narrowed(request: Request) -> bool:
    """Say whether something narrows a type; of a union it narrows each member, and None stays what it is."""
    bare, given = request.annotation, request.constraints.given
    if not given or bare is None or bare is type(None) or not any(name in given for name in _NAMES):
        return False
    if request.constraints.one_of:
        return True
    return not typeinfo.is_union(bare) and not typeinfo.is_type_variable(bare)


def make_narrowed(request: Request) -> Recipe:
    """Make what is left of a type."""
    asked = request.constraints
    if asked.one_of:
        return _choose(request)
    if asked.instance_of:
        return _make_instance(request)
    plain = request.recipe_for(request.annotation, attrs.evolve(asked, predicates=()))
    known, opaque = _constraints_for(request)
    if known is not NONE:
        plain = request.recipe_for(request.annotation, attrs.evolve(asked, predicates=()).merged_with(known))
    if typeinfo.is_class(request.annotation) and issubclass(request.annotation, (float, complex)):
        values, opaque = _special_floats(opaque)
        if values:
            return _choose_special(request, values, opaque)
    return _search(request, plain, opaque) if opaque else plain


def _choose(request: Request) -> Recipe:
    asked = request.constraints
    members = tuple(each for each in asked.one_of[0].values if _is_of(each, request.annotation) and meets(each, asked))
    if request.settings.optional == "value" and typeinfo.is_union(request.annotation):
        members = tuple(each for each in members if each is not None) or members
    if not members:
        raise request.unsatisfiable(*asked.given)
    recipe = choose_among(members)
    return recipe if all(type(each).__hash__ is not None for each in members) else attrs.evolve(recipe, hashable=False)


def _is_of(value: object, annotation: object) -> bool:
    if typeinfo.origin_of(annotation) is Literal:
        return is_among(value, typeinfo.arguments_of(annotation))
    if typeinfo.is_union(annotation):
        return any(_is_of(value, typeinfo.peel(each).bare) for each in typeinfo.arguments_of(annotation))
    if annotation is None:
        return value is None
    if not typeinfo.is_class(annotation) or typeinfo.is_any(annotation):
        return True
    return isinstance(value, (annotation, int) if annotation is float else annotation)


def _make_instance(request: Request) -> Recipe:
    asked = request.constraints
    rest = attrs.evolve(asked, instance_of=())
    bare = request.annotation
    for wanted in asked.instance_of:
        classes = wanted.cls if type(wanted.cls) is tuple else (wanted.cls,)
        narrower = _narrower(bare, classes)
        if narrower is None:
            raise InapplicableError(
                f"{request.where}: no {request.shown} satisfies {request.constraints.shown('instance_of')}. "
                f"Correct the constraints, or declare the field."
            )
        bare = narrower
    return request.recipe_for(bare, rest)


def _narrower(annotation: UserValue, classes: tuple[UserValue, ...]) -> UserValue:
    """Return the part of a type that is an instance of a class; None when there is none."""
    if typeinfo.is_any(annotation) or annotation is object:
        return classes[0]
    origin = typeinfo.origin_of(annotation)
    if origin is Literal:
        kept = tuple(each for each in typeinfo.arguments_of(annotation) if isinstance(each, classes))
        return Literal[kept] if kept else None
    own = annotation if origin is None else origin
    if not typeinfo.is_class(own) or issubclass(own, classes):
        return annotation
    return next((each for each in classes if issubclass(each, own)), None)


def _constraints_for(request: Request) -> tuple[Constraints, list[Test]]:
    """Return what known predicates on text say as patterns, and the other predicates."""
    predicates = request.constraints.predicates
    bare = request.annotation
    is_text = typeinfo.is_any(bare) or (typeinfo.is_class(bare) and (bare is object or issubclass(bare, str)))
    patterns: list[Pattern] = []
    opaque: list[Test] = []
    for predicate in predicates:
        whole, refused = _meaning(predicate, _WHOLE_TEXT), _meaning(_negated(predicate), _WHOLE_TEXT)
        if is_text and whole is not None:
            patterns.append(Pattern(f"(?:{whole})", "fullmatch"))
        elif is_text and refused is not None:
            # These descriptions are exact for ASCII alone.
            rest = r"[\s\S]*" if refused is _WHOLE_TEXT[str.isascii] else r"[\x00-\x7f]*"
            patterns.append(Pattern(rf"(?!(?:{refused})\Z){rest}", "fullmatch"))
        else:
            opaque.append(predicate)
    return (Constraints(pattern=tuple(patterns)) if patterns else NONE), opaque


def _meaning(predicate: object, known: dict[object, T]) -> T | None:
    """Look a predicate up; it may have no hash, and an equality of its own."""
    return next((meaning for each, meaning in known.items() if each is predicate), None)


def _negated(predicate: object) -> Test | None:
    """Return what annotated_types' ``Not`` negates; None for anything else."""
    known = sys.modules.get("annotated_types")
    return predicate.func if known is not None and isinstance(predicate, known.Not) else None


def _special_floats(
    predicates: list[Test],
) -> tuple[tuple[float, ...], list[Test]]:
    """Return the values that are asked for where no usual float will do, and the predicates that usual ones may fail."""
    special: tuple[float, ...] = ()
    opaque = []
    for predicate in predicates:
        values = _meaning(predicate, _SPECIAL_FLOATS)
        if values is not None:
            special = values
        elif _negated(predicate) is math.isfinite:
            special = (math.inf, -math.inf, math.nan)
        elif predicate is not math.isfinite and _meaning(_negated(predicate), _SPECIAL_FLOATS) is None:
            opaque.append(predicate)
    return special, opaque


def _choose_special(request: Request, values: tuple[float, ...], opaque: list[Test]) -> Recipe:
    asked = attrs.evolve(request.constraints, multiple_of=None)
    kept = tuple(each for each in values if meets(each, asked) and all(test(each) for test in opaque))
    if not kept:
        raise request.unsatisfiable(*request.constraints.given)
    return choose_among(kept)


def _search(request: Request, plain: Recipe, predicates: list[Test]) -> Recipe:
    """Try values until one passes."""
    domain = plain.domain
    if domain is not None and domain.count <= _FEW:
        values = (domain.at(number) for number in range(domain.count))
        kept = tuple(each for each in values if all(test(each) for test in predicates))
        if not kept:
            raise request.unsatisfiable(*request.constraints.given)
        chosen = choose_among(kept)
        return chosen if plain.variants is not None else attrs.evolve(chosen, variants=None)
    draw, in_order = plain.make, min(domain.count, _TRIES_IN_ORDER) if domain is not None else 0
    error = (
        f"{request.where}: none of {_TRIES + in_order} values of type {request.shown} that were tried satisfies "
        f"{request.constraints.shown('predicates')}. Declare the field."
    )

    def make(stream: Random, builder: ModelBuilder) -> UserValue:
        for _ in range(_TRIES):
            value = draw(stream, builder)
            if all(test(value) for test in predicates):
                return value
        for number in range(in_order):
            value = domain.at(number) if domain is not None else None
            if all(test(value) for test in predicates):
                return value
        raise UnfillableError(error)

    return Recipe(make, plain.possible, hashable=plain.hashable)
