"""Random annotations whose constraints can be satisfied, and a judge of values that shares nothing with the library."""

from __future__ import annotations

import collections
import datetime
import enum
import math
import re
import typing
import uuid
from collections import abc
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, Optional, Union

import annotated_types
import attrs
from hypothesis import strategies as st


@attrs.frozen
class Rules:
    """Constraints as libraries spell them: the attributes of annotated_types in one object, like ``msgspec.Meta``."""

    gt: Any = None
    ge: Any = None
    lt: Any = None
    le: Any = None
    multiple_of: Any = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    max_digits: int | None = None
    decimal_places: int | None = None


class Colour(enum.Enum):
    RED = "r"
    GREEN = "g"


class Right(enum.Flag):
    READ = 1
    WRITE = 2
    BOTH = 3


PLAIN = (
    int,
    float,
    complex,
    str,
    bool,
    bytes,
    Decimal,
    Fraction,
    datetime.date,
    datetime.datetime,
    datetime.time,
    datetime.timedelta,
    uuid.UUID,
    Colour,
    Right,
    None,
    type(None),
    Any,
    object,
)

MANY_VALUED = (int, float, str, bytes, Decimal, Fraction, datetime.date, datetime.datetime, uuid.UUID, tuple[int, str])

INTEGERS = st.one_of(st.integers(-50, 50), st.integers(-(10**30), 10**30))


@st.composite
def bounds_around(draw: st.DrawFn, low: Any, high: Any) -> dict[str, Any]:
    """Bounds that leave at least what lies strictly between low and high."""
    rules: dict[str, Any] = {}
    if draw(st.booleans()):
        rules[draw(st.sampled_from(["gt", "ge"]))] = low
    if draw(st.booleans()):
        rules[draw(st.sampled_from(["lt", "le"]))] = high
    return rules


@st.composite
def whole_numbers(draw: st.DrawFn) -> Any:
    step, factor = draw(st.integers(1, 10**12)), draw(INTEGERS)
    value = step * factor
    rules = draw(bounds_around(value - draw(st.integers(1, 10**20)), value + draw(st.integers(1, 10**20))))
    if draw(st.booleans()):
        rules["multiple_of"] = step
    return Annotated[int, Rules(**rules)]


@st.composite
def floats(draw: st.DrawFn) -> Any:
    value = draw(st.floats(allow_nan=False, allow_infinity=False, max_value=1e307, min_value=-1e307))
    wide = draw(st.floats(0, 1e300))
    low, high = math.nextafter(value - wide, -math.inf), math.nextafter(value + wide, math.inf)
    return Annotated[float, Rules(**draw(bounds_around(low, high)))]


@st.composite
def float_multiples(draw: st.DrawFn) -> Any:
    step: Any = draw(st.sampled_from([0.1, 0.01, 0.25, 0.5, 1.5, 3, 7, Decimal("0.5"), 1e-9, 1e20]))
    rules: dict[str, Any] = {"multiple_of": step, "ge": float(step) * draw(st.sampled_from([-8, 0, 1, 2, 4]))}
    return Annotated[float, Rules(**rules)]


@st.composite
def exact_numbers(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from([Decimal, Fraction]))
    step = Fraction(draw(st.integers(1, 10**9)), 10 ** draw(st.integers(0, 12)))
    value = step * draw(INTEGERS)
    wide = Fraction(1, 10 ** draw(st.integers(0, 40)))
    rules = draw(bounds_around(as_decimal(value - wide), as_decimal(value + wide)))
    if draw(st.booleans()):
        rules["multiple_of"] = as_decimal(step)
    return Annotated[kind, Rules(**rules)]


def as_decimal(number: Fraction) -> Decimal:
    places = 60
    return Decimal((0 if number >= 0 else 1, tuple(map(int, str(abs(int(number * 10**places))))), -places))


