"""SQLAlchemy's models, mapped dataclasses among them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from mypy.nodes import Decorator, TypeInfo, Var
from mypy.types import CallableType, Instance, Type, get_proper_type

from typedfactory.mypy.reading.instances import any_type, base_arguments
from typedfactory.mypy.reading.models.members import attribute_type, members
from typedfactory.mypy.reading.models.shape import Model, ModelField

_MAPPED = "sqlalchemy.orm.base.Mapped"
_COLUMN = "sqlalchemy.sql.schema.Column"
_DECLARED = "sqlalchemy.orm.decl_api.declared_attr"
_SQLALCHEMY = ("sqlalchemy.orm.",)


def is_mapped(info: TypeInfo) -> bool:
    """Say whether a class is one of SQLAlchemy's."""
    return any(base.fullname.startswith(_SQLALCHEMY) for base in info.mro)


def read_mapped(info: TypeInfo, instance: Instance) -> dict[str, ModelField]:
    """Read SQLAlchemy's attributes, ``Mapped[X]`` and ``Column[X]``, and what else its constructor sets.

    It takes each name that the class has: a property, a hybrid, an association proxy.
    """
    fields: dict[str, ModelField] = {}
    others: dict[str, ModelField] = {}
    for name, node, base in members(info):
        if base.fullname.startswith("sqlalchemy."):
            continue
        var = node.var if isinstance(node, Decorator) else node
        typ = get_proper_type(attribute_type(var, base, instance))
        if isinstance(node, Decorator) and isinstance(typ, CallableType):
            typ = get_proper_type(typ.ret_type)
        value = _mapped_value(typ) if isinstance(typ, Instance) else None
        if value is not None:
            fields[name] = ModelField(name, value, required=False)
        elif not name.startswith("__") and _is_settable(node):
            others[name] = ModelField(name, any_type(), required=False)
    return {**others, **fields} if fields else {}


def _is_settable(node: Var | Decorator) -> bool:
    """Say whether SQLAlchemy's constructor could set an attribute that is no mapped one."""
    if isinstance(node, Decorator):
        return not (node.var.is_classmethod or node.var.is_staticmethod)
    return not node.is_classvar


def with_mapped(found: Model, mapped: Mapping[str, ModelField]) -> Model:
    """Take the types of a mapped dataclass from its attributes: its constructor takes SQL expressions, too."""
    fields = {
        name: dataclasses.replace(field, type=mapped[name].type) if name in mapped else field
        for name, field in found.fields.items()
    }
    return dataclasses.replace(found, fields=fields)


def _mapped_value(typ: Instance) -> Type | None:
    args = base_arguments(typ, _MAPPED, _COLUMN, _DECLARED)
    return args[0] if args else None
