"""Collections: as few elements as their constraints allow, but one where none are asked.

Where the elements cannot be built without end, a collection that may be empty is.
"""

from __future__ import annotations

import collections
import itertools
import math
import types
from collections import abc
from collections.abc import Callable, Iterable
from random import Random
from typing import TYPE_CHECKING, Any

import attrs
import typing_extensions as te

from typedfactory import typeinfo
from typedfactory.errors import UnfillableError
from typedfactory.ground.context import ModelBuilder
from typedfactory.values.core.distinct import distinct_drawer, too_few
from typedfactory.values.core.drawing import drawer_between
from typedfactory.values.core.recipes import Domain, Generator, Possible, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request, show
from typedfactory.values.core.variants import Shown, show_places
from typedfactory.values.text.strings import length_range

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

_LENGTHS = ("min_length", "max_length")
#: Up to so many members, a set of them is numbered by listing all subsets.
_FEW = 8


def _size_range(request: Request) -> tuple[int, int]:
    """Return the fewest and the most elements to make."""
    fewest, most = length_range(request)
    wanted = request.settings.collection_size
    if wanted is None:
        low = high = max(fewest, 1)
    else:
        low, high = (wanted, wanted) if isinstance(wanted, int) else wanted
    limit = math.inf if most is None else most
    return int(min(max(low, fewest), limit)), int(min(max(high, fewest), limit))


def _or_empty(
    request: Request, make: Generator, tests: list[Possible | None], empty: Callable[[], UserValue]
) -> tuple[Generator, Possible | None]:
    """Let a collection be empty where its elements cannot be built; where it may not be, it cannot be built either."""
    needed = [test for test in tests if test is not None]
    if not needed:
        return make, None
    if request.constraints.min_length:
        return make, lambda builder: all(test(builder) for test in needed)

    def make_or_leave(stream: Random, builder: ModelBuilder) -> UserValue:
        for test in needed:
            if not test(builder):
                return empty()
        return make(stream, builder)

    return make_or_leave, None


def _items_drawer(item: Recipe, low: int, high: int) -> Generator:
    """Return a function that makes a list of independent values."""
    make = item.make
    if low == high == 1:
        return lambda stream, builder: [make(stream, builder)]
    if low == high:
        return lambda stream, builder: [make(stream, builder) for _ in range(low)]
    draw_size = drawer_between(low, high)
    return lambda stream, builder: [make(stream, builder) for _ in range(draw_size(stream))]


def _unique_items_drawer(request: Request, item: Recipe, annotation: object) -> Generator:
    """Return a function that makes a list of different values."""
    low, high = _size_range(request)
    shown = show(annotation)
    if not item.hashable:
        raise UnfillableError(
            f"{request.where}: values of type {shown} cannot be members of {request.shown}: they have no hash. "
            f"Correct the type, or declare the field."
        )
    if item.domain is not None and item.domain.count < high:
        if item.domain.count < (request.constraints.min_length or 0):
            raise UnfillableError(too_few(request.where, shown, request.constraints.min_length or 0, item.domain.count))
        low, high = min(low, item.domain.count), item.domain.count
    draw = distinct_drawer(item, request.where, shown)
    if low == high:
        return lambda stream, builder: draw(stream, builder, low)
    draw_size = drawer_between(low, high)
    return lambda stream, builder: draw(stream, builder, draw_size(stream))


def _element_of(request: Request) -> object:
    return request.arguments[0] if request.arguments else Any


def _maker_of_sequence(build: Callable[[Iterable[UserValue]], UserValue] | None) -> Maker:
    """Return a maker of collections in which values may repeat; None leaves the list as it is."""

    def make_sequence(request: Request) -> Recipe:
        request.accept(*_LENGTHS, "unique")
        element = _element_of(request)
        item = request.recipe_for(element)
        if request.constraints.unique:
            items = _unique_items_drawer(request, item, element)
        else:
            items = _items_drawer(item, *_size_range(request))
        empty: Callable[[], UserValue] = list
        if build is not None:
            listed = items
            empty = lambda: build(())  # noqa: E731 - one expression
            items = lambda stream, builder: build(listed(stream, builder))  # noqa: E731 - a wrapper around what it replaces
        make, possible = _or_empty(request, items, [item.possible], empty)
        fill = distinct_drawer(item, request.where, show(element)) if request.constraints.unique else None
        shown = Shown(*length_range(request), build or list, make, fill)
        return Recipe(make, possible, hashable=False, variants=lambda: shown.of(item))

    return make_sequence


