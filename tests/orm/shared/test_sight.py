"""What may look at a database, and what certainly does not: the difference between one flush and many."""

from __future__ import annotations

import base64
import collections
import datetime
import decimal
import enum
import functools
import itertools
import math
import random
import re
import string
import types
import uuid
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from typedfactory.orm.shared.sight import Sight, names_of


class Session:
    """What a function must not hold to be blind."""

    def query(self) -> list[int]:
        return [1]


class Model:
    """What `Sight` is told that it knows."""

    name = "ann"


class Size(enum.Enum):
    SMALL = 1


session = Session()
limit = 3
table = {"a": 1, "b": [2, (3, {4})]}
circular: list[object] = [1]
circular.append(circular)


def runs(name: str) -> Iterable[object]:
    """Say what models run: one property of theirs asks a session."""
    return [session.query] if name == "total" else []


def reaches(value: object) -> bool:
    return Sight(runs, lambda each: isinstance(each, Model)).reaches(value)


def recursive(count: int) -> int:
    return 0 if count == 0 else recursive(count - 1)


def holds_a_later_name() -> object:
    return not_there_yet  # type: ignore[name-defined]  # noqa: F821 - the point of it


def imports() -> object:
    import json

    return json


def sets_a_global() -> None:
    global limit  # noqa: PLW0603 - the point of it
    limit = 3


def with_an_unset_cell() -> Callable[[], object]:
    def inner() -> object:
        return late

    if limit < 0:
        late = 1
    return inner


def closing_over(value: object) -> Callable[[], object]:
    return lambda: value


async def waiting() -> int:
    return 1


class Reads:
    def method(self) -> int:
        return limit


class Queries:
    def __init__(self) -> None:
        self.session = session

    def method(self) -> object:
        return self.session.query()


BLIND: dict[str, Any] = {
    "data": [
        None,
        1,
        "text",
        decimal.Decimal(1),
        uuid.UUID(int=1),
        datetime.date(2020, 1, 1),
        re.compile("a"),
        Size.SMALL,
    ],
    "collections of data": table,
    "a list that holds itself": circular,
    "a stream of random numbers": random.Random(1),
    "modules": (math, string, base64, uuid),
    "classes": (int, dict, datetime.datetime, collections.OrderedDict, Size),
    "built-in functions": (len, math.sqrt, itertools.count, str.upper, "a".join),
    "functions of such modules": (base64.b64encode, string.capwords, uuid.uuid4),
    "a function of its arguments": lambda o: f"{o.name.upper()}{o.number + 1}",
    "a function of global data": lambda: (limit, table["a"]),
    "one inside of another": lambda values: [
        f"{each}-{limit}" for each in sorted(values, key=lambda one: len(str(one)))
    ],
    "one that calls itself": recursive,
    "a closure": closing_over(3),
    "defaults": lambda o, by=limit, *, at=table: (o, by, at),
    "a partial function": functools.partial(lambda o, by: o + by, by=limit),
    "an object that is known": Model(),
}
SEEING: dict[str, Any] = {
    "an object of anybody's": session,
    "in a collection": {"a": [(1, session)]},
    "as a key": {session: 1},
    "a class of anybody's": Session,
    "a method of anybody's": session.query,
    "a method that looks": Queries().method,
    "a function that holds it": lambda: session,
    "a function inside of one": lambda values: sorted(values, key=lambda _: session),
    "a function that asks for what looks": lambda o: o.total,
    "one inside of one that asks for it": lambda o: lambda: o.total,
    "a closure": closing_over(session),
    "a closure that is not filled yet": with_an_unset_cell(),
    "a default": lambda o, by=session: (o, by),
    "a keyword's default": lambda o, *, by=session: (o, by),
    "a partial function": functools.partial(lambda o, by: (o, by), by=session),
    "a partial function of one that looks": functools.partial(session.query),
    "a name without a value yet": holds_a_later_name,
    "a function that imports": imports,
    "one inside of another that imports": lambda o: (imports(), o),
    "a function that sets what others see": sets_a_global,
    "a function that waits": waiting,
    "what reads files": open,
    "what runs text": lambda o: (eval(o), o),  # noqa: S307 - the point of it
    "what gets any attribute": lambda o: getattr(o, "total"),  # noqa: B009 - the point of it
    "a module of anybody's": types.ModuleType("models"),
}


@pytest.mark.parametrize("value", BLIND.values(), ids=BLIND)
def test_what_looks_at_nothing_but_what_it_is_given(value: object) -> None:
    assert reaches(value) is False


@pytest.mark.parametrize("value", SEEING.values(), ids=SEEING)
def test_what_may_look_further(value: object) -> None:
    assert reaches(value) is True


def test_a_method_is_as_blind_as_its_object() -> None:
    assert reaches(Reads.method) is False
    assert reaches(Reads().method) is True


def test_attributes_are_asked_of_the_models() -> None:
    sight = Sight(runs, lambda _each: False)
    assert sight.asks(["name", "size"]) is False
    assert sight.asks(["name", "total"]) is True


def test_the_names_of_a_function_are_those_of_functions_inside_it_too() -> None:
    def outer(values: list[Any]) -> object:
        return sorted(values, key=lambda each: (each.name, len(string.digits)))

    names = names_of(outer.__code__)
    assert {"len", "string"} <= names.globals
    assert {"name", "digits"} <= names.attributes
    assert names.opaque is False
    assert names_of(outer.__code__) is names
