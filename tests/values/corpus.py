"""Annotations that a model may have, put together systematically: every type, every constraint on it, in every wrapper.

``CORPUS`` maps a readable name to an annotation; ``models_of`` makes the two kinds of models that each is tried in.
Stored where both the tests and ``scripts/compare_filling.py`` find it.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
import enum
import fractions
import ipaddress
import pathlib
import re
import typing as t
import uuid
from collections import abc
from decimal import Decimal
from typing import Annotated, Any

import annotated_types as at
import pydantic as p
import typing_extensions as te
from pydantic import networks, types


class Colour(enum.Enum):
    RED = "red"
    GREEN = "green"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Right(enum.Flag):
    READ = 1
    WRITE = 2


@dataclasses.dataclass
class Point:
    x: int
    y: int = 0


class Movie(te.TypedDict):
    title: str
    year: te.NotRequired[int]


class Pair(t.NamedTuple):
    left: int
    right: str


class Cat(p.BaseModel):
    kind: t.Literal["cat"]
    lives: p.PositiveInt


class Dog(p.BaseModel):
    kind: t.Literal["dog"]
    tricks: list[str]


class Reversed(p.EncoderProtocol):
    """Another encoding than base64."""

    @classmethod
    def decode(cls, data: bytes) -> bytes:
        return data[::-1]

    @classmethod
    def encode(cls, value: bytes) -> bytes:
        return value[::-1]

    @classmethod
    def get_json_format(cls) -> t.Literal["reversed"]:
        return "reversed"


class Odd:
    """A class that tells pydantic itself how it is validated."""

    def __init__(self, number: int) -> None:
        self.number = number

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: p.GetCoreSchemaHandler) -> Any:
        from pydantic_core import core_schema

        made = core_schema.no_info_after_validator_function(cls.of, core_schema.int_schema(ge=0))
        return core_schema.union_schema([core_schema.is_instance_schema(cls), made])

    @classmethod
    def of(cls, number: int) -> Odd:
        if number % 2 == 0:
            raise ValueError("even")
        return cls(number)


def is_even(number: int) -> int:
    if number % 2:
        raise ValueError("odd")
    return number


def by_type(value: Any) -> str:
    return "number" if isinstance(value, int) else "text"


BARE: dict[str, Any] = {
    **{
        kind.__name__: kind
        for kind in (int, float, complex, str, bytes, bool, Decimal, fractions.Fraction, uuid.UUID, pathlib.Path)
    },
    **{kind.__name__: kind for kind in (dt.date, dt.datetime, dt.time, dt.timedelta)},
    **{
        name: getattr(ipaddress, name)
        for name in ("IPv4Address", "IPv6Address", "IPv4Interface", "IPv6Interface", "IPv4Network", "IPv6Network")
    },
    **{kind.__name__: kind for kind in (Colour, Level, Right, Point, Movie, Pair, Cat)},
    "re.Pattern": re.Pattern[str],
    "Any": Any,
    "object": object,
    "None": None,
    "Literal[1]": t.Literal[1],
    "Optional[Literal['a', True]]": t.Optional[t.Literal["a", True]],
    "Callable": abc.Callable[[int], str],
    "type[int]": type[int],
    "LiteralString": te.LiteralString,
}

PYDANTIC: dict[str, Any] = {
    name: getattr(p, name)
    for name in (*types.__all__, *networks.__all__)
    if name[0].isupper()
    and name
    not in {
        *("Strict", "AllowInfNan", "EncoderProtocol", "EncodedBytes", "EncodedStr", "Base64Encoder", "OnErrorOmit"),
        *("GetPydanticSchema", "StringConstraints", "Tag", "Discriminator", "FailFast", "UrlConstraints", "Secret"),
        # It says on every validation that it has moved to pydantic_extra_types.
        "PaymentCardNumber",
    }
}

MARKED: dict[str, Any] = {
    "Json[int]": p.Json[int],
    "Json[list[str]]": p.Json[list[str]],
    "Json[dict[str, date]]": p.Json[dict[str, dt.date]],
    "Json[Cat]": p.Json[Cat],
    "list[Json[int]]": list[p.Json[int]],
    "Json[list[Json[int]]]": p.Json[list[p.Json[int]]],
    "ImportString[str]": p.ImportString[str],
    "ImportString[int]": p.ImportString[int],
    "InstanceOf[int]": p.InstanceOf[int],
    "InstanceOf[Point]": p.InstanceOf[Point],
    "SkipValidation[int]": p.SkipValidation[int],
    "SerializeAsAny[Cat]": p.SerializeAsAny[Cat],
    "bytes, EncodedBytes": Annotated[bytes, p.EncodedBytes(encoder=Reversed)],
    "str, EncodedStr": Annotated[str, p.EncodedStr(encoder=Reversed)],
    "Base64Bytes of 5": Annotated[p.Base64Bytes, at.Len(5, 5)],
    "Odd": Odd,
    "AfterValidator": Annotated[int, p.AfterValidator(is_even)],
    "AfterValidator, gt": Annotated[int, p.Field(gt=10), p.AfterValidator(is_even)],
    "AfterValidator, then gt": Annotated[int, p.AfterValidator(lambda number: -number), p.Field(lt=0)],
    "two AfterValidators": Annotated[int, p.AfterValidator(is_even), p.AfterValidator(abs)],
    "BeforeValidator of text": Annotated[list[str], p.BeforeValidator(lambda text: text.split(","))],
    "BeforeValidator of the same": Annotated[int, p.BeforeValidator(is_even)],
    "PlainValidator": Annotated[int, p.PlainValidator(is_even)],
    "WrapValidator": Annotated[int, p.WrapValidator(lambda value, handler: handler(value))],
    "GetPydanticSchema": Annotated[int, p.GetPydanticSchema(lambda source, handler: handler(int))],
    "Field(discriminator)": Annotated[t.Union[Cat, Dog], p.Field(discriminator="kind")],
    "Discriminator('kind')": Annotated[t.Union[Cat, Dog], p.Discriminator("kind")],
    "Discriminator(function)": Annotated[
        t.Union[Annotated[str, p.Tag("text")], Annotated[int, p.Tag("number")]], p.Discriminator(by_type)
    ],
    "Field(union_mode)": Annotated[t.Union[int, str], p.Field(union_mode="left_to_right")],
    "Field(default_factory)": Annotated[list[int], p.Field(default_factory=list)],
    "Strict": Annotated[int, p.Strict()],
    "uuid, version 4": Annotated[uuid.UUID, types.UuidVersion(4)],
    "PastDate since 2000": Annotated[p.PastDate, at.Ge(dt.date(2000, 1, 1))],
    "FutureDate till 2150": Annotated[p.FutureDate, at.Le(dt.date(2150, 1, 1))],
    "PastDatetime since 2024": Annotated[p.PastDatetime, at.Ge(dt.datetime(2024, 1, 1))],  # noqa: DTZ001 - naive is meant
    "AwareDatetime since 2000": Annotated[p.AwareDatetime, at.Ge(dt.datetime(2000, 1, 1, tzinfo=dt.timezone.utc))],
    "AnyUrl of 12": Annotated[p.AnyUrl, p.UrlConstraints(max_length=12)],
    "AnyUrl, ssh": Annotated[p.AnyUrl, p.UrlConstraints(allowed_schemes=["ssh"], host_required=True, default_port=22)],
    "AnyUrl, default host": Annotated[p.AnyUrl, p.UrlConstraints(default_host="localhost", default_path="/x")],
    "HttpUrl of 30": Annotated[p.HttpUrl, p.UrlConstraints(max_length=30)],
    "EmailStr of 6 to 8": Annotated[p.EmailStr, p.Field(min_length=6, max_length=8)],
    "EmailStr of 120": Annotated[p.EmailStr, p.Field(min_length=120)],
    "SecretStr of 20": Annotated[p.SecretStr, p.Field(min_length=20)],
    "SecretBytes of 3": Annotated[p.SecretBytes, p.Field(max_length=3)],
    "ByteSize from 1000": Annotated[p.ByteSize, p.Field(ge=1000)],
}


if hasattr(p, "Secret"):

    class HiddenDate(p.Secret[dt.date]):
        pass

    MARKED |= {"Secret[int]": p.Secret[int], "Secret[list[int]]": p.Secret[list[int]], "HiddenDate": HiddenDate}

# Up to pydantic 2.9 it is an annotation that nothing can be derived from.
if isinstance(p.HttpUrl, type):

    class ShopUrl(p.HttpUrl):
        pass

    MARKED |= {"ShopUrl": ShopUrl}

if hasattr(types, "OnErrorOmit"):
    MARKED |= {"list[OnErrorOmit[int]]": list[types.OnErrorOmit[int]]}

if hasattr(types, "FailFast"):
    MARKED |= {"list[int], FailFast": Annotated[list[int], types.FailFast()]}


def with_arguments(generic: Any, *arguments: Any) -> Any:
    """Give arguments to a generic type; checkers do not take a variable for a type."""
    return generic[arguments if len(arguments) != 1 else arguments[0]]


def _asking(kind: Any, **asked: Any) -> Any:
    """Return a type with constraints, written as pydantic's users do."""
    return with_arguments(Annotated, kind, p.Field(**asked))