def _maker_of_set(build: type[set[UserValue] | frozenset[UserValue]]) -> Maker:
    def make_set(request: Request) -> Recipe:
        request.accept(*_LENGTHS, "unique")
        element = _element_of(request)
        item = request.recipe_for(element)
        items = _unique_items_drawer(request, item, element)
        make, possible = _or_empty(
            request, lambda stream, builder: build(items(stream, builder)), [item.possible], build
        )
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
    size = max(_size_range(request)[0], 1)
    at = members.at
    return Domain(members.count // size, lambda number: frozenset(at(number * size + place) for place in range(size)))


def make_tuple(request: Request) -> Recipe:
    """Make tuples, of fixed members or of any number of one type."""
    arguments = tuple(_unpacked(request.arguments))
    if not arguments and request.annotation is not tuple:
        request.accept()
        return Recipe(lambda _stream, _builder: (), domain=Domain(1, lambda _number: ()))
    if not arguments or (len(arguments) == 2 and arguments[1] is Ellipsis):  # noqa: PLR2004 - tuple[X, ...]
        return _make_variadic_tuple(request)
    request.accept(*_LENGTHS)
    fewest, most = length_range(request)
    if len(arguments) < fewest or (most is not None and len(arguments) > most):
        raise request.unsatisfiable(*_LENGTHS)
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
    sequence = _maker_of_sequence(tuple)(request)
    item = request.recipe_for(_element_of(request))
    low, _ = _size_range(request)
    domain = None if item.domain is None else _domain_of_product([item.domain] * low)
    return Recipe(sequence.make, sequence.possible, domain, item.hashable, sequence.variants)


def _make_fixed_tuple(members: list[Recipe]) -> Recipe:
    makes = [member.make for member in members]
    tests = [member.possible for member in members if member.possible is not None]
    domains = [member.domain for member in members if member.domain is not None]

    def make(stream: Random, builder: ModelBuilder) -> tuple[UserValue, ...]:
        return tuple([each(stream, builder) for each in makes])

    return Recipe(
        make,
        (lambda builder: all(test(builder) for test in tests)) if tests else None,
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


def _make_pairs(request: Request, key_type: object, key: Recipe, value: Recipe) -> Generator:
    """Return a function that makes a dict."""
    request.accept(*_LENGTHS)
    keys = _unique_items_drawer(request, key, key_type)
    make = value.make

    def make_dict(stream: Random, builder: ModelBuilder) -> dict[UserValue, UserValue]:
        return {each: make(stream, builder) for each in keys(stream, builder)}

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
        members = request.recipe_for(key_type), request.recipe_for(value_type)
        make_dict = _make_pairs(request, key_type, *members)
        tests = [member.possible for member in members]
        if build is None:
            make, possible = _or_empty(request, make_dict, tests, dict)
        else:
            whole: Generator = lambda stream, builder: build(make_dict(stream, builder))  # noqa: E731 - one expression
            make, possible = _or_empty(request, whole, tests, lambda: build({}))
        variants = lambda: _show_pairs(request, key_type, members, build or dict, make)  # noqa: E731 - one expression
        return Recipe(make, possible, hashable=False, variants=variants)

    return make_mapping


def make_defaultdict(request: Request) -> Recipe:
    """Make default dicts; what is missing gets a new value of the same type where that takes no arguments."""
    value_type: object = (request.arguments or (Any, Any))[1]
    origin = getattr(value_type, "__origin__", value_type)
    factory = origin if origin in _EMPTY_BY_CALL else None
    return _maker_of_mapping(lambda pairs: collections.defaultdict(factory, pairs))(request)


_EMPTY_BY_CALL = (int, float, str, bool, bytes, list, dict, set, frozenset, tuple, collections.deque)


def make_counter(request: Request) -> Recipe:
    """Make counters."""
    counted = _maker_of_mapping(collections.Counter)
    return counted(attrs.evolve(request, annotation=types.GenericAlias(dict, (_element_of(request), int))))


def make_namespace(request: Request) -> Recipe:
    """Make namespaces with nothing in them: their attributes are not known."""
    request.accept()
    return Recipe(lambda _stream, _builder: types.SimpleNamespace(), hashable=False)


_make_list, _make_set, _make_frozenset = _maker_of_sequence(None), _maker_of_set(set), _maker_of_set(frozenset)
_make_dict = _maker_of_mapping(None)

MAKERS: dict[object, Maker] = {
    **dict.fromkeys((list, abc.Sequence, abc.MutableSequence, abc.Collection), _make_list),
    **dict.fromkeys((abc.Iterable, abc.Reversible, abc.Container), _make_list),
    abc.Iterator: _maker_of_sequence(iter),
    collections.deque: _maker_of_sequence(collections.deque),
    collections.UserList: _maker_of_sequence(collections.UserList),
    tuple: make_tuple,
    **dict.fromkeys((set, abc.Set, abc.MutableSet), _make_set),
    frozenset: _make_frozenset,
    **dict.fromkeys((dict, abc.Mapping, abc.MutableMapping), _make_dict),
    collections.OrderedDict: _maker_of_mapping(collections.OrderedDict),
    collections.ChainMap: _maker_of_mapping(collections.ChainMap),
    collections.UserDict: _maker_of_mapping(collections.UserDict),
    types.MappingProxyType: _maker_of_mapping(types.MappingProxyType),
    types.SimpleNamespace: make_namespace,
    collections.defaultdict: make_defaultdict,
    collections.Counter: make_counter,
}
