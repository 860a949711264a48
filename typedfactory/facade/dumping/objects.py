"""Which library turns an object into a dict, or into JSON; and what is done where there is none."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import fractions
import importlib
import importlib.util
import ipaddress
import json
import pathlib
import uuid
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Protocol

import attrs

from typedfactory.adapters import shape_of
from typedfactory.errors import ArgumentError

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues

_TEXTS = (
    decimal.Decimal,
    fractions.Fraction,
    uuid.UUID,
    pathlib.PurePath,
    ipaddress.IPv4Address,
    ipaddress.IPv6Address,
)
_MOMENTS = (datetime.date, datetime.time)
_PLAIN = (str, int, float, bool, type(None))


class _Library(Protocol):
    """A module of this room."""

    def as_dict(self, made: UserValue) -> UserValues:
        """Return the fields of an object."""

    def as_jsonable(self, made: UserValue) -> UserValue:
        """Return what JSON has for it."""


def as_dict(owner: str, made: UserValue) -> UserValues:
    """Return the fields of an object, objects inside it as dicts, too; other values stay as they are.

    Args:
        owner: The factory's name, for messages.
        made: The object.

    Raises:
        ArgumentError: It has no fields.
    """
    found = _Dumper(owner, for_json=False).dump(made, ())
    if not isinstance(found, dict):
        raise ArgumentError(f"{owner}.as_dict: a {type(made).__name__} has no fields to make a dict of. Use build().")
    return found


def as_json(owner: str, made: UserValue) -> str:
    """Return an object as JSON.

    Args:
        owner: The factory's name, for messages.
        made: The object.

    Raises:
        ArgumentError: JSON has no word for a value in it.
    """
    return json.dumps(_Dumper(owner, for_json=True).dump(made, ()))


def _library_of(made: UserValue) -> _Library | None:
    """Return what knows the library of an object; None where it has none."""
    kind = type(made)
    if hasattr(kind, "__struct_fields__"):
        return _module("msgspec")
    if hasattr(kind, "__pydantic_fields__") and hasattr(kind, "model_dump"):
        return _module("pydantic")
    if attrs.has(kind) and importlib.util.find_spec("cattrs") is not None:
        return _module("cattrs")
    return None


def _module(name: str) -> _Library:
    module: UserValue = importlib.import_module(f"typedfactory.facade.dumping.{name}")
    return module  # type: ignore[no-any-return]  # each of them is one


class _Dumper:
    """Turns an object into dicts, lists and values.

    Args:
        owner: The factory's name, for messages.
        for_json: Whether values become what JSON has for them.
    """

    def __init__(self, owner: str, *, for_json: bool) -> None:
        self.owner, self.for_json = owner, for_json

    def dump(self, value: UserValue, around: tuple[int, ...]) -> UserValue:
        """Return what stands for a value.

        Args:
            value: The value.
            around: What it is in.
        """
        kind = type(value)
        if kind in _PLAIN:
            return value
        library = _library_of(value)
        if library is not None:
            return library.as_jsonable(value) if self.for_json else self._inside(library.as_dict(value), around)
        fields = self._fields_of(value)
        if fields is not None:
            inner = (*around, id(value))
            # What refers back to an object that it is part of would have no end.
            return {name: self.dump(item, inner) for name, item in fields.items() if id(item) not in inner}
        return self._inside(value, around)

    def _inside(self, value: UserValue, around: tuple[int, ...]) -> UserValue:
        if isinstance(value, Mapping):
            return {self._key(key): self.dump(item, around) for key, item in value.items()}
        if isinstance(value, (str, bytes, enum.Enum)) or not isinstance(value, Collection):
            return self._as_json(value) if self.for_json else value
        items = [self.dump(item, around) for item in value if id(item) not in around]
        return items if self.for_json or isinstance(value, list) else _as_before(value, items)

    def _key(self, key: UserValue) -> UserValue:
        return key if not self.for_json or isinstance(key, str) else str(self._as_json(key))

    @staticmethod
    def _fields_of(made: UserValue) -> UserValues | None:
        """Return the fields of an object that it has already: none is asked for that a database would be read for."""
        kind = type(made)
        if dataclasses.is_dataclass(kind):
            return {field.name: getattr(made, field.name) for field in dataclasses.fields(kind)}
        if attrs.has(kind):
            return {field.name: getattr(made, field.name) for field in attrs.fields(kind)}
        if hasattr(kind, "_fields") and isinstance(made, tuple):
            return dict(zip(kind._fields, made, strict=True))
        shape = shape_of(kind)
        if shape is None or isinstance(made, Mapping):
            return None
        held: UserValues = getattr(made, "__dict__", {})
        found: UserValues = {}
        for field in shape.fields:
            for attribute in (field.attribute, f"{field.attribute}_id"):
                if attribute in held:
                    found[field.name if attribute == field.attribute else attribute] = held[attribute]
                    break
        return found

    def _as_json(self, value: UserValue) -> UserValue:
        if isinstance(value, enum.Enum):
            return self.dump(value.value, ())
        if isinstance(value, _MOMENTS):
            return value.isoformat()
        if isinstance(value, datetime.timedelta):
            return value.total_seconds()
        if isinstance(value, _TEXTS):
            return str(value)
        if isinstance(value, (bytes, bytearray)):
            return bytes(value).decode("utf-8", "backslashreplace")
        if isinstance(value, _PLAIN):
            return value
        raise ArgumentError(
            f"{self.owner}.as_json: JSON has no word for a {type(value).__name__}. Take as_dict(), and turn it into text."
        )


def _as_before(value: UserValue, items: list[UserValue]) -> UserValue:
    """Return items in a collection like the one that they come from; in a list where they have no hash any more."""
    if type(value) not in (tuple, set, frozenset):
        return items
    try:
        return type(value)(items)
    except TypeError:
        return items
