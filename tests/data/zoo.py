"""Types of the standard library, and what a seed makes of each: the same on every machine.

``python -m tests.data.zoo`` prints it; put into ``values.json``, it is what tests compare with. Values may change from
one release to the next, but not unnoticed.
"""

from __future__ import annotations

import array
import collections
import contextlib
import dataclasses
import datetime
import enum
import fractions
import io
import ipaddress
import json
import numbers
import os
import pathlib
import re
import sys
import types
import typing
import uuid
import zoneinfo
from collections import abc
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, Optional, Union

import annotated_types
import typing_extensions

import typedfactory

#: How often each is made with one seed.
TIMES = 6


class Colour(enum.Enum):
    RED = "red"
    GREEN = "green"
    BLUE = "blue"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 10


class Right(enum.Flag):
    READ = 1
    WRITE = 2
    RUN = 4


class Point(NamedTuple):
    x: float
    y: int


class Film(typing_extensions.TypedDict):
    title: str
    year: typing_extensions.NotRequired[int]


class Plain:
    """A class that nothing generated."""

    def __init__(self, name: str, size: int) -> None:
        self.name = name
        self.size = size


@dataclasses.dataclass
class Cage:
    label: str
    colours: frozenset[Colour]
    weights: dict[str, Decimal]


@dataclasses.dataclass
class Animal:
    name: str
    kind: Literal["bird", "fish", 3]
    tame: bool
    born: datetime.date
    cage: Optional[Cage]
    parents: list[Animal]
    note: Union[int, str, None]


BARE: tuple[Any, ...] = (
    *(int, float, complex, bool, str, bytes, bytearray, memoryview, object, range, slice, type(None)),
    *(Decimal, fractions.Fraction, uuid.UUID, types.SimpleNamespace, types.MappingProxyType, array.array),
    *(datetime.date, datetime.datetime, datetime.time, datetime.timedelta, datetime.timezone, datetime.tzinfo),
    *(ipaddress.IPv4Address, ipaddress.IPv4Network, ipaddress.IPv4Interface, zoneinfo.ZoneInfo),
    *(ipaddress.IPv6Address, ipaddress.IPv6Network, ipaddress.IPv6Interface),
    *(pathlib.Path, pathlib.PurePath, pathlib.PurePosixPath, pathlib.PureWindowsPath),
    *(io.StringIO, io.BytesIO, re.Pattern, collections.UserString, collections.Counter, list, dict, set, tuple),
    *(numbers.Number, numbers.Integral, numbers.Rational, numbers.Real, numbers.Complex),
    *(Colour, Level, Right, Point, Film, Plain, Cage, Animal),
)


def asking(kind: Any, **asked: Any) -> Any:
    """Return a type with the constraints of `annotated_types`."""
    marks = {"gt": annotated_types.Gt, "ge": annotated_types.Ge, "lt": annotated_types.Lt, "le": annotated_types.Le}
    marks |= {"multiple_of": annotated_types.MultipleOf}
    marks |= {"min_length": annotated_types.MinLen, "max_length": annotated_types.MaxLen}
    made = kind
    for name, bound in asked.items():
        made = annotate(made, marks[name](bound))
    return made


def annotate(kind: Any, mark: Any) -> Any:
    """Return a type with a mark on it."""
    annotated: Any = Annotated
    return annotated[kind, mark]


@dataclasses.dataclass(frozen=True)
class Pattern:
    """A constraint that is read by the name of its attribute."""

    pattern: str


