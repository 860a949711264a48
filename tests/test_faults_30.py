"""Fault 30: corners of types and constraints, each with its siblings."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import re
import socket
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, Optional, Union
from zoneinfo import ZoneInfo

import annotated_types as at
import attrs
import msgspec
import pydantic
import pytest
import typing_extensions as te
from attrs import validators as v

import typedfactory
from typedfactory.errors import UnfillableError

TIMES = 40


def many(kind: Any) -> list[Any]:
    """Values of a field of a dataclass."""
    holder: Any = dataclasses.make_dataclass("Holder", [("x", kind)])
    return [made.x for made in typedfactory.make_factory(holder).build_batch(TIMES)]


def modelled(kind: Any, **said: Any) -> list[Any]:
    """Values of a field of a pydantic model, which checks them."""
    create: Any = pydantic.create_model
    return [each.x for each in typedfactory.build_batch(create("P", x=(kind, pydantic.Field(**said))), TIMES)]


def validated(kind: Any, validator: Any) -> list[Any]:
    """Values of a field of an attrs class, whose validators check them."""
    cls: Any = attrs.make_class("C", {"x": attrs.field(type=kind, validator=validator)})
    return [made.x for made in typedfactory.make_factory(cls).build_batch(TIMES)]


def odd(_instance: object, _attribute: object, value: int) -> None:
    if value % 2 == 0:
        raise ValueError(value)


VALIDATORS: dict[str, tuple[Any, Any]] = {
    "or beside a bound that only one meets": (int, [v.or_(v.lt(5), v.gt(10)), v.ge(7)]),
    "or before the bound": (int, [v.ge(7), v.or_(v.lt(5), v.gt(10))]),
    "two ors": (Any, [v.or_(v.in_([1, "a"]), v.in_([2])), v.or_(v.instance_of(str), v.instance_of(list))]),
    "or beside a length": (str, [v.min_len(3), v.or_(v.matches_re("a"), v.matches_re("b+"))]),
    "or of an optional": (Optional[str], v.optional(v.or_(v.in_(["a"]), v.min_len(3)))),
    "not below": (int, v.not_(v.lt(2_000_000_000))),
    "not above": (float, v.not_(v.gt(-5.5))),
    "not among": (int, [v.not_(v.in_([1, 2])), v.ge(1), v.le(3)]),
    "not some literals": (Literal["a", "b", "c"], v.not_(v.in_(["a", "b"]))),
    "not a type": (Union[int, str], v.not_(v.instance_of(int))),
    "not as long": (str, v.not_(v.min_len(3))),
    "not as short": (list[int], v.not_(v.max_len(3))),
    "not a match": (str, v.not_(v.matches_re("[a-z]+"))),
    "not a match anywhere": (str, v.not_(v.matches_re("[a-z]", func=re.search))),
    "not a match at the start": (str, v.not_(v.matches_re("a", flags=re.IGNORECASE, func=re.match))),
    "not a match of bytes": (bytes, v.not_(v.matches_re(b"a+"))),
    "neither": (int, v.not_(v.or_(v.lt(5), v.gt(6)))),
    "not both": (int, v.not_(v.and_(v.ge(0), v.lt(2**31)))),
    "not not": (int, v.not_(v.not_(v.lt(5)))),
    "not optional": (Optional[int], v.not_(v.optional(v.lt(5)))),
    "not one's own": (int, v.not_(odd)),
    "not all items": (list[int], v.not_(v.deep_iterable(v.gt(5)))),
    "not, among others": (int, [v.instance_of(int), v.not_(v.ge(0)), v.gt(-4)]),
}


@pytest.mark.skipif(not hasattr(v, "or_"), reason="it came after the oldest attrs that is supported")
@pytest.mark.parametrize("name", VALIDATORS)
def test_alternatives_and_negations_of_attrs_are_made_to_be_accepted(name: str) -> None:
    assert len(validated(*VALIDATORS[name])) == TIMES


@pytest.mark.skipif(not hasattr(v, "or_"), reason="as above")
def test_alternatives_that_all_contradict_the_rest_are_an_error() -> None:
    with pytest.raises(UnfillableError) as caught:
        validated(int, [v.or_(v.lt(5), v.gt(10)), v.ge(7), v.le(8)])
    assert str(caught.value) == (
        "CFactory.x: no int satisfies ge=7, lt=5 and le=8. Correct the constraints, or declare the field."
    )


EMPTY: dict[str, tuple[Any, Any]] = {
    "list": (list[socket.socket], []),
    "nested": (list[list[socket.socket]], [[]]),
    "dict": (dict[str, socket.socket], {}),
    "keys": (dict[socket.socket, str], {}),
    "mapping": (Mapping[str, socket.socket], {}),
    "set": (set[socket.socket], set()),
    "frozenset": (frozenset[socket.socket], frozenset()),
    "tuple": (tuple[socket.socket, ...], ()),
    "sequence": (Sequence[socket.socket], []),
    "optional": (Optional[list[socket.socket]], []),
    "optional, not empty": (Optional[Annotated[list[socket.socket], at.MinLen(1)]], None),
    "optional pair": (Optional[tuple[int, socket.socket]], None),
    "in a dict": (dict[Literal["a"], list[socket.socket]], {"a": []}),
}


@pytest.mark.parametrize("name", EMPTY)
def test_what_nobody_makes_is_left_out_where_it_may_be(name: str) -> None:
    kind, expected = EMPTY[name]
    assert many(kind) == [expected] * TIMES


@pytest.mark.parametrize(
    "kind", [Annotated[list[socket.socket], at.MinLen(1)], tuple[int, socket.socket], socket.socket]
)
def test_where_it_may_not_be_it_is_an_error(kind: Any) -> None:
    with pytest.raises(UnfillableError) as caught:
        many(kind)
    assert str(caught.value) == (
        "HolderFactory.x: values of type socket cannot be made. Declare the field, or give it a default."
    )


UTC = datetime.timezone.utc
EAST, WEST = datetime.timezone(datetime.timedelta(hours=14)), datetime.timezone(-datetime.timedelta(hours=12))
ZONES = [UTC, EAST, WEST, ZoneInfo("Asia/Kolkata"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Kiritimati")]


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize("hours", [0, 3, 30, 60])
def test_aware_moments_reach_to_both_ends_of_the_calendar(zone: datetime.tzinfo, hours: int) -> None:
    span = datetime.timedelta(hours=hours)
    first, last = datetime.datetime.min.replace(tzinfo=zone), datetime.datetime.max.replace(tzinfo=zone)
    early, late = first + span, last - span
    assert all(first <= each <= early for each in many(Annotated[datetime.datetime, at.Le(early)]))
    assert all(late <= each <= last for each in many(Annotated[datetime.datetime, at.Ge(late)]))
    assert all(each.tzinfo == zone for each in many(Annotated[datetime.datetime, at.Interval(ge=first, le=last)]))


def test_the_same_for_days_and_naive_moments() -> None:
    assert set(many(Annotated[datetime.date, at.Ge(datetime.date.max)])) == {datetime.date.max}
    first = datetime.datetime.min  # noqa: DTZ901 - naive is the point
    assert set(many(Annotated[datetime.datetime, at.Le(first)])) == {first}


@pytest.mark.parametrize(
    "said",
    [
        {"max_digits": 1, "decimal_places": 1, "multiple_of": 3},
        {"max_digits": 2, "decimal_places": 2, "multiple_of": 1},
        {"max_digits": 1, "decimal_places": 1},
        {"max_digits": 2, "decimal_places": 2, "le": 0},
        {"max_digits": 1, "decimal_places": 1, "ge": 0, "lt": decimal.Decimal("0.1")},
        {"max_digits": 3, "decimal_places": 2, "multiple_of": decimal.Decimal("0.3")},
    ],
    ids=str,
)
def test_decimals_without_a_digit_before_the_point(said: dict[str, Any]) -> None:
    assert len(modelled(decimal.Decimal, **said)) == TIMES
    assert len(modelled(set[Annotated[decimal.Decimal, pydantic.Field(**said)]])) == TIMES


PATTERNS = [
    r"^[[:alpha:]]+$",
    r"^[[:^alpha:]]+$",
    r"^[a[:digit:]]+$",
    r"^[^[:alnum:]]$",
    r"^[[:word:]-]+$",
    r"^[[:upper:][:digit:]]{4}$",
    r"^[[:xdigit:]]{8}$",
    r"^[[:space:]]$",
    r"^[[:punct:]]{3}$",
    r"^[[a-c]x]+$",
    r"^[a-z&&[^aeiou]]+$",
    r"^[a-f--c]$",
    r"^[\w--\d]{3}$",
    r"^[a-m~~h-z]+$",
    r"^\pL\PL$",
    r"^\p{Letter}\P{L}$",
    r"^[\p{Lu}\p{P}]+$",
    r"^(?<name>ab)+$",
    r"^\x{41}[\x{42}-\x{44}]$",
    r"^(?i)abc$",
    r"^(a(?i)b|c)d$",
    r"^(?P<x>a)(?i:b)(?:c)$",
    r"^[]a]+$",
    r"^[\[\]]+$",
    r"^\d+\z",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_are_read_as_pydantic_reads_them(pattern: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(modelled(str, pattern=pattern)) == TIMES


def test_a_compiled_pattern_is_pythons() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        pattern = re.compile(r"^[[:alpha:]]$")
        values = validated(str, v.matches_re(pattern))
    assert all(pattern.fullmatch(value) for value in values)


def magic(value: Any) -> Any:
    if value not in ("magic", ("ma", "gic")):
        raise ValueError("no magic")
    return value


class Spoken(pydantic.BaseModel):
    word: str = pydantic.Field(examples=["no", "magic"])
    free: str = pydantic.Field(examples=["an example"])

    @pydantic.field_validator("word")
    @classmethod
    def check(cls, value: str) -> str:
        return str(magic(value))


EXAMPLES: dict[str, Callable[[], list[Any]]] = {
    "said of the field": lambda: modelled(Annotated[str, pydantic.AfterValidator(magic)], examples=["no", "magic"]),
    "said in the type": lambda: modelled(
        Annotated[str, pydantic.AfterValidator(magic), pydantic.Field(examples=["no", "magic"])]
    ),
    "of an item": lambda: [
        each
        for items in modelled(list[Annotated[str, pydantic.AfterValidator(magic), pydantic.Field(examples=["magic"])]])
        for each in items
    ],
    "before": lambda: modelled(Annotated[tuple[str, str], pydantic.BeforeValidator(magic)], examples=[("ma", "gic")]),
    "of the model": lambda: [each.word for each in typedfactory.build_batch(Spoken, TIMES)],
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_are_tried_where_a_validator_refuses_all_else(name: str) -> None:
    assert set(EXAMPLES[name]()) <= {"magic", ("ma", "gic")}


def test_examples_are_no_more_than_that_where_anything_is_taken() -> None:
    assert len({each.free for each in typedfactory.build_batch(Spoken, TIMES)}) == TIMES


#: For types that are put together at run time.
ALIAS: Any = te.TypeAliasType
DICT: Any = dict
LIST: Any = list
EITHER: Any = Union
Json = EITHER[DICT[str, "Json"], LIST["Json"], str, int, bool, None]
Named = ALIAS("Named", EITHER[DICT[str, "Named"], LIST["Named"], str, int, bool, None])
Text = ALIAS("Text", "Union[dict[str, Text], list[Text], str, int, bool, None]")
Tree = ALIAS("Tree", LIST["Tree"])
One = ALIAS("One", EITHER[DICT[str, "Other"], None])
Other = ALIAS("Other", LIST["One"])


@pytest.mark.parametrize("kind", [Json, Named, Text, Tree, One, Other, "Json", "Named", LIST["Tree"]], ids=str)
def test_a_recursive_alias_is_made_whichever_way_it_is_spelt(kind: Any) -> None:
    holder: Any = dataclasses.make_dataclass("Holder", [("x", kind)], namespace={"__module__": __name__})
    made = typedfactory.build(holder).x
    assert isinstance(made, (dict, list)) or made is None
    shown = [each.x for each in typedfactory.make_factory(holder).coverage()]
    if kind in (Json, Named, Text, "Json", "Named"):
        assert {type(each) for each in shown} == {dict, list, str, int, bool, type(None)}


def test_the_same_in_a_model_of_pydantic() -> None:
    create: Any = pydantic.create_model
    assert typedfactory.build(create("P", x=(Named, ...))).x is not ...
    assert isinstance(typedfactory.build(create("P", x=(pydantic.JsonValue, ...))).x, (dict, list, str))


class Message(msgspec.Struct):
    raw: msgspec.Raw
    extension: msgspec.msgpack.Ext
    maybe: Union[int, msgspec.UnsetType]
    unset: Union[msgspec.UnsetType, None]
    raws: list[msgspec.Raw]


def test_msgspecs_own_types() -> None:
    made = typedfactory.build(Message)
    assert type(msgspec.json.decode(made.raw)) is str
    assert (type(made.extension.code), type(made.extension.data)) == (int, bytes)
    assert type(made.maybe) is int
    assert made.unset is msgspec.UNSET
    assert msgspec.json.encode(made.raws)
