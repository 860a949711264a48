"""Rows of a file, and the fields that take their values from one of them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from typing_extensions import Self

from typedfactory import random, typeinfo
from typedfactory.declarations.base import BaseDeclaration, T_co
from typedfactory.declarations.feeds.converting import convert, described
from typedfactory.declarations.feeds.reading import CsvFile, Given, JsonFile, Kept, Record, Source
from typedfactory.declarations.iterators import ReplayedValues
from typedfactory.errors import ArgumentError, UnfillableError, did_you_mean
from typedfactory.ground.context import BuildStep, Resolver

if TYPE_CHECKING:
    import os

    from typedfactory.ground.given import UserValue, UserValues

_ORDERS = ("turn", "random")
#: What begins a key of a resolver under which the record of its object is kept: no attribute is called like that.
_KEY = "*feed"


class Feed:
    """Records from a file; all fields of one object take their values from the same record.

    Args:
        path: The file: ``.csv``, ``.tsv``, ``.json`` (a list of objects) or ``.jsonl`` (an object in each line).
        order: ``"turn"``: one record after the other, and again from the first; ``"random"``: any of them.
        encoding: How the file is encoded.

    Raises:
        ArgumentError: The kind of file or the order is not known.

    Example:
        >>> import typedfactory as factory
        >>> cities = factory.Feed.from_records([{"name": "Oslo", "country": "NO"}, {"name": "Bonn", "country": "DE"}])
        >>> class CityFactory(factory.DictFactory):
        ...     name = cities.field("name")
        ...     country = cities.field("country")
        >>> CityFactory(), CityFactory()
        ({'name': 'Oslo', 'country': 'NO'}, {'name': 'Bonn', 'country': 'DE'})
    """

    def __init__(self, path: str | os.PathLike[str], *, order: str = "turn", encoding: str = "utf-8-sig") -> None:
        file = Path(path)
        if file.suffix in {".csv", ".tsv"}:
            self._begin(CsvFile(file, "\t" if file.suffix == ".tsv" else ",", encoding), order)
        elif file.suffix in {".json", ".jsonl", ".ndjson"}:
            self._begin(JsonFile(file, encoding), order)
        else:
            raise ArgumentError(
                f"Feed({file.name!r}): what is in it does not show from its name. Use Feed.from_csv or Feed.from_json."
            )

    def _begin(self, source: Source, order: str) -> None:
        if order not in _ORDERS:
            raise ArgumentError(f'Feed: order takes "turn" or "random", not {order!r}.')
        self._source, self._order = source, order
        self._records: ReplayedValues[Record] = ReplayedValues(Kept(source), cycle=True)
        self._key = f"{_KEY} {id(self)}"

    @classmethod
    def _of(cls, source: Source, order: str) -> Self:
        feed = cls.__new__(cls)
        feed._begin(source, order)  # noqa: SLF001 - its own, of another way to make one
        return feed

    @classmethod
    def from_csv(
        cls, path: str | os.PathLike[str], *, delimiter: str = ",", order: str = "turn", encoding: str = "utf-8-sig"
    ) -> Self:
        """Return the records of a CSV file, whose first line names the columns.

        Args:
            path: The file.
            delimiter: What stands between values.
            order: As for `Feed`.
            encoding: As for `Feed`.
        """
        return cls._of(CsvFile(Path(path), delimiter, encoding), order)

    @classmethod
    def from_json(cls, path: str | os.PathLike[str], *, order: str = "turn", encoding: str = "utf-8-sig") -> Self:
        """Return the records of a JSON file: a list of objects; of one called ``.jsonl``, an object in each line.

        Args:
            path: The file.
            order: As for `Feed`.
            encoding: As for `Feed`.
        """
        return cls._of(JsonFile(Path(path), encoding), order)

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, UserValue]], *, order: str = "turn") -> Self:
        """Return a feed of mappings: dicts, rows of a query, whatever is iterated once.

        Args:
            records: The mappings.
            order: As for `Feed`.
        """
        return cls._of(Given(records), order)

    def field(self, column: str) -> FeedField[UserValue]:
        """Return what gives a field the value of a column, converted to the field's type.

        Args:
            column: The column.
        """
        return FeedField(self, column)

    def record_for(self, instance: Resolver[UserValue], column: str) -> Record:
        """Return the record of an object: another one where a column is asked for again.

        Args:
            instance: The resolver of the object.
            column: The column.
        """
        known = instance.__dict__
        record, taken = cast("tuple[Record | None, set[str]]", known.get(self._key, (None, set())))
        if record is None or column in taken:
            record, taken = self._next(), set()
            known[self._key] = record, taken
        taken.add(column)
        return record

    def _next(self) -> Record:
        if self._order == "turn":
            return self._records.take()
        return random.randgen.choice(self._records.all())

    def reset(self) -> None:
        """Start again at the first record."""
        self._records.reset()

    def __repr__(self) -> str:
        return f"<Feed of {self._source.name}>"


class FeedField(BaseDeclaration[T_co]):
    """The value of a column of a `Feed`.

    Args:
        feed: The feed.
        column: The column.

    Example:
        >>> import dataclasses
        >>> import typedfactory as factory
        >>> @dataclasses.dataclass
        ... class Visit:
        ...     guests: int
        ...     paid: bool
        >>> visits = factory.Feed.from_records([{"n": "3", "paid": "yes"}])
        >>> class VisitFactory(factory.Factory[Visit]):
        ...     guests, paid = visits.field("n"), visits.field("paid")
        >>> VisitFactory()
        Visit(guests=3, paid=True)
    """

    TAKES_PARAMETERS = False
    WANTS_TYPE: ClassVar[bool] = True

    def __init__(self, feed: Feed, column: str) -> None:
        super().__init__()
        self.feed, self.column = feed, column
        self._annotation: Callable[[], object] | None = None

    def of_type(self, annotation: Callable[[], object]) -> FeedField[T_co]:
        """Return the same for a field whose type is known.

        Args:
            annotation: Returns the type.
        """
        typed = copy.copy(self)
        typed._annotation = annotation  # noqa: SLF001 - its own, of a copy
        return typed

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> T_co:
        """Take the value from the record of the object.

        Raises:
            ArgumentError: The record has no such column, or its value is none of the field's type.
        """
        record = self.feed.record_for(instance, self.column)
        if self.column not in record.values:
            hint = did_you_mean(self.column, list(record.values))
            raise ArgumentError(f"{record.place}: there is no column {self.column!r}. {hint}")
        value = record.values[self.column]
        if self._annotation is None:
            return cast("T_co", value)
        return cast("T_co", self._converted(value, record, self._annotation))

    def _converted(self, value: UserValue, record: Record, annotation: Callable[[], object]) -> UserValue:
        try:
            wanted = annotation()
        except UnfillableError:
            # Nobody can read the type: the model has to do with the value as it is.
            return value
        try:
            return value if wanted is typeinfo.MISSING else convert(value, wanted)
        except ValueError:
            raise ArgumentError(
                f"{record.place}: {value!r} in column {self.column!r} is no {described(wanted)}. Correct the file."
            ) from None

    def __repr__(self) -> str:
        return f"<FeedField {self.column!r} of {self.feed!r}>"