@st.composite
def lengths(draw: st.DrawFn, most: int) -> Rules:
    fewest = draw(st.integers(0, most))
    return Rules(
        min_length=draw(st.sampled_from([None, fewest])),
        max_length=draw(st.sampled_from([None, fewest + draw(st.integers(0, 3))])),
    )


@st.composite
def texts(draw: st.DrawFn) -> Any:
    return Annotated[draw(st.sampled_from([str, bytes])), draw(lengths(40))]


@st.composite
def days(draw: st.DrawFn) -> Any:
    kind: Any = draw(st.sampled_from([datetime.date, datetime.datetime]))
    strategy: Any = st.dates() if kind is datetime.date else st.datetimes()
    low, high = sorted([draw(strategy), draw(strategy)])
    return Annotated[kind, Rules(ge=low, le=high)]


@st.composite
def matching_texts(draw: st.DrawFn) -> Any:
    """Patterns, with lengths that leave room for a match."""
    regex, least, most = draw(
        st.sampled_from(
            [
                ("^[a-z]+$", 1, None),
                (r"\d{3}", 3, None),
                (r"^[A-Z]{2}-\d{1,4}$", 4, 7),
                (r"^(?=.*\d)(?=.*[a-z]).{4,}$", 4, None),
                (r"^(cat|horse)s?$", 3, 6),
                (r"^(?!0)\d+\.\d\d$", 4, None),
            ]
        )
    )
    fewest = draw(st.integers(0, most or 30))
    wide = draw(st.sampled_from([None, max(fewest, least) if most is None else most]))
    return Annotated[str, Rules(pattern=regex, min_length=fewest, max_length=wide)]


@st.composite
def digits(draw: st.DrawFn) -> Any:
    places = draw(st.integers(0, 6))
    whole = draw(st.integers(1, 20))
    low = draw(st.one_of(st.none(), st.integers(-(10**whole) + 1, 10**whole - 1)))
    return Annotated[Decimal, Rules(max_digits=whole + places, decimal_places=places, ge=low)]


@st.composite
def aware_moments(draw: st.DrawFn) -> Any:
    zone = draw(st.sampled_from([None, ..., "UTC", "Asia/Tokyo", datetime.timezone(datetime.timedelta(hours=-3))]))
    return Annotated[datetime.datetime, annotated_types.Timezone(zone)]


def is_odd_length(value: str) -> bool:
    return len(value) % 2 == 1


def is_even(value: int) -> bool:
    return value % 2 == 0


NARROWED = (
    Annotated[str, annotated_types.Predicate(str.isupper)],
    Annotated[str, annotated_types.Predicate(str.isdigit), Rules(max_length=3)],
    Annotated[int, annotated_types.Predicate(is_even)],
    Annotated[int, annotated_types.Interval(ge=3, le=9), annotated_types.Predicate(is_even)],
    Annotated[str, annotated_types.Predicate(is_odd_length), Rules(min_length=5, max_length=5)],
    Annotated[float, annotated_types.Predicate(math.isfinite)],
)


def _with(generic: Any, *arguments: Any) -> Any:
    """Give arguments to a generic type."""
    return generic[arguments if len(arguments) != 1 else arguments[0]]


