"""Records from files: each knows where it stands, for messages."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

from typedfactory.errors import ArgumentError

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


@attrs.frozen(eq=False)
class Record:
    """One record.

    Attributes:
        values: Column → value.
        place: Where it stands: ``cities.csv, line 3``.
    """

    values: Mapping[str, UserValue]
    place: str


class Source(Protocol):
    """What records are read from."""

    @property
    def name(self) -> str:
        """What it is called in messages."""

    def records(self) -> Iterator[Record]:
        """Read the records."""


@attrs.frozen
class CsvFile:
    """A file of comma-separated values whose first line names the columns.

    Attributes:
        path: The file.
        delimiter: What stands between values.
        encoding: How it is encoded.
    """

    path: Path
    delimiter: str
    encoding: str

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def records(self) -> Iterator[Record]:
        """Read the records.

        Raises:
            ArgumentError: The file cannot be read, or a line has more or fewer values than there are columns.
        """
        with _opened(self.path, self.encoding) as file:
            reader = csv.DictReader(file, delimiter=self.delimiter, restkey="", restval=_MISSING, strict=True)
            try:
                for row in reader:
                    place = f"{self.name}, line {reader.line_num}"
                    if "" in row or _MISSING in row.values():
                        raise ArgumentError(
                            f"{place}: it has not as many values as the first line has columns "
                            f"({', '.join(reader.fieldnames or ())}). Correct the file, or name its delimiter."
                        )
                    yield Record(row, place)
            except (csv.Error, UnicodeDecodeError) as error:
                raise ArgumentError(f"{self.name}, line {reader.line_num}: it cannot be read: {error}.") from error


_MISSING = "\0missing"


@attrs.frozen
class JsonFile:
    """A file with a JSON list of objects, or with one JSON object in each line.

    Attributes:
        path: The file.
        encoding: How it is encoded.
    """

    path: Path
    encoding: str

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def records(self) -> Iterator[Record]:
        """Read the records.

        Raises:
            ArgumentError: The file cannot be read, or holds something else.
        """
        with _opened(self.path, self.encoding) as file:
            text = file.read()
        if self.path.suffix in {".jsonl", ".ndjson"}:
            lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
            for number, line in lines:
                place = f"{self.name}, line {number}"
                yield Record(_as_object(_parsed(line, self.name, number), place), place)
            return
        items: object = _parsed(text, self.name, 1)
        if not isinstance(items, list):
            raise ArgumentError(f"the file {self.name} holds no list. Write a list of objects, [{{…}}, {{…}}].")
        for number, item in enumerate(items, 1):
            place = f"{self.name}, record {number}"
            yield Record(_as_object(item, place), place)


def _parsed(text: str, name: str, line: int) -> object:
    """Read JSON that begins in a line of a file."""
    try:
        parsed: object = json.loads(text)
    except json.JSONDecodeError as error:
        raise ArgumentError(f"{name}, line {line + error.lineno - 1}: it is no JSON: {error}.") from error
    return parsed


def _as_object(item: object, place: str) -> Mapping[str, UserValue]:
    if not isinstance(item, Mapping):
        raise ArgumentError(f"{place}: it is no object with names, but a {type(item).__name__}.")
    return item


def _opened(path: Path, encoding: str) -> UserValue:
    try:
        return path.open(encoding=encoding, newline="")
    except OSError as error:
        raise ArgumentError(
            f"the file {path} cannot be opened: {error.strerror}. Name it from the test's own folder: "
            f'Path(__file__).with_name("{path.name}").'
        ) from error


@attrs.frozen
class Given:
    """Records that the program has.

    Attributes:
        items: Mappings of names to values.
    """

    items: Iterable[Mapping[str, UserValue]]

    @property
    def name(self) -> str:
        """What they are called."""
        return "the records"

    def records(self) -> Iterator[Record]:
        """Go through them.

        Raises:
            ArgumentError: One of them is no mapping.
        """
        for number, item in enumerate(self.items, 1):
            place = f"record {number}"
            yield Record(_as_object(item, place), place)


@attrs.define(eq=False)
class Kept:
    """The records of a source, read once; an iterable that can be gone through again.

    Attributes:
        source: The source.
    """

    source: Source
    _read: list[Record] | None = None

    def __iter__(self) -> Iterator[Record]:
        if self._read is None:
            self._read = list(self.source.records())
            if not self._read:
                raise ArgumentError(f"{self.source.name}, read to its end, has no records. Give it at least one.")
        return iter(self._read)