def _numbers() -> dict[str, Any]:
    found: dict[str, Any] = {}
    bounds: list[dict[str, Any]] = [
        {"gt": 5}, {"ge": 5}, {"lt": -5}, {"le": 5}, {"gt": 5, "lt": 9}, {"ge": 10, "multiple_of": 3},
        {"gt": 10**12, "le": 10**12 + 4}, {"ge": -2, "le": 2}, {"multiple_of": 7},
    ]  # fmt: skip
    for kind in (int, float, Decimal):
        for bound in bounds:
            shown = ", ".join(f"{name}={value}" for name, value in bound.items())
            found[f"{kind.__name__}, {shown}"] = _asking(kind, **bound)
    digits: list[dict[str, Any]] = [
        {"max_digits": 3}, {"decimal_places": 1}, {"max_digits": 5, "decimal_places": 2},
        {"max_digits": 4, "decimal_places": 4}, {"gt": 0, "lt": 1, "decimal_places": 2},
        {"ge": Decimal("99.5"), "max_digits": 4, "decimal_places": 2},
    ]  # fmt: skip
    for asked in digits:
        shown = ", ".join(f"{name}={value}" for name, value in asked.items())
        found[f"Decimal, {shown}"] = _asking(Decimal, **asked)
    found["float, allow_inf_nan=False"] = _asking(float, allow_inf_nan=False)
    found["float, 1e-9"] = _asking(float, gt=0, lt=1e-9)
    found["conint"] = p.conint(gt=3, le=7, strict=True)
    found["confloat"] = p.confloat(ge=0.5, lt=0.75, allow_inf_nan=False)
    found["condecimal"] = p.condecimal(gt=Decimal(1), max_digits=4, decimal_places=2)
    found["condate"] = p.condate(ge=dt.date(2020, 2, 28), le=dt.date(2020, 3, 1))
    return found


