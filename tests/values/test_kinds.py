"""The types of the standard library: what each of them gets, judged by beartype."""

from __future__ import annotations

import array
import asyncio
import collections
import contextlib
import datetime
import decimal
import enum
import fractions
import io
import ipaddress
import numbers
import os
import pathlib
import random
import re
import types
import typing
import uuid
import zoneinfo
from collections import abc
from typing import Annotated, Any, NewType, Optional, TypeVar, Union

import pytest
import typing_extensions as te
from beartype.door import is_bearable

from tests.values.annotations import Rules
from tests.values.making import value_of, values_of
from typedfactory.errors import UnfillableError
from typedfactory.values import make_recipe

T = TypeVar("T")
Identifier = NewType("Identifier", int)


class Number(int):
    pass


class Name(str):
    __slots__ = ()


class Tags(list[str]):
    pass


class Box(list[T]):
    pass


class Prices(dict[str, decimal.Decimal]):
    pass


class Coordinates(tuple[int, ...]):
    __slots__ = ()


class Day(datetime.date):
    pass


class Moment(datetime.datetime):
    pass


class Duration(datetime.timedelta):
    pass


class Key(uuid.UUID):
    pass


class Right(enum.Flag):
    READ = 1
    WRITE = 2


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


KINDS = [
    *(Number, Name, Tags, Prices, Coordinates, Day, Moment, Duration, Key, Right, Level, Identifier),
    *(abc.Callable[[int], str], abc.Callable[..., Any], abc.Callable, types.FunctionType),
    *(type[int], type, type[Union[int, str]], type[T]),
    *(io.StringIO, io.BytesIO, io.TextIOWrapper, io.BufferedReader, io.IOBase, io.TextIOBase, io.BufferedIOBase),
    *(os.PathLike, os.PathLike[str], os.PathLike[bytes]),
    *(pathlib.Path, pathlib.PurePath, pathlib.PurePosixPath, pathlib.PureWindowsPath),
    *(ipaddress.IPv4Address, ipaddress.IPv6Address, ipaddress.IPv4Network, ipaddress.IPv6Network),
    *(ipaddress.IPv4Interface, ipaddress.IPv6Interface),
    *(zoneinfo.ZoneInfo, datetime.timezone, datetime.tzinfo, uuid.UUID, fractions.Fraction, decimal.Decimal),
    *(re.Pattern, re.Pattern[str], re.Pattern[bytes]),
    *(abc.Generator[int, None, None], abc.Iterator[int], abc.AsyncIterator[int], abc.AsyncIterable[int]),
    *(abc.AsyncGenerator[int, None], abc.Awaitable[int], abc.Coroutine[Any, Any, int]),
    *(abc.KeysView[str], abc.ValuesView[int], abc.ItemsView[str, int], abc.MappingView),
    *(contextlib.AbstractContextManager, contextlib.AbstractAsyncContextManager),
    *(abc.Hashable, abc.Sized, te.LiteralString, te.Buffer, typing.AnyStr),
    *(typing.SupportsInt, typing.SupportsFloat, typing.SupportsIndex, typing.SupportsComplex, typing.SupportsBytes),
    *(typing.SupportsAbs[int], typing.SupportsRound[int]),
    *(numbers.Number, numbers.Complex, numbers.Real, numbers.Rational, numbers.Integral),
    *(array.array, memoryview, range, slice, types.SimpleNamespace, types.MappingProxyType),
    *(collections.ChainMap[str, int], collections.UserDict[str, int], collections.UserList[int]),
    *(collections.UserString, collections.OrderedDict[str, int], collections.defaultdict[str, list[int]]),
    *(collections.Counter[str], collections.deque[int], types.EllipsisType, types.NotImplementedType),
    *(Exception, ValueError, KeyError, Optional[te.Never], Optional[te.Self]),
]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_value_is_of_its_type(kind: Any) -> None:
    judged: Any = type(None) if kind in (Optional[te.Self], Optional[te.Never]) else kind
    assert all(is_bearable(value, judged) for value in values_of(kind, 20))


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_numbered_values_are_different(kind: Any) -> None:
    recipe = make_recipe(kind, where="F.x", is_model=lambda _: False)
    if recipe.domain is not None and recipe.hashable:
        few = min(recipe.domain.count, 50)
        assert len({recipe.domain.at(number) for number in range(few)}) == few


def test_subclasses_are_made_with_what_they_give_to_their_base() -> None:
    assert type(value_of(Number)) is Number
    assert all(type(tag) is str for tag in value_of(Tags))
    assert type(value_of(Box[int])) is Box
    assert all(type(each) is int for each in value_of(Box[int]))
    assert all(type(price) is decimal.Decimal for price in value_of(Prices).values())
    assert value_of(Annotated[Number, Rules(gt=4, lt=6)]) == 5
    assert len(value_of(Annotated[Name, Rules(max_length=3)])) == 3


def test_tuples_are_unpacked_into_tuples() -> None:
    kinds = [type(each) for each in value_of(tuple[int, te.Unpack[tuple[str, ...]], te.Unpack[tuple[bool, float]]])]
    assert kinds == [int, str, bool, float]


def test_a_function_returns_what_its_type_says() -> None:
    assert type(value_of(abc.Callable[[int], int])(1, key=2)) is int
    assert type(asyncio.run(value_of(abc.Callable[..., abc.Awaitable[int]])())) is int


