"""Unique columns and constraints: which columns must not repeat, so that no combination does."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from typedfactory.orm.sqlalchemy.filling.columns import has_value, single_foreign_key
from typedfactory.orm.sqlalchemy.filling.marks import Distinct

#: Table → column → its mark.
_marks: weakref.WeakKeyDictionary[Any, dict[Any, Distinct]] = weakref.WeakKeyDictionary()


def distinct_marks(mapper: Any, column: Any) -> Iterator[Distinct]:
    """Yield the mark of a column whose values must not repeat.

    Args:
        mapper: The mapper of the object.
        column: The column.
    """
    table = column.table
    if table not in _marks:
        _marks[table] = _mark_columns(mapper, table)
    if column in _marks[table]:
        yield _marks[table][column]


def _mark_columns(mapper: Any, table: Any) -> dict[Any, Distinct]:
    marks: dict[Any, Distinct] = {}
    together: list[list[Any]] = []
    for columns in _unique_groups(table):
        if len(columns) == 1:
            marks[columns[0]] = Distinct()
        else:
            together.append(columns)
    for columns in together:
        # A foreign key is filled with a new parent each time; several objects may well be given the same.
        own = [each for each in columns if single_foreign_key(mapper, each) is None and not has_value(mapper, each)]
        if not own or any(each in marks for each in own):
            continue
        large = next((each for each in own if not _is_small(each)), None)
        if large is not None:
            marks[large] = Distinct()
            continue
        before: Distinct | None = None
        for each in own:
            before = marks[each] = Distinct(before=before, followed=each is not own[-1])
    return marks


def _unique_groups(table: Any) -> Iterator[list[Any]]:
    yield list(table.primary_key.columns)
    for constraint in table.constraints:
        if isinstance(constraint, sa.UniqueConstraint):
            yield list(constraint.columns)
    for index in table.indexes:
        if index.unique and index.columns:
            yield list(index.columns)
    for column in table.columns:
        if column.unique:
            yield [column]


def _is_small(column: Any) -> bool:
    return isinstance(column.type, (sa.Enum, sa.Boolean))
