"""Nested objects as rows of tables of their own, tied by keys."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from typedfactory import typeinfo
from typedfactory.adapters import shape_of
from typedfactory.cli.frame.plain import annotation_of
from typedfactory.cli.generate.columns import Column, nested_model, sole_type

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues
    from typedfactory.ground.shape import ModelShape

KEY = "id"


@attrs.define
class Table:
    """One table.

    Attributes:
        name: Its name.
        columns: Its columns: the key, fields, keys of what is nested and of what it is nested in.
        rows: The rows that are not written yet.
    """

    name: str
    columns: list[Column]
    rows: list[UserValues] = attrs.field(factory=list)


@attrs.frozen
class _Plan:
    """What becomes of the fields of a model: columns, objects nested one by one, and lists of them."""

    single: tuple[tuple[str, str], ...]
    one: tuple[tuple[str, str], ...]
    many: tuple[tuple[str, str], ...]


class Tables:
    """Takes objects apart into rows of several tables."""

    def __init__(self) -> None:
        self.by_name: dict[str, Table] = {}
        self._plans: dict[type, tuple[Table, _Plan]] = {}
        self._counters: dict[str, Iterator[int]] = {}

    def prepare(self, model: UserValue) -> Table:
        """Make the tables of a model and of all that is nested in it: what is referred to comes first.

        Args:
            model: The model, or an alias of it with arguments.
        """
        kind = typeinfo.class_of(model)
        if kind in self._plans:
            return self._plans[kind][0]
        shape = shape_of(model)
        fields = () if shape is None else shape.fields
        table = Table(_name_of(kind), [Column(KEY, (KEY,), int)])
        single, one, many = [], [], []
        nested: dict[str, object] = {}
        lists: list[object] = []
        for field in fields:
            annotation = annotation_of(shape, field.name) if shape is not None else None
            inner, listed = nested_model(annotation), _listed_model(annotation)
            if inner is not None:
                one.append((field.name, field.attribute))
                nested[field.name] = inner.model
            elif listed is not None:
                many.append((field.name, field.attribute))
                lists.append(listed.model)
            else:
                single.append((field.name, field.attribute))
                if field.name != KEY:
                    table.columns.append(Column(field.name, (field.name,), annotation))
                else:
                    table.columns[0] = Column(KEY, (KEY,), annotation)
        self._plans[kind] = table, _Plan(tuple(single), tuple(one), tuple(many))
        for name, other in nested.items():
            key = self.prepare(other).columns[0]
            table.columns.append(Column(f"{name}_{KEY}", (f"{name}_{KEY}",), key.annotation))
        self.by_name.setdefault(table.name, table)
        for other in lists:
            below = self.prepare(other)
            name = f"{table.name}_{KEY}"
            if all(column.name != name for column in below.columns):
                below.columns.append(Column(name, (name,), table.columns[0].annotation))
        return table

    def add(self, made: UserValue, owner: UserValues | None = None, above: tuple[int, ...] = ()) -> UserValue:
        """Take an object apart.

        Args:
            made: The object.
            owner: The key of the object in whose list it is.
            above: The objects that it is in, by their identity.

        Returns:
            Its key.
        """
        kind = type(made)
        if kind not in self._plans:
            self.prepare(kind)
        table, plan = self._plans[kind]
        inside = (*above, id(made))
        row: UserValues = {column.name: None for column in table.columns}
        row.update({name: getattr(made, attribute, None) for name, attribute in plan.single})
        if row.get(KEY) is None:
            row[KEY] = next(self._counters.setdefault(table.name, itertools.count(1)))
        for name, attribute in plan.one:
            other = getattr(made, attribute, None)
            if other is not None and id(other) not in inside:
                row[f"{name}_{KEY}"] = self.add(other, None, inside)
        table.rows.append({**row, **(owner or {})})
        for _, attribute in plan.many:
            for other in getattr(made, attribute, None) or ():
                if id(other) not in inside:
                    self.add(other, {f"{table.name}_{KEY}": row[KEY]}, inside)
        return row[KEY]


def _name_of(kind: type) -> str:
    table: object = getattr(kind, "__tablename__", None)
    return table if isinstance(table, str) else kind.__name__.lower()


def _listed_model(annotation: object) -> ModelShape | None:
    """Return the model that a list holds objects of."""
    bare = sole_type(annotation)
    arguments = typeinfo.arguments_of(bare)
    origin = typeinfo.origin_of(bare)
    if origin in (list, set, tuple, frozenset) and arguments:
        return nested_model(arguments[0])
    return None