def test_a_function_may_be_asynchronous_and_a_coroutine_ready() -> None:
    async def collect(values: Any) -> list[Any]:
        return [each async for each in values]

    async def wait_for(value: Any) -> Any:
        return await value

    assert [type(each) for each in asyncio.run(collect(value_of(abc.AsyncIterator[int])))] == [int]
    assert [type(each) for each in value_of(abc.Generator[int, None, None])] == [int]
    assert type(asyncio.run(wait_for(value_of(abc.Awaitable[int])))) is int
    ready = value_of(abc.Coroutine[Any, Any, int])
    ready.close()
    with pytest.raises(LookupError):
        ready.throw(LookupError("thrown"))
    with pytest.raises(StopIteration):
        ready.send(None)


def test_files_hold_something_to_read() -> None:
    assert len(value_of(typing.IO[str]).read()) == 12
    assert len(value_of(typing.TextIO).read()) == 12
    assert len(value_of(typing.IO[bytes]).read()) == 12
    assert len(value_of(typing.BinaryIO).read()) == 12
    assert os.fspath(value_of(os.PathLike[bytes])).endswith(b".txt")
    assert bytes(value_of(typing.SupportsBytes)) == value_of(bytes)


def test_arrays_and_views_keep_lengths() -> None:
    assert len(value_of(Annotated[array.array, Rules(min_length=3)])) == 3
    assert len(value_of(Annotated[memoryview, Rules(min_length=20)])) == 20
    assert all(2 <= len(value) <= 3 for value in values_of(Annotated[range, Rules(min_length=2, max_length=3)]))
    assert len(value_of(Annotated[abc.KeysView[int], Rules(min_length=3)])) == 3
    with pytest.raises(UnfillableError) as caught:
        value_of(Annotated[range, Rules(min_length=2, max_length=1)])
    assert str(caught.value) == (
        "F.x: no range satisfies min_length=2 and max_length=1. Correct the constraints, or declare the field."
    )


ELSEWHERE: Any = pathlib.PosixPath if os.name == "nt" else pathlib.WindowsPath


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        (typing.NoReturn, "NoReturn has no values. Declare the field, or give it a default."),
        (te.Never, "Never has no values. Declare the field, or give it a default."),
        (
            re.Match[str],
            "a re.Match is only made by matching a text. Declare the field with a LazyFunction that does.",
        ),
        (
            ELSEWHERE,
            (
                f"a {ELSEWHERE.__name__} cannot be made on this system. "
                f"Annotate the field with Path or Pure{ELSEWHERE.__name__}, or declare it."
            ),
        ),
        (
            UnicodeDecodeError,
            (
                "a UnicodeDecodeError cannot be made from a text (function takes exactly 5 arguments (1 given)). "
                "Declare the field."
            ),
        ),
        (type[typing.Literal[1]], "type[typing.Literal[1]] names no class. Declare the field, or give it a default."),
        (te.Self, "Self contains itself without end. Declare the field."),
    ],
    ids=str,
)
def test_what_cannot_be_made_is_refused_by_name(annotation: Any, message: str) -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(annotation)
    assert str(caught.value).replace("type[Literal", "type[typing.Literal") == f"F.x: {message}"


def test_the_same_seed_gives_the_same_zone() -> None:
    recipe = make_recipe(zoneinfo.ZoneInfo, where="F.x", is_model=lambda _: False)
    builder: Any = None
    assert recipe.make(random.Random(1), builder) == recipe.make(random.Random(1), builder)


class TestTimeZones:
    @pytest.mark.parametrize("kind", [datetime.datetime, datetime.time])
    def test_any_is_utc(self, kind: Any) -> None:
        assert all(value.tzinfo is datetime.timezone.utc for value in values_of(Annotated[kind, Zone(...)]))

    def test_a_named_one_is_kept_within_bounds(self) -> None:
        start = datetime.datetime(2024, 3, 30, 12, tzinfo=datetime.timezone.utc)
        end = start + datetime.timedelta(days=1)
        annotation = Annotated[datetime.datetime, Zone("Europe/Berlin"), Rules(ge=start, lt=end)]
        for value in values_of(annotation):
            assert value.tzinfo is zoneinfo.ZoneInfo("Europe/Berlin")
            assert start <= value < end

    def test_one_as_an_object_is_kept(self) -> None:
        zone = datetime.timezone(datetime.timedelta(hours=3))
        assert value_of(Annotated[datetime.datetime, Zone(zone), Zone(...)]).tzinfo is zone

    def test_none_is_naive(self) -> None:
        assert value_of(Annotated[datetime.datetime, Zone(None)]).tzinfo is None

    def test_contradictions_are_refused(self) -> None:
        aware = datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)
        with pytest.raises(UnfillableError) as caught:
            value_of(Annotated[datetime.datetime, Zone(None), Rules(ge=aware)])
        assert str(caught.value) == (
            f"F.x: no datetime satisfies ge={aware!r} and time_zone=None. "
            f"Correct the constraints, or declare the field."
        )

    def test_an_unknown_one_is_refused(self) -> None:
        with pytest.raises(UnfillableError) as caught:
            value_of(Annotated[datetime.datetime, Zone("Europe/Atlantis")])
        assert str(caught.value) == (
            'F.x: the time zone "Europe/Atlantis" is not known here. Correct it, or install tzdata.'
        )


def Zone(zone: Any) -> Any:  # noqa: N802 - reads like the class that it stands for
    import annotated_types

    return annotated_types.Timezone(zone)
