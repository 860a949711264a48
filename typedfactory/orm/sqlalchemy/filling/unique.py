"""Unique columns and constraints: which columns must not repeat, so that no combination does."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Iterator
from typing import TypeAlias

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.ground.constraints import Constraints, OneOf
from typedfactory.ground.given import UserValue
from typedfactory.orm.sqlalchemy.filling.checks import read_checks
from typedfactory.orm.sqlalchemy.filling.columns import has_value, single_foreign_key
from typedfactory.orm.sqlalchemy.filling.marks import Distinct

AnyColumn: TypeAlias = "sa.Column[UserValue]"
#: So many values are enough for a column to be unique by itself.
_LARGE = 2**16
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
        large = next((each for each in own if _size(each) >= _LARGE), None)
        if large is not None:
            marks[large] = Distinct()
            continue
        # The largest changes with each object: should another one be declared, its values still differ for a while.
        own.sort(key=_size, reverse=True)
        parted = any(single_foreign_key(mapper, each) is not None for each in columns)
        before: Distinct | None = None
        for each in own:
            before = marks[each] = Distinct(before=before, followed=parted or each is not own[-1])
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


def _size(column: sa.Column[UserValue]) -> int:
    """Return how many values a column has, as far as its type and its checks say; very many where they do not."""
    if isinstance(column.type, sa.Enum):
        return len(column.type.enums)
    if isinstance(column.type, sa.Boolean):
        return 2
    found = [sys.maxsize]
    least, most = (-sys.maxsize, sys.maxsize)
    for mark in read_checks(column):
        if isinstance(mark, OneOf):
            found.append(len(mark.values))
        elif isinstance(mark, Constraints) and isinstance(column.type, sa.Integer):
            given = {name: int(getattr(mark, name)) for name in mark.given}
            least = max(least, given.get("ge", least), given.get("gt", least - 1) + 1)
            most = min(most, given.get("le", most), given.get("lt", most + 1) - 1)
    return max(1, min(*found, most - least + 1))
