"""What is known of single columns: who gives them a value, and where their foreign keys lead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.ground.given import UserValue
from typedfactory.orm.sqlalchemy.filling.marks import KeyOf


def mapper_of(model: object) -> orm.Mapper[UserValue] | None:
    """Return the mapper of a class; None where it has none, or none yet (``DeferredReflection``)."""
    try:
        found = sa.inspect(model, raiseerr=False)
    except orm.exc.UnmappedClassError:
        return None
    return found if isinstance(found, orm.Mapper) else None


def is_mapped(model: type[UserValue]) -> bool:
    """Say whether a class has a mapper, so that its objects are rows."""
    return mapper_of(model) is not None


def all_mappers(mapper: orm.Mapper[UserValue]) -> Collection[orm.Mapper[UserValue]]:
    """Return the mappers in the registry of one; classes that wait for their tables are left out.

    Args:
        mapper: The one.
    """
    try:
        return mapper.registry.mappers
    except orm.exc.UnmappedClassError:
        # One class without a mapper (`AbstractConcreteBase`, `DeferredReflection`), and the registry tells of none:
        # such classes are declarative, so all are found below their bases.
        return list(_mapped(classes_below(mapper.class_.__mro__), mapper.registry))


def _mapped(models: Iterable[type[UserValue]], registry: orm.registry) -> Iterator[orm.Mapper[UserValue]]:
    for model in models:
        found = mapper_of(model)
        if found is not None and found.registry is registry:
            yield found


def classes_below(bases: Iterable[type]) -> Collection[type[UserValue]]:
    """Return some classes, and all that derive from them.

    Args:
        bases: The classes.
    """
    pending = [base for base in bases if base is not object]
    seen = set(pending)
    while pending:
        subclasses: list[type[UserValue]] = type.__subclasses__(pending.pop())
        pending += [each for each in subclasses if each not in seen]
        seen.update(subclasses)
    return seen


def columns_of(attribute: orm.ColumnProperty[UserValue]) -> list[sa.Column[UserValue]]:
    """Return the columns that hold an attribute: several, where joined tables share it."""
    return [each for each in attribute.columns if isinstance(each, sa.Column)]


def is_inherited(mapper: orm.Mapper[UserValue], column: sa.Column[UserValue]) -> bool:
    """Say whether a column of a joined table takes its value from the table that it extends."""
    return any(
        key.column.table in mapper.tables and key.column.table is not column.table for key in column.foreign_keys
    )


def is_numbered(column: sa.Column[UserValue]) -> bool:
    """Say whether the database numbers the rows by a column.

    Source: ``Table.autoincrement_column``, which SQLAlchemy has since 2.0.4.
    """
    sql = column.type.impl if isinstance(column.type, sa.TypeDecorator) else column.type
    if not column.primary_key or not isinstance(sql, sa.Integer):
        return False
    if column.autoincrement == "auto":
        return len(column.table.primary_key.columns) == 1 and not column.foreign_keys
    return column.autoincrement is True or column.autoincrement == "ignore_fk"


def has_value(mapper: orm.Mapper[UserValue], column: sa.Column[UserValue]) -> bool:
    """Say whether a column gets a value when nobody gives it one.

    Args:
        mapper: The mapper of the object.
        column: The column.
    """
    if column.default is not None or column.server_default is not None:
        return True
    return is_given(mapper, column)


def is_given(mapper: orm.Mapper[UserValue], column: sa.Column[UserValue]) -> bool:
    """Say whether a column's value is no choice: it is numbered, computed, inherited, the database's own, or tells the class.

    Args:
        mapper: The mapper of the object.
        column: The column.
    """
    if column.computed is not None or column.identity is not None or column.system or is_inherited(mapper, column):
        return True
    if is_numbered(column):
        return True
    discriminator = mapper.polymorphic_on
    return discriminator is not None and column is discriminator and mapper.polymorphic_identity is not None


def single_foreign_key(mapper: orm.Mapper[UserValue], column: sa.Column[UserValue]) -> KeyOf | None:
    """Return where a column's foreign key leads to; None where it has none.

    Args:
        mapper: The mapper of the object.
        column: The column.
    """
    # Of several, that over most columns: the others say less of the same parent.
    keys = sorted(
        column.foreign_keys, key=lambda key: -len(key.constraint.columns) if key.constraint is not None else 0
    )
    for key in keys:
        target = key.column
        for other in all_mappers(mapper):
            if target.table is other.local_table:
                columns = (column,) if key.constraint is None else tuple(key.constraint.columns)
                parts = tuple(mapper.get_property_by_column(each).key for each in columns)
                attribute = other.get_property_by_column(target).key
                return KeyOf(other.class_, attribute, parts, nullable=bool(column.nullable))
    return None