def _collections(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    many = st.one_of(st.sampled_from(MANY_VALUED), texts().filter(_has_many_values))
    repeating = [lambda item: _with(list, item), lambda item: _with(tuple, item, ...)]
    unique = [lambda item: _with(set, item), lambda item: _with(frozenset, item)]
    plain = [lambda item: _with(abc.Sequence, item), lambda item: _with(collections.deque, item)]
    return st.one_of(
        inner.map(lambda item: _with(Optional, item)),
        st.lists(inner, min_size=2, max_size=3).map(lambda items: _with(Union, *items)),
        st.lists(inner, max_size=3).map(lambda items: _with(tuple, *items)),
        _sized(st.builds(lambda make, item: make(item), st.sampled_from(repeating), inner)),
        _sized(st.builds(lambda make, item: make(item), st.sampled_from(unique), many)),
        _sized(st.builds(lambda key, item: _with(dict, key, item), many, inner)),
        st.builds(lambda make, item: make(item), st.sampled_from(plain), inner),
        st.builds(lambda key, item: _with(abc.Mapping, key, item), many, inner),
    )


def _sized(annotations: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(lambda annotation, rules: _with(Annotated, annotation, rules), annotations, lengths(3))


def _has_many_values(annotation: Any) -> bool:
    return bool(typing.get_args(annotation)[1].max_length != 0)


LEAVES = st.one_of(
    st.sampled_from(PLAIN),
    st.lists(st.sampled_from(["a", 1, True, None, b"x"]), min_size=1, max_size=3).map(
        lambda values: Literal[tuple(values)]
    ),
    whole_numbers(),
    floats(),
    float_multiples(),
    exact_numbers(),
    texts(),
    matching_texts(),
    digits(),
    aware_moments(),
    st.sampled_from(NARROWED),
    days(),
)


def nest(depth: int) -> st.SearchStrategy[Any]:
    """Annotations nested so deep."""
    return LEAVES if depth == 0 else st.one_of(LEAVES, _collections(nest(depth - 1)))


ANNOTATIONS = nest(4)


def is_valid(annotation: Any, value: Any) -> bool:  # noqa: C901, PLR0911 - one line for each form a type can take
    """Say whether a value is of a type and keeps its constraints."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        return is_valid(arguments[0], value) and all(obeys(value, rules) for rules in arguments[1:])
    if annotation is Any or annotation is object:
        return True
    if annotation is None:
        return value is None
    if origin is Union:
        return any(is_valid(member, value) for member in arguments)
    if origin is Literal:
        return any(type(value) is type(each) and value == each for each in arguments)
    if origin is None:
        return type(value) is annotation
    if origin is tuple:
        if type(value) is not tuple:
            return False
        if arguments[1:] == (Ellipsis,):
            return all(is_valid(arguments[0], each) for each in value)
        return len(value) == len(arguments) and all(map(is_valid, arguments, value))
    if issubclass(origin, abc.Mapping):
        return isinstance(value, origin) and all(
            is_valid(arguments[0], key) and is_valid(arguments[1], each) for key, each in value.items()
        )
    return isinstance(value, origin) and all(is_valid(arguments[0], each) for each in value)


def obeys(value: Any, rules: Any) -> bool:
    """Say whether a value keeps constraints."""
    if isinstance(rules, annotated_types.Predicate):
        return bool(rules.func(value))
    if isinstance(rules, annotated_types.Timezone):
        named = rules.tz is None or rules.tz is ... or str(value.tzinfo) == str(rules.tz)
        return named and (value.tzinfo is None) is (rules.tz is None)
    if isinstance(rules, annotated_types.Interval):
        return bool(rules.ge <= value <= rules.le)
    return _obeys_rules(value, rules)


def _obeys_rules(value: Any, rules: Rules) -> bool:
    checks = [
        rules.gt is None or value > rules.gt,
        rules.ge is None or value >= rules.ge,
        rules.lt is None or value < rules.lt,
        rules.le is None or value <= rules.le,
        rules.multiple_of is None or Fraction(value) % Fraction(rules.multiple_of) == 0,
        rules.min_length is None or len(value) >= rules.min_length,
        rules.max_length is None or len(value) <= rules.max_length,
        rules.pattern is None or re.search(rules.pattern, value) is not None,
        rules.max_digits is None or len(value.as_tuple().digits) <= rules.max_digits,
        rules.max_digits is None or abs(value) < 10 ** (rules.max_digits - (rules.decimal_places or 0)),
        rules.decimal_places is None or -value.as_tuple().exponent <= rules.decimal_places,
    ]
    return all(checks)
