"""Text from a file as a value of the type that a field has."""

from __future__ import annotations

import datetime
import decimal
import enum
import fractions
import pathlib
import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from typedfactory import typeinfo

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: Makes a value of a type; a ValueError or an ArithmeticError says that it is none.
Converter: TypeAlias = "Callable[[UserValue], UserValue]"

_TRUE = frozenset({"true", "yes", "on", "1", "t", "y"})
_FALSE = frozenset({"false", "no", "off", "0", "f", "n"})


def _as_bool(text: str) -> bool:
    word = text.strip().lower()
    if word not in _TRUE | _FALSE:
        raise ValueError(text)
    return word in _TRUE


def _as_moment(text: str) -> datetime.datetime:
    # Python 3.10 does not read the Z.
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


#: Types whose values are read from text, each by its own function.
_READERS: Mapping[object, Callable[[str], object]] = {
    bool: _as_bool,
    int: int,
    float: float,
    complex: complex,
    decimal.Decimal: decimal.Decimal,
    fractions.Fraction: fractions.Fraction,
    datetime.datetime: _as_moment,
    datetime.date: datetime.date.fromisoformat,
    datetime.time: datetime.time.fromisoformat,
    uuid.UUID: uuid.UUID,
    pathlib.Path: pathlib.Path,
    bytes: str.encode,
}


def convert(value: UserValue, annotation: object) -> UserValue:
    """Return a value from a record as one of a field's type; as it is where it is one, or nobody knows better.

    Args:
        value: The value: text, or what JSON makes.
        annotation: The field's type.

    Raises:
        ValueError: It is none of the type.

    Example:
        >>> convert("3", int | None), convert("", int | None), convert("2024-01-31", datetime.date), convert("x", str)
        (3, None, datetime.date(2024, 1, 31), 'x')
    """
    bare: UserValue = typeinfo.peel(annotation).bare
    if typeinfo.is_union(bare):
        return _one_of(value, typeinfo.arguments_of(bare))
    if typeinfo.origin_of(bare) is Literal:
        return _chosen(value, {str(each): each for each in typeinfo.arguments_of(bare)})
    if isinstance(bare, type) and issubclass(bare, enum.Enum):
        members = list(bare)
        names = {**{str(each.value): each for each in members}, **{each.name: each for each in members}}
        return value if value in members else _chosen(value, names)
    return _read(value, bare)


def _read(value: UserValue, kind: UserValue) -> UserValue:
    reader = _READERS.get(kind) if isinstance(kind, type) else None
    if reader is None or type(value) is kind or value is None:
        return value
    if isinstance(value, float) and kind is int and value.is_integer():
        return int(value)
    try:
        return reader(value if isinstance(value, str) else str(value))
    except ArithmeticError as error:
        raise ValueError(value) from error


def _one_of(value: UserValue, members: tuple[object, ...]) -> UserValue:
    """Convert to the first member of a union that takes the value; text that is empty is None where that is one."""
    if value in ("", None) and type(None) in members:
        return None
    # Anything can be text.
    wanted = sorted((each for each in members if each is not type(None)), key=lambda each: each is str)
    for member in wanted[:-1]:
        try:
            return convert(value, member)
        except ValueError:
            continue
    return convert(value, wanted[-1])


def _chosen(value: UserValue, known: Mapping[str, UserValue]) -> UserValue:
    try:
        return known[str(value)]
    except KeyError:
        raise ValueError(value) from None


def described(annotation: object) -> str:
    """Return a type as messages show it.

    Args:
        annotation: The type.
    """
    bare: UserValue = typeinfo.peel(annotation).bare
    if isinstance(bare, type) and issubclass(bare, enum.Enum):
        return f"{bare.__name__}, which is one of {', '.join(str(each.value) for each in bare)}"
    return bare.__name__ if isinstance(bare, type) else str(bare)