def _texts() -> dict[str, Any]:
    found: dict[str, Any] = {}
    texts: Any = p.StringConstraints
    lengths: list[dict[str, Any]] = [
        {"min_length": 1}, {"max_length": 3}, {"min_length": 20}, {"min_length": 4, "max_length": 4},
    ]  # fmt: skip
    for asked in lengths:
        shown = ", ".join(f"{name}={value}" for name, value in asked.items())
        for kind in (str, bytes):
            found[f"{kind.__name__}, {shown}"] = _asking(kind, **asked)
        for change in ("to_upper", "to_lower", "strip_whitespace"):
            found[f"str, {change}, {shown}"] = with_arguments(Annotated, str, texts(**{change: True}, **asked))
    for pattern in (r"^[a-z]+$", r"^\d{3}-\d{4}$", r"^(cat|dog)s?$", r"^[A-Z][a-z]{2,5}$", r"^\w+@\w+\.com$", "abc"):
        found[f"str, {pattern}"] = _asking(str, pattern=pattern)
        found[f"str, {pattern}, short"] = _asking(str, pattern=pattern, max_length=20)
    found["str, pattern and length"] = Annotated[
        str, p.StringConstraints(pattern=r"^[a-f0-9]*$", min_length=8, max_length=9)
    ]
    found["str, to_upper and pattern"] = Annotated[str, p.StringConstraints(pattern=r"^[A-Z]+$", to_upper=True)]
    found["constr"] = p.constr(min_length=2, max_length=3, to_upper=True)
    found["conbytes"] = p.conbytes(min_length=2, max_length=3)
    for name in ("LowerCase", "UpperCase", "IsAscii"):
        found[name] = with_arguments(getattr(at, name), str)
    return found


