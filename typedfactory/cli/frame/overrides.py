"""What is given for fields on the command line: ``admin=true address__city=Paris``."""

from __future__ import annotations

import datetime
import decimal
import enum
import json
import pathlib
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from typedfactory import typeinfo
from typedfactory.adapters import shape_of
from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.errors import FactoryError

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues
    from typedfactory.ground.shape import ModelShape

#: Types whose values are read from text, each by its own function.
_READERS: Mapping[object, Callable[[str], object]] = {
    str: str,
    datetime.datetime: datetime.datetime.fromisoformat,
    datetime.date: datetime.date.fromisoformat,
    datetime.time: datetime.time.fromisoformat,
    decimal.Decimal: decimal.Decimal,
    uuid.UUID: uuid.UUID,
    pathlib.Path: pathlib.Path,
}


def read_overrides(factory: FactoryClass, words: Iterable[str]) -> UserValues:
    """Return what is given for the fields of a factory.

    A value is read as its field's type says; where that says nothing, as JSON (``3``, ``true``, ``null``, ``[1, 2]``) if
    it is that, and as text if it is not.

    Args:
        factory: The factory.
        words: Words of the form ``field=value``; the field may be a path, ``address__city``.

    Raises:
        MistakeError: A word has no ``=``, or its value does not fit the field.
    """
    found: UserValues = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals or not name:
            raise MistakeError(f"{word}: write field=value, as in {name or 'name'}=Ann.")
        found[name] = _read(word, text, type_of_field(factory, name.split("__")))
    return found


def _read(word: str, text: str, annotation: object) -> UserValue:
    candidates = _members(annotation)
    if text == "null" and str not in candidates:
        return None
    for each in candidates:
        reader = _enum_reader(each) if isinstance(each, type) and issubclass(each, enum.Enum) else _READERS.get(each)
        if reader is not None:
            try:
                return reader(text)
            except (ValueError, ArithmeticError) as error:
                reason = f": {error}" if isinstance(error, ValueError) else ""
                raise MistakeError(f"{word}: {text!r} is no {getattr(each, '__name__', each)}{reason}.") from error
    try:
        value: object = json.loads(text)
    except ValueError:
        return text
    return value


def _members(annotation: object) -> list[object]:
    """Return the types that a value may have, None left out."""
    bare = typeinfo.peel(annotation).bare
    members = typeinfo.arguments_of(bare) if typeinfo.is_union(bare) else (bare,)
    return [typeinfo.peel(each).bare for each in members if each is not type(None)]


def _enum_reader(kind: type[enum.Enum]) -> Callable[[str], object]:
    def read(text: str) -> object:
        for member in kind:
            if text in (member.name, str(member.value)):
                return member
        raise ValueError("one of " + ", ".join(str(member.value) for member in kind))

    return read


def type_of_field(factory: FactoryClass, path: list[str]) -> object:
    """Return the type of a field, or of one that a path leads to; None where nobody says it.

    Args:
        factory: The factory.
        path: The parts of the path.
    """
    meta = factory._meta
    name = {**meta.rename}.get(path[0], path[0])
    if len(path) > 1:
        get_factory = getattr(meta.collected.values.get(path[0]), "get_factory", None)
        if get_factory is not None:
            return type_of_field(get_factory(), path[1:])
    return _in_shape(meta.shape, [name, *path[1:]])


def _in_shape(shape: ModelShape | None, path: list[str]) -> object:
    if shape is None or path[0] not in shape.by_name:
        return None
    try:
        annotation = shape.annotation_of(path[0])
    except FactoryError:
        return None
    if len(path) == 1:
        return annotation
    inner = next((each for each in _members(annotation) if shape_of(each) is not None), None)
    return None if inner is None else _in_shape(shape_of(inner), path[1:])
