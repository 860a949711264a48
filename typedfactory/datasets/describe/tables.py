"""The tables of a data set, by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs
from typing_extensions import Self

from typedfactory import typeinfo
from typedfactory.datasets.describe.picks import Between, PerRow, Pick
from typedfactory.datasets.describe.table import Definition, Table
from typedfactory.errors import DatasetError, did_you_mean

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Tables:
    """Related tables of any size, of factories: each row is a function of the seed, its table and its number.

    Args:
        seed: Where all random values start.
        name: What it is called in messages and reports.
    """

    def __init__(self, seed: int = 0, name: str = "dataset") -> None:
        self.seed, self.name = seed, name
        self.tables: dict[str, Table] = {}

    def __repr__(self) -> str:
        return f"Dataset(seed={self.seed}, tables=[{', '.join(self.tables)}])"

    def __iter__(self) -> Iterator[Table]:
        """Give the tables: those that others refer to come first."""
        return iter(self.tables.values())

    def __getitem__(self, name: str) -> Table:
        """Return a table.

        Raises:
            DatasetError: There is none of this name.
        """
        if name not in self.tables:
            raise DatasetError(f"{self.name}: there is no table {name!r}. {did_you_mean(name, self.tables)}")
        return self.tables[name]

    def table(
        self,
        factory: FactoryClass,
        rows: int | None = None,
        /,
        *,
        per: Table | None = None,
        size: int | Between | None = None,
        name_: str | None = None,
        via_: str | None = None,
        key_: str | None = None,
        fixed_: bool = False,
        **values: UserValue,
    ) -> Table:
        """Add a table.

        Args:
            factory: Makes its rows.
            rows: How many.
            per: In the place of ``rows``: the table per whose rows there are rows in this one.
            size: How many per row of that one: a number, or `Between`.
            name_: The table's name; left out, that of the model's table, or the model's own.
            via_: The field that refers to ``per``, where its name and type do not say so.
            key_: The field that others refer to, where it is not ``id`` or the primary key.
            fixed_: Whether the table stays as it is when the data set is scaled.
            **values: As in a call of the factory: field → value, declaration, trait; or `Pick`, `Same`, `PerRow`,
                `Between`, `Position`.

        Raises:
            DatasetError: The table cannot be made so.
        """
        name = name_ or _name_of(factory)
        if name in self.tables:
            raise DatasetError(f"{self.name}: there is a table {name!r} already. Give this one another: name_=….")
        if (rows is None) == (per is None):
            raise DatasetError(f"{name}: say how many rows there are: a number, or per=table and size=….")
        if size is not None and per is None:
            # A field of this name.
            values["size"], size = size, None
        if rows is not None and (type(rows) is not int or rows < 0):
            raise DatasetError(f"{name}: {rows!r} is no number of rows.")
        if per is not None and self.tables.get(per.name) is not per:
            raise DatasetError(f"{name}: per={per!r} is a table of another data set. Use one of this.")
        definition = Definition(self.seed, name, factory, rows, per, size, via_, key_, fixed_, values)
        made = self.tables[name] = Table(definition)
        try:
            _ = made.fields
        except BaseException:
            del self.tables[name]
            raise
        return made

    def scaled(self, factor: float) -> Self:
        """Return the same data set with other numbers of rows.

        Args:
            factor: How many times as many rows the tables have, but for those with ``fixed_=True``. Those made with
                ``per=`` follow their parents.

        Example:
            >>> import dataclasses
            >>> import typedfactory as factory
            >>> from typedfactory.datasets import Dataset
            >>> @dataclasses.dataclass
            ... class User:
            ...     id: int
            >>> class UserFactory(factory.Factory[User]):
            ...     pass
            >>> shop = Dataset(seed=7)
            >>> users = shop.table(UserFactory, 1000)
            >>> list(shop.scaled(100))
            [<table user: 100,000 rows of UserFactory>]
        """
        made = type(self)(self.seed, self.name)
        for table in self:
            known = table.definition
            rows = known.rows
            if rows is not None and not known.fixed:
                rows = max(1, round(rows * factor))
            moved = {name: _moved(value, made) for name, value in known.values.items()}
            parent = None if known.parent is None else made.tables[known.parent.name]
            made.tables[table.name] = Table(attrs.evolve(known, rows=rows, parent=parent, values=moved))
        for table in made:
            _ = table.fields
        return made


def _moved(value: UserValue, dataset: Tables) -> UserValue:
    """Return what is written for a column, referring to the tables of another data set."""
    if isinstance(value, Pick):
        return attrs.evolve(value, table=dataset.tables[value.table.name])
    if isinstance(value, PerRow):
        return PerRow(
            value.factory, value.low, value.high, **{name: _moved(each, dataset) for name, each in value.values.items()}
        )
    return value


def _name_of(factory: FactoryClass) -> str:
    model = factory._meta.get_model_class()
    table: UserValue = getattr(model, "__tablename__", None) or getattr(getattr(model, "_meta", None), "db_table", None)
    if isinstance(table, str):
        return table
    cls = typeinfo.class_of(model) if model is not None else factory
    return _WORD.sub("_", cls.__name__.removesuffix("Factory")).lower()
