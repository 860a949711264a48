"""Tuples: of fixed members, or of any number of one type."""

from __future__ import annotations

import math
from collections.abc import Iterable
from random import Random
from typing import TYPE_CHECKING

import typing_extensions as te

from typedfactory import typeinfo
from typedfactory.ground.context import ModelBuilder
from typedfactory.values.collections.elements import element_of, item_recipe, size_range
from typedfactory.values.collections.sequences import maker_of_sequence
from typedfactory.values.core.lengths import LENGTH_CONSTRAINTS, length_range
from typedfactory.values.core.recipes import Domain, Recipe, all_possible
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request
from typedfactory.values.core.variants import show_places

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


def make_tuple(request: Request) -> Recipe:
    """Make tuples, of fixed members or of any number of one type."""
    arguments = tuple(_unpacked(request.arguments))
    if not arguments and request.annotation is not tuple:
        request.accept()
        return Recipe(lambda _stream, _builder: (), domain=Domain(1, lambda _number: ()))
    if not arguments or (len(arguments) == 2 and arguments[1] is Ellipsis):  # noqa: PLR2004 - tuple[X, ...]
        return _make_variadic_tuple(request)
    request.accept(*LENGTH_CONSTRAINTS)
    fewest, most = length_range(request)
    if len(arguments) < fewest or (most is not None and len(arguments) > most):
        raise request.unsatisfiable(*LENGTH_CONSTRAINTS)
    return _make_fixed_tuple([request.recipe_for(argument) for argument in arguments])


def _unpacked(arguments: Iterable[object]) -> Iterable[UserValue]:
    """Return the members of a tuple; of ``*tuple[X, ...]`` in it, one X."""
    for each in arguments:
        inner = typeinfo.arguments_of(each)
        if typeinfo.origin_of(each) is te.Unpack:
            inner = typeinfo.arguments_of(inner[0])
        elif getattr(each, "__unpacked__", False) is not True:
            yield each
            continue
        yield from _unpacked(inner[:1] if inner[1:] == (Ellipsis,) else inner)


def _make_variadic_tuple(request: Request) -> Recipe:
    sequence = maker_of_sequence(tuple)(request)
    item = item_recipe(request, element_of(request))
    low, _ = size_range(request)
    domain = None if item.domain is None else _domain_of_product([item.domain] * low)
    return Recipe(sequence.make, sequence.possible, domain, item.hashable, sequence.variants)


def _make_fixed_tuple(members: list[Recipe]) -> Recipe:
    makes = [member.make for member in members]
    domains = [member.domain for member in members if member.domain is not None]

    def make(stream: Random, builder: ModelBuilder) -> tuple[UserValue, ...]:
        return tuple([each(stream, builder) for each in makes])

    return Recipe(
        make,
        all_possible(members),
        _domain_of_product(domains) if len(domains) == len(members) else None,
        all(member.hashable for member in members),
        lambda: show_places(members),
    )


def _domain_of_product(domains: list[Domain]) -> Domain:
    def at(number: int) -> tuple[UserValue, ...]:
        values: list[object] = []
        for domain in domains:
            number, digit = divmod(number, domain.count)
            values.append(domain.at(digit))
        return tuple(values)

    return Domain(math.prod(domain.count for domain in domains), at)


MAKERS: dict[object, Maker] = {tuple: make_tuple}
