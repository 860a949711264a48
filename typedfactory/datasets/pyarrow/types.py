"""Annotations as Arrow's types, and what has to be done to values for Arrow to take them."""

from __future__ import annotations

import collections.abc
import datetime
import decimal
import enum
import ipaddress
import pathlib
import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal

import attrs
import pyarrow as pa

from typedfactory import typeinfo
from typedfactory.adapters import shape_of
from typedfactory.errors import DatasetError
from typedfactory.ground.constraints import read_constraints

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.ground.shape import ModelShape

#: Class → Arrow's type; subclasses count, the first that fits.
_SINGLE: tuple[tuple[type, UserValue], ...] = (
    (bool, pa.bool_()),
    (int, pa.int64()),
    (float, pa.float64()),
    (str, pa.string()),
    (bytes, pa.binary()),
    (datetime.datetime, pa.timestamp("us")),
    (datetime.date, pa.date32()),
    (datetime.time, pa.time64("us")),
    (datetime.timedelta, pa.duration("us")),
)
#: Classes whose values are written as their texts.
_TEXTS = (uuid.UUID, ipaddress.IPv4Address, ipaddress.IPv6Address, pathlib.PurePath)
_LISTS = (list, set, frozenset, collections.abc.Sequence, collections.abc.Set, collections.abc.Iterable)
#: How many digits a decimal has of whose digits nobody says anything, and how many of them are places.
_DIGITS, _PLACES = 38, 9


@attrs.frozen
class ArrowType:
    """A type of Arrow's.

    Attributes:
        type: The type itself.
        convert: Turns a value into what Arrow takes; None where it is taken as it is.
        nullable: Whether values may be missing.
    """

    type: UserValue
    convert: Callable[[UserValue], UserValue] | None = None
    nullable: bool = False

    def converted(self, values: list[UserValue]) -> list[UserValue]:
        """Return values as Arrow takes them.

        Args:
            values: The values.
        """
        convert = self.convert
        return values if convert is None else [None if value is None else convert(value) for value in values]


def arrow_type(annotation: object, where: str) -> ArrowType:
    """Return an annotation as a type of Arrow's.

    Args:
        annotation: The type of a column's values.
        where: ``"User.born"``, for messages.

    Raises:
        DatasetError: There is none for it.
    """
    peeled = typeinfo.peel(annotation)
    bare = peeled.bare
    if typeinfo.is_union(bare):
        return _of_union(bare, where)
    if typeinfo.is_type_alias(bare):
        return arrow_type(typeinfo.alias_value(bare), where)
    if bare is decimal.Decimal:
        asked = read_constraints(peeled.metadata)
        return _decimal(asked.max_digits, asked.decimal_places)
    origin = typeinfo.origin_of(bare)
    if origin is Literal:
        kinds = {type(value) for value in typeinfo.arguments_of(bare)}
        if len(kinds) == 1:
            return arrow_type(kinds.pop(), where)
    elif origin is not None or bare in _LISTS or bare in {dict, tuple}:
        return _of_collection(bare, origin or bare, where)
    elif typeinfo.is_class(bare):
        found = _of_class(bare, where)
        if found is not None:
            return found
    raise DatasetError(
        f"{where}: Arrow has no type for {getattr(bare, '__name__', bare)}. Annotate the field with one that it has: "
        f"a number, a text, a moment, an enum, a model, or a list or dict of these."
    )


def _of_union(bare: object, where: str) -> ArrowType:
    members = [each for each in typeinfo.arguments_of(bare) if each is not type(None)]
    if members and all(map(has_text, map(_class_of, members))):
        kinds = [arrow_type(each, where) for each in members]
        if all(kind.type == pa.string() for kind in kinds):
            # Texts, some of them in classes of their own.
            return ArrowType(pa.string(), str if len(kinds) > 1 else kinds[0].convert, nullable=True)
    if len(members) != 1:
        raise DatasetError(f"{where}: a column has values of one type, not of {len(members)}. Annotate it with one.")
    return attrs.evolve(arrow_type(members[0], where), nullable=True)


def has_text(cls: type) -> bool:
    """Say whether the values of a class are texts, or have a text of their own.

    Args:
        cls: The class.

    Example:
        >>> has_text(uuid.UUID), has_text(complex)
        (True, False)
    """
    return any("__str__" in vars(base) for base in cls.__mro__ if base is not object)


