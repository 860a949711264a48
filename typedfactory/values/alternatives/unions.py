"""Unions and what stands for another type: type variables, references back to an enclosing alias.

A union gets the first of its members that is not None, and that can be made; None when nothing else can.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, ForwardRef, Union

import attrs

from typedfactory import typeinfo
from typedfactory.errors import InapplicableError, UnfillableError
from typedfactory.ground.constraints import Alternatives
from typedfactory.ground.context import ModelBuilder
from typedfactory.values.alternatives.choices import choose_among
from typedfactory.values.core.recipes import Domain, Generator, Possible, Recipe, any_possible
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request
from typedfactory.values.core.variants import show_members

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

_NONE = choose_among((None,))


def make_union(request: Request) -> Recipe:
    """Make the first member that can be made, None last."""
    wanted = [each for each in request.arguments if each is not type(None)]
    optional = len(wanted) < len(request.arguments)
    recipes = _collect_recipes(request, wanted, optional=optional)
    members = tuple(recipes) if len(recipes) > 1 else ()
    if optional:
        recipes.append(_NONE)
    if optional and request.settings.optional == "none":
        return attrs.evolve(_NONE, variants=lambda: show_members(recipes, _NONE.make))
    domain = _join_domains([recipe.domain for recipe in recipes])
    hashable = all(recipe.hashable for recipe in recipes)
    make, possible = _first_possible(request, recipes)
    if optional and request.settings.optional != "value":
        make, members = sometimes_none(make, request.settings.optional), ()
    variants = (lambda: show_members(recipes, make)) if len(recipes) > 1 else recipes[0].variants
    return Recipe(make, possible, domain, hashable, variants, members)


def _collect_recipes(request: Request, wanted: list[object], *, optional: bool) -> list[Recipe]:
    """Return the recipes of the members that can be made at all.

    Constraints that cannot be satisfied are an error in any member; a member that nobody makes, or that the
    constraints of the union mean nothing to, is left out as long as another one remains.
    """
    recipes: list[Recipe] = []
    refused: UnfillableError | None = None
    alternatives = any(isinstance(item, Alternatives) for item in request.metadata)
    for member in wanted:
        try:
            recipes.append(request.recipe_for(member, request.constraints))
        except UnfillableError as error:
            if not alternatives and not isinstance(error, InapplicableError):
                raise
            refused = refused or error
    if refused is not None and not recipes and not optional:
        raise refused
    return recipes


def _first_possible(request: Request, recipes: list[Recipe]) -> tuple[Generator, Possible | None]:
    certain = next((index for index, recipe in enumerate(recipes) if recipe.possible is None), None)
    if certain == 0:
        return recipes[0].make, None
    error = f"{request.where}: no member of {request.shown} can be built here without end. Declare the field."

    def make(stream: Random, builder: ModelBuilder) -> UserValue:
        for recipe in recipes:
            if recipe.possible is None or recipe.possible(builder):
                return recipe.make(stream, builder)
        raise UnfillableError(error)

    return make, any_possible(recipes)


def sometimes_none(make: Generator, optional: str | float) -> Generator:
    """Return a generator that gives None now and then.

    Args:
        make: Gives a value.
        optional: ``"random"``, which is half of the time, or the share of values.
    """
    if not isinstance(optional, str):
        return lambda stream, builder: make(stream, builder) if stream.random() < optional else None

    def make_or_none(stream: Random, builder: ModelBuilder) -> UserValue:
        return make(stream, builder) if stream.getrandbits(1) else None

    return make_or_none


def _join_domains(domains: list[Domain | None]) -> Domain | None:
    known = [domain for domain in domains if domain is not None]
    if len(known) < len(domains):
        return None

    def at(number: int) -> UserValue:
        for domain in known:
            if number < domain.count:
                return domain.at(number)
            number -= domain.count
        raise IndexError(number)

    return Domain(sum(domain.count for domain in known), at)


def make_variable(request: Request) -> Recipe:
    """Make what may stand for a type variable: its default, its bound, its first constraint, or anything."""
    return request.recipe_for(typeinfo.meaning_of_variable(request.annotation), request.constraints)


def is_variable(request: Request) -> bool:
    """Say whether a type variable is asked for."""
    return typeinfo.is_type_variable(request.annotation)


def is_back_reference(request: Request) -> bool:
    """Say whether this is a reference that resolving left in place, because it leads back to where it stands."""
    return isinstance(request.annotation, ForwardRef)


MAKERS: dict[object, Maker] = {Union: make_union}
