"""Tables of a database: the models' own, or made from Arrow's types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import sqlalchemy

from typedfactory.datasets.describe.table import Table
from typedfactory.datasets.pyarrow.batches import Batches
from typedfactory.datasets.pyarrow.types import kind_of

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: Kind of Arrow's type → SQLAlchemy's.
_TYPES: Mapping[str, UserValue] = {
    "boolean": sqlalchemy.Boolean(),
    "integer": sqlalchemy.BigInteger(),
    "floating": sqlalchemy.Double(),
    "binary": sqlalchemy.LargeBinary(),
    "date": sqlalchemy.Date(),
    "time": sqlalchemy.Time(),
    "nested": sqlalchemy.JSON(),
}


def table_of(table: Table, batches: Batches, metadata: sqlalchemy.MetaData) -> UserValue:
    """Return the table of a database that rows go to: the mapped class's own, or one of the same columns.

    Args:
        table: The table of the data set.
        batches: What makes its rows.
        metadata: Where tables are made.
    """
    mapped: UserValue = getattr(table.layout.model, "__table__", None)
    if isinstance(mapped, sqlalchemy.Table):
        return mapped
    columns = [
        sqlalchemy.Column(
            field.name,
            _type_of(field.type),
            primary_key=field.name == table.key_name,
            nullable=field.nullable,
            autoincrement=False,
        )
        for field in batches.schema
    ]
    return sqlalchemy.Table(table.name, metadata, *columns)


def _type_of(kind: UserValue) -> UserValue:
    name = kind_of(kind)
    if name == "timestamp":
        return sqlalchemy.DateTime(timezone=kind.tz is not None)
    if name == "decimal":
        return sqlalchemy.Numeric(kind.precision, kind.scale)
    return _TYPES.get(name, sqlalchemy.Text())


def names_of(table: Table, target: UserValue) -> list[str]:
    """Return the columns of a database's table for the columns of a data set's, in their order.

    Args:
        table: The table of the data set.
        target: The database's.
    """
    model = table.layout.model
    if getattr(model, "__table__", None) is not target:
        return [output.name for output in table.fields.outputs]
    mapper: UserValue = sqlalchemy.inspect(model)
    return [mapper.column_attrs[output.name].columns[0].name for output in table.fields.outputs]
