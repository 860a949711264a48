"""A table of a data set."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from typedfactory.datasets.describe.fields import Fields, fields_of
from typedfactory.datasets.describe.models.layout import Layout, layout_of
from typedfactory.datasets.describe.numpy import make_rows
from typedfactory.datasets.describe.parents import blocks_of
from typedfactory.datasets.describe.picks import Between
from typedfactory.datasets.drawing.keys import derive_key
from typedfactory.datasets.drawing.scalars import count_children
from typedfactory.datasets.making.objects import Maker
from typedfactory.errors import DatasetError

if TYPE_CHECKING:
    from typedfactory.datasets.describe.references import Reference
    from typedfactory.datasets.drawing.blocks import Blocks
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues

#: So many rows are worth making what is known of them at once.
_MANY = 16
#: Rows of other tables that were computed lately are kept.
_KEPT = 4096


@attrs.frozen(eq=False)
class Definition:
    """What the user said of a table.

    Attributes:
        seed: The data set's seed.
        name: The table's name.
        factory: Makes its rows.
        rows: How many rows it has; None where `parent` says it.
        parent: The table per whose rows it has rows.
        size: How many, per row of that one.
        via: The field that refers to the parent, if it was named.
        key: The field that is the key, if it was named.
        fixed: Whether its size stays when the data set is scaled.
        values: Field → value, declaration or reference.
    """

    seed: int
    name: str
    factory: FactoryClass
    rows: int | None
    parent: Table | None
    size: int | Between | None
    via: str | None
    key: str | None
    fixed: bool
    values: UserValues


class Table:
    """A table of a data set: rows that are each a function of the seed, the table's name and the row's number.

    `Dataset.table` makes one.

    Args:
        definition: What the user said of it.

    Attributes:
        definition: The same.

    Example:
        >>> import dataclasses
        >>> import typedfactory as factory
        >>> from typedfactory.datasets import Dataset
        >>> @dataclasses.dataclass
        ... class User:
        ...     id: int
        >>> class UserFactory(factory.Factory[User]):
        ...     pass
        >>> users = Dataset(seed=7).table(UserFactory, 1000)
        >>> len(users), users.row(999), users.rows([3, 1])
        (1000, User(id=1000), [User(id=4), User(id=2)])
    """

    def __init__(self, definition: Definition) -> None:
        self.definition = definition

    def __repr__(self) -> str:
        return f"<table {self.name}: {self.count:,} rows of {self.factory.__name__}>"

    def __getstate__(self) -> dict[str, UserValue]:
        # All else is computed from it.
        return {"definition": self.definition}

    @property
    def name(self) -> str:
        """Its name."""
        return self.definition.name

    @property
    def factory(self) -> FactoryClass:
        """The factory of its rows."""
        return self.definition.factory

    @functools.cached_property
    def stream_key(self) -> int:
        """The key of all its random numbers."""
        return derive_key(self.definition.seed, self.name)

    @functools.cached_property
    def layout(self) -> Layout:
        """The columns of its model."""
        return layout_of(self.factory)

    @property
    def key_name(self) -> str | None:
        """The field that tells its rows apart, if there is one."""
        return self.definition.key or self.layout.key

    @functools.cached_property
    def blocks(self) -> Blocks | None:
        """How many rows each row of the parent has; None where there is no parent."""
        parent = self.definition.parent
        if parent is None:
            return None
        return blocks_of(self.name, derive_key(self.stream_key, "size"), parent.count, self.definition.size)

    @functools.cached_property
    def count(self) -> int:
        """How many rows it has."""
        return count_children(self.blocks) if self.blocks is not None else self.definition.rows or 0

    @functools.cached_property
    def fields(self) -> Fields:
        """Its columns, and how they come by their values."""
        return fields_of(self)

    @property
    def references(self) -> Mapping[str, Reference]:
        """Field → what it refers to."""
        return self.fields.references

    @functools.cached_property
    def maker(self) -> Maker:
        """What makes its rows as objects."""
        return Maker(self.factory, self.fields, derive_key(self.stream_key, "row"))

    def row(self, number: int) -> UserValue:
        """Make one row, as an object of the factory's model.

        Args:
            number: Which, from 0 on.

        Raises:
            IndexError: There is no such row.
        """
        return self.rows([self._checked(number)])[0]

    def rows(self, numbers: Sequence[int]) -> list[UserValue]:
        """Make some rows, in any order.

        Args:
            numbers: Which.
        """
        return make_rows(self, numbers) if len(numbers) >= _MANY else self.maker.make(numbers)

    def __iter__(self) -> Iterator[UserValue]:
        """Make all rows, one after the other."""
        for start in range(0, self.count, _KEPT):
            yield from self.rows(range(start, min(start + _KEPT, self.count)))

    def __len__(self) -> int:
        return self.count

    def _checked(self, number: int) -> int:
        if not 0 <= number < self.count:
            raise IndexError(f"{self.name}: there is no row {number}; there are {self.count:,}, from 0 on.")
        return number

    @functools.cached_property
    def _recent(self) -> functools._lru_cache_wrapper[UserValue]:
        return functools.lru_cache(maxsize=_KEPT)(lambda number: self.maker.make([number])[0])

    def referred_row(self, number: int) -> UserValue:
        """Return a row that another one refers to; those asked for lately are kept.

        Args:
            number: Which.
        """
        return self._recent(number)

    def referred_values(self, field: str, numbers: Sequence[int]) -> list[UserValue]:
        """Return a field of rows that others refer to.

        Args:
            field: The field.
            numbers: The rows.

        Raises:
            DatasetError: There is no such field.
        """
        column = self.fields.columns.get(field)
        if column is not None:
            return column.values(numbers)
        place = self.layout.field(field)
        if place is None:
            names = ", ".join(each.name for each in self.layout.fields)
            raise DatasetError(f"{self.name}: there is no field {field!r} to refer to. Fields: {names}.")
        rows = map(self._recent, numbers)
        return [row[place.attribute] if isinstance(row, dict) else getattr(row, place.attribute) for row in rows]

    def key_of(self) -> str:
        """Return the field that is the key.

        Raises:
            DatasetError: There is none.
        """
        if self.key_name is None:
            names = ", ".join(each.name for each in self.layout.fields)
            raise DatasetError(
                f"{self.name}: none of its fields ({names}) is known as the key that others refer to. "
                f"Name it: table({self.factory.__name__}, …, key_=…)."
            )
        return self.key_name
