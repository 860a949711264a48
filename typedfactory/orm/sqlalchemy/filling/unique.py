"""Unique columns and constraints: which columns must not repeat, so that no combination does."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from typing import TypeAlias

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.ground.given import UserValue
from typedfactory.orm.sqlalchemy.filling.columns import has_value, single_foreign_key
from typedfactory.orm.sqlalchemy.filling.marks import Distinct

AnyColumn: TypeAlias = "sa.Column[UserValue]"
#: Table → column → its mark.
_marks: weakref.WeakKeyDictionary[sa.FromClause, dict[AnyColumn, Distinct]] = weakref.WeakKeyDictionary()


def distinct_marks(mapper: orm.Mapper[UserValue], column: sa.Column[UserValue]) -> Iterator[Distinct]:
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


def _mark_columns(mapper: orm.Mapper[UserValue], table: sa.Table) -> dict[AnyColumn, Distinct]:
    marks: dict[AnyColumn, Distinct] = {}
    together: list[list[AnyColumn]] = []
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


def _unique_groups(table: sa.Table) -> Iterator[list[AnyColumn]]:
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


def _is_small(column: sa.Column[UserValue]) -> bool:
    return isinstance(column.type, (sa.Enum, sa.Boolean))
