"""JSON, one object a line: with orjson where it is installed."""

from __future__ import annotations

import importlib
import importlib.util
import json
import keyword
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

from typedfactory.cli.frame.plain import attributes_of, plain
from typedfactory.cli.generate.columns import Column, reader_of

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


class ObjectLines:
    """Writes objects with what is nested in them.

    Args:
        file: Where to.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._dump = dumper(self._plain)
        self._readers: dict[type, Callable[[UserValue], UserValue]] = {}
        #: The object that is being written.
        self._root: object = None

    def write(self, objects: Sequence[UserValue]) -> None:
        """Write objects."""
        lines: list[bytes] = []
        dump, readers = self._dump, self._readers
        for made in objects:
            read = readers.get(type(made))
            if read is None:
                read = readers[type(made)] = fields_of(type(made))
            self._root = made
            try:
                lines.append(dump(read(made)))
            except AttributeError:
                # What is not kept, or a relation that is not set.
                lines.append(dump(plain(made)))
        self._file.write(b"".join(lines))

    def _plain(self, value: UserValue) -> UserValue:
        return plain(value, (id(self._root),))

    def close(self) -> None:
        """Nothing is left to write."""


class RowLines:
    """Writes objects as flat rows.

    Args:
        file: Where to.
        columns: The columns.
    """

    def __init__(self, file: BinaryIO, columns: Sequence[Column]) -> None:
        self._file, self._dump = file, dumper(plain)
        self._names = [column.name for column in columns]
        self._read = reader_of(columns)

    def write(self, objects: Sequence[UserValue]) -> None:
        """Write objects."""
        dump, names = self._dump, self._names
        self._file.write(b"".join([dump(dict(zip(names, row, strict=True))) for row in self._read(objects)]))

    def close(self) -> None:
        """Nothing is left to write."""


def fields_of(kind: type[UserValue]) -> Callable[[UserValue], UserValue]:
    """Return what makes a dict of an object's fields; what is in them is left to the writer.

    Args:
        kind: The object's class.
    """
    attributes = attributes_of(kind)
    if not attributes or issubclass(kind, Mapping) or not all(_is_name(attribute) for _, attribute in attributes):
        return plain
    items = ", ".join(f"{name!r}: made.{attribute}" for name, attribute in attributes)
    # A dict that is written out is made in a third of the time that a loop takes; names of attributes are checked above.
    read: Callable[[UserValue], UserValue] = eval(f"lambda made: {{{items}}}", {})  # noqa: S307 - as said above
    return read


def _is_name(attribute: str) -> bool:
    return attribute.isidentifier() and not keyword.iskeyword(attribute)


def dumper(default: Callable[[UserValue], UserValue]) -> Callable[[UserValue], bytes]:
    """Return what writes one line.

    Args:
        default: Makes values plain that JSON does not know.
    """
    if importlib.util.find_spec("orjson") is None:
        return lambda value: dump(value, default)
    orjson = importlib.import_module("orjson")
    dumps: Callable[[UserValue, object, int], bytes] = orjson.dumps
    options: int = (
        orjson.OPT_APPEND_NEWLINE
        | orjson.OPT_NON_STR_KEYS
        | orjson.OPT_PASSTHROUGH_DATACLASS
        | orjson.OPT_PASSTHROUGH_SUBCLASS
    )

    def dump_fast(value: UserValue) -> bytes:
        try:
            return dumps(value, default, options)
        except TypeError:
            # A number of more than 64 bits.
            return dump(value, default)

    return dump_fast


def dump(value: UserValue, default: Callable[[UserValue], UserValue]) -> bytes:
    """Return one line, with what Python brings along.

    Args:
        value: What is written.
        default: Makes values plain that JSON does not know.
    """
    try:
        text = json.dumps(value, default=default, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError:
        # JSON has no infinite numbers.
        text = json.dumps(_finite(plain(value, (id(value),))), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _finite(value: UserValue) -> UserValue:
    if isinstance(value, dict):
        return {key: _finite(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and value - value != 0 else value