def _moments() -> dict[str, Any]:
    day, moment = dt.date(2024, 2, 29), dt.datetime(2024, 2, 29, 12)  # noqa: DTZ001 - naive is meant
    found: dict[str, Any] = {}
    for name in ("gt", "ge", "lt", "le"):
        found[f"date, {name}"] = _asking(dt.date, **{name: day})
        found[f"datetime, {name}"] = _asking(dt.datetime, **{name: moment})
        found[f"datetime, {name}, UTC"] = _asking(dt.datetime, **{name: moment.replace(tzinfo=dt.timezone.utc)})
        found[f"time, {name}"] = _asking(dt.time, **{name: dt.time(12)})
        found[f"timedelta, {name}"] = _asking(dt.timedelta, **{name: dt.timedelta(hours=3)})
    return found


def _collections() -> dict[str, Any]:
    found: dict[str, Any] = {}
    items: dict[str, Any] = {
        "int": int, "str": str, "date": dt.date, "Colour": Colour, "int, gt=5": _asking(int, gt=5),
        "SecretStr": p.SecretStr, "HttpUrl": p.HttpUrl, "EmailStr": p.EmailStr, "UUID4": p.UUID4, "Point": Point,
        "FutureDate": p.FutureDate, "IPvAnyAddress": p.IPvAnyAddress, "FilePath": p.FilePath, "Cat": Cat,
    }  # fmt: skip
    for name, item in items.items():
        found[f"Optional[{name}]"] = with_arguments(t.Optional, item)
        found[f"list[{name}]"] = with_arguments(list, item)
        found[f"list[{name}] of 3"] = _asking(with_arguments(list, item), min_length=3, max_length=3)
        found[f"dict[str, {name}]"] = with_arguments(dict, str, item)
        found[f"tuple[{name}, int]"] = with_arguments(tuple, item, int)
        found[f"tuple[{name}, ...]"] = with_arguments(tuple, item, ...)
        found[f"dict[str, list[{name} | None]]"] = with_arguments(
            dict, str, with_arguments(list, with_arguments(t.Optional, item))
        )
        found[f"Union[{name}, None, bool]"] = with_arguments(t.Union, item, None, bool)
        found[f"Sequence[{name}]"] = with_arguments(abc.Sequence, item)
        if name not in {"Point", "Cat"}:
            found[f"set[{name}]"] = with_arguments(set, item)
            found[f"frozenset[{name}] of 2"] = _asking(with_arguments(frozenset, item), min_length=2)
            found[f"dict[{name}, int]"] = with_arguments(dict, item, int)
    for name, make in (("list", p.conlist), ("set", p.conset), ("frozenset", p.confrozenset)):
        found[f"con{name}"] = make(int, min_length=2, max_length=4)
    found["deque[int]"] = collections.deque[int]
    found["defaultdict[str, int]"] = collections.defaultdict[str, int]
    found["OrderedDict[str, int]"] = collections.OrderedDict[str, int]
    found["Counter[str]"] = collections.Counter[str]
    found["Mapping[str, int]"] = abc.Mapping[str, int]
    found["Iterable[int]"] = abc.Iterable[int]
    found["tuple[()]"] = tuple[()]
    return found


def _optional(annotations: dict[str, Any]) -> dict[str, Any]:
    return {f"Optional[{name}]": with_arguments(t.Optional, each) for name, each in annotations.items()}


CORPUS: dict[str, Any] = {
    **BARE,
    **PYDANTIC,
    **MARKED,
    **_numbers(),
    **_texts(),
    **_moments(),
    **_collections(),
    **_optional(PYDANTIC),
    **{f"list[{name}]": with_arguments(list, each) for name, each in PYDANTIC.items()},
}


def models_of(annotation: Any, *, strict: bool = True) -> tuple[Any, Any]:
    """Return a dataclass and a pydantic model with one field of a type."""
    plain = dataclasses.make_dataclass("Plain", [("x", annotation)])
    config = p.ConfigDict(arbitrary_types_allowed=True, strict=strict)
    return plain, p.create_model("Checked", __config__=config, x=(annotation, ...))


def judge_of(annotation: Any) -> p.TypeAdapter[Any]:
    """Return pydantic's validator of a type."""
    try:
        return p.TypeAdapter(annotation, config=p.ConfigDict(arbitrary_types_allowed=True))
    except p.PydanticUserError:
        # A model has a configuration of its own.
        return p.TypeAdapter(annotation)
