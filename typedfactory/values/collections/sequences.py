"""Sequences and sets, and what iterates over their elements."""

from __future__ import annotations

import collections
import itertools
from collections import abc
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from typedfactory.values.collections.elements import (
    element_of,
    item_recipe,
    items_drawer,
    or_empty,
    size_range,
    unique_items_drawer,
)
from typedfactory.values.core.distinct import distinct_drawer
from typedfactory.values.core.lengths import LENGTH_CONSTRAINTS, length_range
from typedfactory.values.core.recipes import Domain, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request, show
from typedfactory.values.core.variants import Shown

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: Up to so many members, a set of them is numbered by listing all subsets.
_FEW = 8


def maker_of_sequence(build: Callable[[Iterable[UserValue]], UserValue] | None) -> Maker:
    """Return a maker of collections in which values may repeat; None leaves the list as it is."""

    def make_sequence(request: Request) -> Recipe:
        request.accept(*LENGTH_CONSTRAINTS, "unique")
        element = element_of(request)
        item = item_recipe(request, element)
        if request.constraints.unique:
            items = unique_items_drawer(request, item, element)
        else:
            items = items_drawer(request, item)
        empty: Callable[[], UserValue] = list
        if build is not None:
            listed = items
            empty = lambda: build(())  # noqa: E731 - one expression
            items = lambda stream, builder: build(listed(stream, builder))  # noqa: E731 - a wrapper around what it replaces
        make, possible = or_empty(request, items, [item], empty)
        fill = distinct_drawer(item, request.where, show(element)) if request.constraints.unique else None
        shown = Shown(*length_range(request), build or list, make, fill)
        return Recipe(make, possible, hashable=False, variants=lambda: shown.of(item))

    return make_sequence


def _maker_of_set(build: type[set[UserValue] | frozenset[UserValue]]) -> Maker:
    def make_set(request: Request) -> Recipe:
        request.accept(*LENGTH_CONSTRAINTS, "unique")
        element = element_of(request)
        item = item_recipe(request, element)
        items = unique_items_drawer(request, item, element)
        make, possible = or_empty(request, lambda stream, builder: build(items(stream, builder)), [item], build)
        fill = distinct_drawer(item, request.where, show(element))
        shown = Shown(*length_range(request), build, make, fill)
        domain = None if build is set else lambda: _domain_of_subsets(request, item.domain)
        return Recipe(make, possible, domain, build is not set, lambda: shown.of(item))

    return make_set


def _domain_of_subsets(request: Request, members: Domain | None) -> Domain | None:
    if members is None:
        return None
    fewest, most = length_range(request)
    if members.count <= _FEW:
        sizes = range(fewest, min(members.count, members.count if most is None else most) + 1)
        values = [members.at(number) for number in range(members.count)]
        subsets = [frozenset(each) for size in sizes for each in itertools.combinations(values, size)]
        return Domain(len(subsets), subsets.__getitem__)
    size = max(size_range(request)[0], 1)
    at = members.at
    return Domain(members.count // size, lambda number: frozenset(at(number * size + place) for place in range(size)))


_make_list, _make_set = maker_of_sequence(None), _maker_of_set(set)

MAKERS: dict[object, Maker] = {
    **dict.fromkeys((list, abc.Sequence, abc.MutableSequence, abc.Collection), _make_list),
    **dict.fromkeys((abc.Iterable, abc.Reversible, abc.Container), _make_list),
    abc.Iterator: maker_of_sequence(iter),
    collections.deque: maker_of_sequence(collections.deque),
    collections.UserList: maker_of_sequence(collections.UserList),
    **dict.fromkeys((set, abc.Set, abc.MutableSet), _make_set),
    frozenset: _maker_of_set(frozenset),
}
