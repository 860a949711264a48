"""Objects as plain data: dicts, lists, texts, numbers, truth values and None."""

from __future__ import annotations

import base64
import datetime
import enum
from collections.abc import Callable, Iterable, Mapping, Sized
from typing import TYPE_CHECKING, TypeAlias

from typedfactory.adapters import shape_of
from typedfactory.errors import FactoryError
from typedfactory.ground.stubs import StubObject

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.ground.shape import ModelShape

#: The objects that one is in, by their identity.
Above: TypeAlias = tuple[int, ...]
Writer: TypeAlias = "Callable[[UserValue, Above], UserValue]"

#: What stands in JSON as it is.
_AS_THEY_ARE = (bool, int, float, str)
#: Class → what writes its values.
_writers: dict[type, Writer] = {}


def plain(value: UserValue, above: Above = ()) -> UserValue:
    """Return an object as plain data; models become dicts of their fields.

    Moments are written as ISO 8601, bytes in base64, enums as their values, and what else there is by ``str``. An object
    that contains itself is left out where it does.

    Args:
        value: The object.
        above: The objects that it stands in, by their identity.

    Example:
        >>> import dataclasses, datetime
        >>> @dataclasses.dataclass
        ... class User:
        ...     name: str
        ...     born: datetime.date
        >>> plain([User("ann", datetime.date(2000, 1, 2))])
        [{'name': 'ann', 'born': '2000-01-02'}]
    """
    return _plain(value, above)


def _plain(value: UserValue, above: Above) -> UserValue:
    kind = type(value)
    write = _writers.get(kind)
    if write is None:
        write = _writers[kind] = _writer_for(kind)
    return write(value, above)


def _writer_for(kind: type[UserValue]) -> Writer:
    """Return what writes the values of a class."""
    single = _writer_of_single(kind)
    attributes = () if single or issubclass(kind, Mapping) else attributes_of(kind)
    if single is not None:
        return single
    if attributes:
        return lambda value, above: _fields(value, attributes, (*above, id(value)))
    if issubclass(kind, StubObject):
        return lambda value, above: _mapping(vars(value), (*above, id(value)))
    if issubclass(kind, Mapping):
        return lambda value, above: _mapping(value, (*above, id(value)))
    if issubclass(kind, Iterable) and issubclass(kind, Sized):
        return _items
    return lambda value, above: str(value)


def _writer_of_single(kind: type[UserValue]) -> Writer | None:
    """Return what turns values of a class into texts or numbers; None where they are no single values."""
    if issubclass(kind, enum.Enum):
        return lambda value, above: _plain(value.value, above)
    if issubclass(kind, (datetime.date, datetime.time)):
        return lambda value, above: value.isoformat()
    if issubclass(kind, (bytes, bytearray, memoryview)):
        return lambda value, above: base64.b64encode(bytes(value)).decode("ascii")
    if kind is type(None) or kind in _AS_THEY_ARE:
        return lambda value, above: value
    base = next((each for each in _AS_THEY_ARE if issubclass(kind, each)), None)
    return None if base is None else lambda value, above: base(value)


def _items(value: UserValue, above: Above) -> UserValue:
    inside = (*above, id(value))
    return [_plain(each, inside) for each in value if id(each) not in above]


def _fields(value: UserValue, attributes: Iterable[tuple[str, str]], above: Above) -> UserValue:
    found: dict[str, UserValue] = {}
    for name, attribute in attributes:
        try:
            inner = getattr(value, attribute)
        except Exception:  # noqa: BLE001, S112 - a relation that is not set, an argument that is not kept
            continue
        if id(inner) not in above:
            found[name] = _plain(inner, above)
    return found


def _mapping(value: Mapping[UserValue, UserValue], above: Above) -> UserValue:
    return {
        key if isinstance(key, str) else str(key): _plain(each, above)
        for key, each in value.items()
        if id(each) not in above
    }


def attributes_of(kind: type[UserValue]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a model, name and attribute; none for a class that is no model.

    Args:
        kind: The class.
    """
    shape = shape_of(kind)
    if shape is None or not shape.declared:
        return ()
    return tuple((field.name, field.attribute) for field in shape.fields)


def annotation_of(shape: ModelShape, name: str) -> object:
    """Return the type of a field; None where nobody says it.

    Args:
        shape: The model.
        name: The field.
    """
    try:
        return shape.annotation_of(name)
    except FactoryError:
        return None
