"""Mappings, and namespaces."""

from __future__ import annotations

import builtins
import collections
import itertools
import types
from collections import abc
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, Any

import attrs

from typedfactory.ground.context import ModelBuilder
from typedfactory.values.collections.elements import element_of, item_recipe, or_empty, unique_items_drawer
from typedfactory.values.core.distinct import distinct_drawer
from typedfactory.values.core.lengths import LENGTH_CONSTRAINTS, length_range
from typedfactory.values.core.recipes import Generator, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request, show
from typedfactory.values.core.variants import Shown

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


#: The class of frozen dicts; None before Python 3.15.
_FROZEN: type[UserValue] | None = getattr(builtins, "frozendict", None)
_EMPTY_BY_CALL = (int, float, str, bool, bytes, list, dict, set, frozenset, tuple, collections.deque)


def _make_pairs(request: Request, key_type: object, key: Recipe, value: Recipe) -> Generator:
    """Return a function that makes a dict."""
    request.accept(*LENGTH_CONSTRAINTS)
    keys = unique_items_drawer(request, key, key_type)
    make = value.make

    def make_dict(stream: Random, builder: ModelBuilder) -> dict[UserValue, UserValue]:
        return {each: make(stream, builder) for each in keys(stream, builder)}

    if value.members:

        def make_in_turn(stream: Random, builder: ModelBuilder) -> dict[UserValue, UserValue]:
            makers = itertools.cycle(value.in_turn(builder))
            return {each: next(makers)(stream, builder) for each in keys(stream, builder)}

        return make_in_turn

    return make_dict


def _show_pairs(
    request: Request,
    key_type: object,
    members: tuple[Recipe, Recipe],
    build: Callable[[UserValue], UserValue],
    whole: Generator,
) -> tuple[Recipe, ...]:
    fill = distinct_drawer(members[0], request.where, show(key_type))
    return Shown(*length_range(request), lambda pairs: build(dict(pairs)), whole, fill).of(*members)


def _maker_of_mapping(build: Callable[[dict[UserValue, UserValue]], UserValue] | None) -> Maker:
    """Return a maker of mappings; None leaves the dict as it is."""

    def make_mapping(request: Request) -> Recipe:
        key_type, value_type = request.arguments or (Any, Any)
        members = item_recipe(request, key_type), item_recipe(request, value_type)
        make_dict = _make_pairs(request, key_type, *members)
        if build is None:
            make, possible = or_empty(request, make_dict, members, dict)
        else:
            whole: Generator = lambda stream, builder: build(make_dict(stream, builder))  # noqa: E731 - one expression
            make, possible = or_empty(request, whole, members, lambda: build({}))
        variants = lambda: _show_pairs(request, key_type, members, build or dict, make)  # noqa: E731 - one expression
        return Recipe(make, possible, hashable=False, variants=variants)

    return make_mapping


def make_defaultdict(request: Request) -> Recipe:
    """Make default dicts; what is missing gets a new value of the same type where that takes no arguments."""
    value_type: object = (request.arguments or (Any, Any))[1]
    origin = getattr(value_type, "__origin__", value_type)
    factory = origin if origin in _EMPTY_BY_CALL else None
    return _maker_of_mapping(lambda pairs: collections.defaultdict(factory, pairs))(request)


def make_frozen(request: Request) -> Recipe:  # pragma: no cover - Python 3.15
    """Make frozen dicts, which Python has from 3.15 on; they have a hash if their values have one."""
    _, value_type = request.arguments or (Any, Any)
    made = _maker_of_mapping(_FROZEN)(request)
    return attrs.evolve(made, hashable=request.recipe_for(value_type).hashable)


def make_counter(request: Request) -> Recipe:
    """Make counters."""
    counted = _maker_of_mapping(collections.Counter)
    return counted(attrs.evolve(request, annotation=types.GenericAlias(dict, (element_of(request), int))))


def make_namespace(request: Request) -> Recipe:
    """Make namespaces with nothing in them: their attributes are not known."""
    request.accept()
    return Recipe(lambda _stream, _builder: types.SimpleNamespace(), hashable=False)


_make_dict = _maker_of_mapping(None)

MAKERS: dict[object, Maker] = {
    **dict.fromkeys((dict, abc.Mapping, abc.MutableMapping), _make_dict),
    collections.OrderedDict: _maker_of_mapping(collections.OrderedDict),
    collections.ChainMap: _maker_of_mapping(collections.ChainMap),
    collections.UserDict: _maker_of_mapping(collections.UserDict),
    types.MappingProxyType: _maker_of_mapping(types.MappingProxyType),
    types.SimpleNamespace: make_namespace,
    collections.defaultdict: make_defaultdict,
    collections.Counter: make_counter,
    **({_FROZEN: make_frozen} if _FROZEN is not None else {}),
}
