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

from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.plan.tell.alternatives import members_of, type_at

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues

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
        found[name] = _read(word, text, type_at(factory, name.split("__")))
    return found


def _read(word: str, text: str, annotation: object) -> UserValue:
    candidates = members_of(annotation)
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


def _enum_reader(kind: type[enum.Enum]) -> Callable[[str], object]:
    def read(text: str) -> object:
        for member in kind:
            if text in (member.name, str(member.value)):
                return member
        raise ValueError("one of " + ", ".join(str(member.value) for member in kind))

    return read