NOON = datetime.datetime(2024, 2, 29, 12, tzinfo=datetime.timezone.utc)
OTHERS: dict[str, Any] = {
    "Any": Any,
    "Literal": Literal[1, "a", b"b", True, Colour.RED],
    "Optional[int]": Optional[int],
    "int | str | bytes": Union[int, str, bytes],
    "list[int]": list[int],
    "list of 3 to 5": asking(list[int], min_length=3, max_length=5),
    "set of 6": asking(set[str], min_length=6),
    "set of 3 colours": asking(set[Colour], min_length=3),
    "frozenset of 40 below 41": asking(frozenset[asking(int, ge=0, lt=41)], min_length=40),  # type: ignore[misc] # a call
    "dict of 5": asking(dict[str, float], min_length=5),
    "dict of dates": asking(dict[datetime.date, list[set[int]]], min_length=2),
    "dict of tuples": asking(dict[tuple[int, str], Optional[Point]], min_length=2),
    "tuple[int, str, bool]": tuple[int, str, bool],
    "tuple[int, ...] of 4": asking(tuple[int, ...], min_length=4),
    "deque": collections.deque[int],
    "defaultdict": collections.defaultdict[str, list[int]],
    "OrderedDict": collections.OrderedDict[str, int],
    "ChainMap": collections.ChainMap[str, int],
    "Counter": collections.Counter[str],
    **{
        name: getattr(abc, name)[int]
        for name in ("Sequence", "MutableSequence", "Collection", "Iterable", "Iterator", "Reversible", "Container")
    },
    **{name: getattr(abc, name)[int] for name in ("Set", "MutableSet", "KeysView", "ValuesView")},
    **{name: getattr(abc, name)[str, int] for name in ("Mapping", "MutableMapping", "ItemsView")},
    "Generator": abc.Generator[int, None, None],
    "Callable": abc.Callable[[int], str],
    "ContextManager": contextlib.AbstractContextManager[int],
    "PathLike": os.PathLike[str],
    "TextIO": typing.TextIO,
    "BinaryIO": typing.BinaryIO,
    "SupportsInt": typing.SupportsInt,
    "SupportsFloat": typing.SupportsFloat,
    "Hashable": abc.Hashable,
    "Sized": abc.Sized,
    "LiteralString": typing_extensions.LiteralString,
    "int, 10 to 40": asking(int, ge=10, le=40),
    "int, multiple of 3": asking(int, ge=10, multiple_of=3),
    "int, large": asking(int, gt=10**30),
    "float, open": asking(float, gt=0, lt=1e-9),
    "float, half": asking(float, ge=-2, multiple_of=0.5),
    "Decimal, narrow": asking(Decimal, gt=Decimal("1.10"), lt=Decimal("1.13")),
    "Fraction, narrow": asking(fractions.Fraction, gt=0, lt=fractions.Fraction(1, 10**6)),
    "str of 5": asking(str, min_length=5, max_length=5),
    "str of 30": asking(str, min_length=30),
    "bytes of 3": asking(bytes, min_length=3, max_length=3),
    "pattern": annotate(str, Pattern(r"^[A-Z]{2}\d{3,5}-(cat|dog)s?\.\w+[^a-f]$")),
    "pattern of any character": annotate(str, Pattern(r"^.\S\W\D[é-ü]*$")),
    "pattern of 12": asking(annotate(str, Pattern("^(ab|cde)*x?$")), min_length=12, max_length=12),
    "date in a week": asking(datetime.date, ge=NOON.date(), lt=NOON.date() + datetime.timedelta(days=7)),
    "datetime since": asking(datetime.datetime, ge=NOON),
    "time in the morning": asking(datetime.time, le=datetime.time(12)),
    "timedelta, hours": asking(datetime.timedelta, gt=datetime.timedelta(hours=1), lt=datetime.timedelta(hours=2)),
    "nested": dict[str, list[tuple[Optional[Point], Union[set[int], Film]]]],
}
ZOO: dict[str, Any] = {**{f"{kind.__name__} alone": kind for kind in BARE}, **OTHERS}


def show(value: Any) -> Any:
    """Return a value as JSON has it: its type, and what is in it."""
    return [type(value).__name__, _content(value)]


def _content(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return repr(value.value)
    if dataclasses.is_dataclass(value) or isinstance(value, (Plain, types.SimpleNamespace)):
        return {name: show(each) for name, each in vars(value).items()}
    if isinstance(value, (abc.Mapping, abc.ItemsView)):
        return [[show(key), show(each)] for key, each in (value.items() if isinstance(value, abc.Mapping) else value)]
    if isinstance(value, (set, frozenset)):
        return sorted((show(each) for each in value), key=json.dumps)
    if isinstance(value, (list, tuple, collections.deque, abc.Iterator, abc.KeysView, abc.ValuesView)):
        return [show(each) for each in value]
    return _as_text(value)


def _as_text(value: Any) -> str:
    if isinstance(value, (io.StringIO, io.BytesIO)):
        return repr(value.getvalue())
    if isinstance(value, (memoryview, bytearray)):
        # Which quotation marks are escaped in the `repr` of a bytearray depends on the version of Python.
        return value.hex()
    if isinstance(value, re.Pattern):
        return repr(value.pattern)
    if isinstance(value, pathlib.PurePath):
        return value.as_posix()
    if isinstance(value, contextlib.AbstractContextManager):
        with value as inside:
            return repr(inside)
    return repr(value(1)) if callable(value) else repr(value)


def make_values() -> dict[str, list[Any]]:
    """Make everything; each type begins with a seed of its own, so that none depends on another."""
    made = {}
    for name, annotation in ZOO.items():
        with typedfactory.random.seeded(name):
            made[name] = [show(typedfactory.build_any(annotation)) for _ in range(TIMES)]
    for model in (Animal, Cage):
        with typedfactory.random.seeded(7):
            made[f"coverage of {model.__name__}"] = [show(each) for each in typedfactory.make_factory(model).coverage()]
    return made


if __name__ == "__main__":
    # One line for each type, so that a change is easy to see.
    lines = [f"  {json.dumps(name)}: {json.dumps(values)}" for name, values in make_values().items()]
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")
