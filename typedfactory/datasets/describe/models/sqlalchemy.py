"""The columns of SQLAlchemy's models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect
from sqlalchemy.exc import NoInspectionAvailable
from sqlalchemy.orm import Mapper, configure_mappers

from typedfactory import typeinfo
from typedfactory.datasets.describe.models.layout import Field, Layout
from typedfactory.datasets.planning.constants import is_constant

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


def is_mapped(model: UserValue) -> bool:
    """Say whether a class is mapped.

    Args:
        model: The class.
    """
    try:
        return isinstance(inspect(model, raiseerr=False), Mapper)
    except NoInspectionAvailable:
        return False


def layout_of(model: UserValue) -> Layout:
    """Return the columns of a mapped class; those that the database computes are left to it.

    Args:
        model: The class.
    """
    configure_mappers()
    mapper: UserValue = inspect(model)
    fields: list[Field] = []
    names: dict[UserValue, str] = {}
    for prop in mapper.column_attrs:
        column = prop.columns[0]
        names[column] = prop.key
        if column.computed is not None or (column.server_default is not None and column.default is None):
            continue
        unique = bool(column.unique) or (column.primary_key and len(mapper.primary_key) == 1)
        default = _default_of(column)
        late = column.default is not None and default is typeinfo.MISSING
        fields.append(Field(prop.key, prop.key, _type_of(column), default, unique, late))
    relations = {
        each.key: names[next(iter(each.local_columns))]
        for each in mapper.relationships
        if each.direction.name == "MANYTOONE" and len(each.local_columns) == 1
    }
    keys = [names[column] for column in mapper.primary_key]
    own_init = "__init__" in {
        name for cls in model.__mro__ if cls.__module__.partition(".")[0] != "sqlalchemy" for name in vars(cls)
    }
    validated = bool(mapper.validators)
    return Layout(model, tuple(fields), keys[0] if len(keys) == 1 else None, relations, not validated and not own_init)


def _type_of(column: UserValue) -> object:
    try:
        kind: UserValue = column.type.python_type
    except NotImplementedError:
        kind = str
    return kind | None if column.nullable else kind


def _default_of(column: UserValue) -> UserValue:
    if column.default is not None:
        return column.default.arg if column.default.is_scalar and is_constant(column.default.arg) else typeinfo.MISSING
    return None if column.nullable else typeinfo.MISSING
