"""Declarations as columns: those whose values need nothing but the row's number and random numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import EnumMeta
from typing import TYPE_CHECKING, TypeAlias, cast

from typedfactory import fuzzy, typeinfo
from typedfactory.datasets.describe.picks import Between
from typedfactory.datasets.describe.refusing import values_of
from typedfactory.datasets.drawing.bijection import Bijection
from typedfactory.datasets.drawing.keys import EXACT, derive_key
from typedfactory.datasets.planning.codes import Dealt, InTurn, Number, Uniform
from typedfactory.datasets.planning.columns import Column
from typedfactory.datasets.planning.constants import is_constant
from typedfactory.datasets.planning.meanings import (
    AsCall,
    AsChoice,
    AsConstant,
    AsDate,
    AsDecimal,
    AsFloat,
    AsInt,
    AsMoment,
)
from typedfactory.declarations import Iterator, LazyFunction, Sequence, Unique, is_declaration
from typedfactory.declarations.random.faker.declaration import Faker
from typedfactory.errors import DatasetError
from typedfactory.ground.sequences import RowNumbers
from typedfactory.plan.describe.filling import AutoValue
from typedfactory.random import current_stream

if TYPE_CHECKING:
    import datetime

    from typedfactory.ground.given import UserValue

#: So many values of a type are written down, rather than made one by one.
_FEW = 256
#: `FuzzyFloat` rounds to so many digits by default, which is as good as not at all.
_ALL_DIGITS = 15


class Reader:
    """Reads the declarations of one table.

    Args:
        where: The table's factory, for messages.
        key: The key of the table's streams.
        first: The number of the factory's first object.
        rows: How many rows the table has.
    """

    def __init__(self, where: str, key: int, first: int, rows: int) -> None:
        self._where, self._key, self._first, self._rows = where, key, first, rows

    def column(self, name: str, value: UserValue) -> Column | None:
        """Return a declaration, or a value, as a column; None where it needs the rest of the row.

        Args:
            name: The field.
            value: What is declared.
        """
        if not is_declaration(value) and type(value) is not Between:
            return Column(Number(), AsConstant(value)) if is_constant(value) else None
        if type(value) is Unique:
            return self._unique(name, value)
        read = _READERS.get(type(value))
        return None if read is None else read(self, value, derive_key(self._key, "field", name), name)

    def _unique(self, name: str, value: Unique[UserValue]) -> Column | None:
        """Return a column without repetitions: the values of the declaration, dealt out once each."""
        inner = self.column(name, value.declaration)
        if inner is None or not isinstance(inner.codes, Uniform) or isinstance(inner.meaning, AsFloat):
            return None
        return Column(self.dealt(name, inner.codes.count), inner.meaning)

    def dealt(self, name: str, count: int) -> Dealt:
        """Return an order in which each of some values comes once.

        Args:
            name: The field.
            count: How many values there are.

        Raises:
            DatasetError: There are fewer than rows.
        """
        if count < self._rows:
            raise DatasetError(
                f"{self._where}.{name}: there are {count:,} different values for {self._rows:,} rows. "
                f"Let the declaration give more values, or make fewer rows."
            )
        return Dealt(Bijection(derive_key(self._key, "once", name), count))

    def sequence(self, value: Sequence[UserValue], key: int, name: str) -> Column:
        """Read a `Sequence`."""
        function, first = value.function, self._first
        return Column(Number(), AsCall(key, lambda row: function(first + row)))

    def lazy_function(self, value: LazyFunction[UserValue], key: int, name: str) -> Column:
        """Read a `LazyFunction`."""
        function = value.function
        return Column(Number(), AsCall(key, lambda row: function()))

    def iterator(self, value: Iterator[UserValue], key: int, name: str) -> Column | None:
        """Read an `Iterator`: its values in turn, where there is an end to them."""
        values = values_of(value) if value.getter is None else None
        return None if values is None else Column(InTurn(len(values)), AsChoice(values))

    def choice(self, value: fuzzy.FuzzyChoice[UserValue], key: int, name: str) -> Column | None:
        """Read a `FuzzyChoice`."""
        given: UserValue = value.choices_generator
        if value.getter is not None or not isinstance(given, (list, tuple, EnumMeta)):
            return None
        choices: list[UserValue] = list(given)
        known = bool(choices) and all(map(is_constant, choices))
        return Column(Uniform(key, len(choices)), AsChoice(choices)) if known else None

    def integer(self, value: fuzzy.FuzzyInteger, key: int, name: str) -> Column | None:
        """Read a `FuzzyInteger`."""
        return _uniform(key, len(range(value.low, value.high + 1, value.step)), AsInt(value.low, value.step))

    def decimal(self, value: fuzzy.FuzzyDecimal, key: int, name: str) -> Column | None:
        """Read a `FuzzyDecimal`."""
        low, high = (round(float(each) * 10**value.precision) for each in (value.low, value.high))
        return _uniform(key, high - low + 1, AsDecimal(low, value.precision))

    def float(self, value: fuzzy.FuzzyFloat, key: int, name: str) -> Column:
        """Read a `FuzzyFloat`; one that rounds does so itself."""
        if value.precision < _ALL_DIGITS:
            return self.fuzzed(value, key, name)
        return Column(Uniform(key, 2**EXACT), AsFloat(float(value.low), float(value.high)))

    def date(self, value: fuzzy.FuzzyDate, key: int, name: str) -> Column | None:
        """Read a `FuzzyDate`."""
        return _uniform(key, value.end_date - value.start_date + 1, AsDate(value.start_date))

    def moment(self, value: fuzzy.BaseFuzzyDateTime, key: int, name: str) -> Column | None:
        """Read a `FuzzyDateTime`, unless parts of it are forced."""
        if value._forced():  # noqa: SLF001 - a class of the library's own
            return None
        return _uniform(key, _microseconds(value.end_dt - value.start_dt) + 1, AsMoment(value.start_dt))

    def between(self, value: Between, key: int, name: str) -> Column:
        """Read a `Between`."""
        count = value.high - value.low + 1
        if value.once:
            return Column(self.dealt(name, count), AsInt(value.low))
        return Column(Uniform(key, count), AsInt(value.low))

    def faker(self, value: Faker[UserValue], key: int, name: str) -> Column | None:
        """Read a `Faker` that remembers nothing."""
        return Column(Number(), AsCall(key, lambda row: value.draw())) if value.is_plain else None

    def fuzzed(self, value: fuzzy.BaseFuzzyAttribute[UserValue], key: int, name: str) -> Column:
        """Read another fuzzy declaration."""
        return Column(Number(), AsCall(key, lambda row: value.fuzz()))

    def filled(self, value: AutoValue, key: int, name: str) -> Column | None:
        """Read what is filled by its type, unless other fields matter."""
        if value.nested:
            return None
        domain = value.recipe.domain
        if domain is not None and 0 < domain.count <= _FEW and not value.story:
            values = [domain.at(place) for place in range(domain.count)]
            if all(map(is_constant, values)):
                return Column(Uniform(key, len(values)), AsChoice(values))
        # Nothing is nested in it, so that no builder is asked.
        builder = cast("UserValue", None)
        make = value.recipe.make
        return Column(Number(), AsCall(key, lambda row: make(current_stream(), builder)))

    def counted(self, name: str, value: AutoValue) -> Column | None:
        """Read what is filled by its type and must not repeat itself; None where other fields matter.

        Args:
            name: The field.
            value: The declaration.
        """
        if value.nested:
            return None
        if typeinfo.peel(value.annotation).bare is int:
            return Column(Number(), AsInt(1))
        builder = cast("UserValue", None)
        make, key = value.recipe.make, derive_key(self._key, "field", name)

        def distinct(row: int) -> UserValue:
            counters = RowNumbers()
            with counters:
                counters.stand_at(row)
                return make(current_stream(), builder)

        return Column(Number(), AsCall(key, distinct))


def _microseconds(span: datetime.timedelta) -> int:
    return (span.days * 86_400 + span.seconds) * 1_000_000 + span.microseconds


def _uniform(key: int, count: int, meaning: AsInt | AsDecimal | AsDate | AsMoment) -> Column | None:
    return Column(Uniform(key, count), meaning) if count <= 2**EXACT else None


_Read: TypeAlias = "Callable[[Reader, UserValue, int, str], Column | None]"
#: Classes of declarations, and no subclasses: those may do something else.
_READERS: Mapping[type, _Read] = {
    AutoValue: Reader.filled,
    Between: Reader.between,
    Faker: Reader.faker,
    Iterator: Reader.iterator,
    LazyFunction: Reader.lazy_function,
    Sequence: Reader.sequence,
    fuzzy.FuzzyAttribute: Reader.fuzzed,
    fuzzy.FuzzyChoice: Reader.choice,
    fuzzy.FuzzyDate: Reader.date,
    fuzzy.FuzzyDateTime: Reader.moment,
    fuzzy.FuzzyDecimal: Reader.decimal,
    fuzzy.FuzzyFloat: Reader.float,
    fuzzy.FuzzyInteger: Reader.integer,
    fuzzy.FuzzyNaiveDateTime: Reader.moment,
    fuzzy.FuzzyText: Reader.fuzzed,
}