def _class_of(annotation: object) -> type:
    bare = typeinfo.peel(annotation).bare
    return bare if typeinfo.is_class(bare) else object


def _decimal(digits: int | None, places: int | None) -> ArrowType:
    scale = _PLACES if places is None else places
    return ArrowType(pa.decimal128(max(digits or _DIGITS, scale), scale))


def _of_class(cls: type, where: str) -> ArrowType | None:
    if issubclass(cls, enum.Enum):
        return _of_enum(cls)
    kind: UserValue = next((kind for each, kind in _SINGLE if issubclass(cls, each)), None)
    if kind is not None:
        base = next(each for each, _ in _SINGLE if issubclass(cls, each))
        return ArrowType(kind, None if cls is base or base in {datetime.datetime, datetime.date} else base)
    if issubclass(cls, _TEXTS):
        return ArrowType(pa.string(), str)
    shape = shape_of(cls)
    if shape is not None and shape.declared and shape.fields:
        return _of_model(shape, where)
    return _of_text(cls)


def _of_text(cls: type) -> ArrowType | None:
    """Return the type of texts in a class of their own, as pydantic has for addresses."""
    if hasattr(cls, "get_secret_value"):
        # Its text hides the value.
        return ArrowType(pa.string(), lambda value: str(value.get_secret_value()))
    if cls.__module__ == "pydantic.networks":
        return ArrowType(pa.string(), str)
    return ArrowType(pa.string(), str) if has_text(cls) else None


def _of_enum(cls: type[enum.Enum]) -> ArrowType:
    kinds = {type(member.value) for member in cls}
    if kinds == {int}:
        return ArrowType(pa.int64(), lambda member: member.value)
    if kinds == {str}:
        return ArrowType(pa.string(), lambda member: member.value)
    return ArrowType(pa.string(), lambda member: member.name)


def _of_model(shape: ModelShape, where: str) -> ArrowType:
    inner = {each.attribute: arrow_type(shape.annotation_of(each), f"{where}.{each.name}") for each in shape.fields}
    fields = [pa.field(name, kind.type, nullable=True) for name, kind in inner.items()]
    converts = [(name, kind.convert) for name, kind in inner.items()]

    def as_dict(value: UserValue) -> dict[str, UserValue]:
        read = value.get if isinstance(value, Mapping) else lambda name: getattr(value, name)
        found = ((name, read(name), convert) for name, convert in converts)
        return {name: each if convert is None or each is None else convert(each) for name, each, convert in found}

    return ArrowType(pa.struct(fields), as_dict)


def _of_collection(bare: object, origin: object, where: str) -> ArrowType:
    arguments = [each for each in typeinfo.arguments_of(bare) if each is not Ellipsis]
    if origin in _MAPPINGS and len(arguments) == _PAIR:
        key, value = (arrow_type(each, where) for each in arguments)
        return ArrowType(
            pa.map_(key.type, value.type),
            lambda given: list(zip(key.converted(list(given)), value.converted(list(given.values())), strict=True)),
        )
    if arguments and (origin in _LISTS or (origin is tuple and len(set(map(repr, arguments))) == 1)):
        inner = arrow_type(arguments[0], where)
        return ArrowType(pa.list_(inner.type), lambda given: inner.converted(list(given)))
    if typeinfo.is_class(origin) and shape_of(bare) is not None:
        shape = shape_of(bare)
        if shape is not None and shape.declared and shape.fields:
            return _of_model(shape, where)
    raise DatasetError(
        f"{where}: Arrow needs one type for all that is in it. Annotate it as list[int], dict[str, float] or the like."
    )


_MAPPINGS = (dict, collections.abc.Mapping, collections.abc.MutableMapping)
_PAIR = 2

#: The kinds of Arrow's types that other systems have, too.
_KINDS = ("boolean", "integer", "floating", "binary", "date", "time", "timestamp", "decimal", "nested")


def kind_of(kind: UserValue) -> str:
    """Return the kind of one of Arrow's types: ``"integer"``, …; ``"text"`` where it is none of the others.

    Args:
        kind: The type.

    Example:
        >>> kind_of(pa.int64()), kind_of(pa.string())
        ('integer', 'text')
    """
    return next((name for name in _KINDS if getattr(pa.types, f"is_{name}")(kind)), "text")
