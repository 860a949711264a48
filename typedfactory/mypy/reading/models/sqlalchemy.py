"""SQLAlchemy's models, mapped dataclasses among them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from mypy.nodes import Decorator, MypyFile, TypeInfo, Var
from mypy.types import AnyType, CallableType, Instance, ProperType, Type, get_proper_type

from typedfactory.mypy.reading.instances import any_type, base_arguments
from typedfactory.mypy.reading.models.facts import facts_of
from typedfactory.mypy.reading.models.members import attribute_type, members
from typedfactory.mypy.reading.models.shape import Model, ModelField

_MAPPED = "sqlalchemy.orm.base.Mapped"
_COLUMN = "sqlalchemy.sql.schema.Column"
_DECLARED = "sqlalchemy.orm.decl_api.declared_attr"
_EXPRESSIONS = frozenset({"sqlalchemy.sql.elements.ClauseElement", "sqlalchemy.sql.roles.ExpressionElementRole"})
_DATACLASS = "sqlalchemy.orm.decl_api.MappedAsDataclass"
_SQLALCHEMY = ("sqlalchemy.orm.",)


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


def mapped_model(info: TypeInfo, mapped: Mapping[str, ModelField]) -> Model:
    """Return a model of mapped attributes."""
    closed = not info.fallback_to_any and any(base.fullname.startswith(_SQLALCHEMY) for base in info.mro)
    # Of what `declarative_base()` gives mypy knows nothing; it adds no attributes.
    closed = closed or (info.fallback_to_any and sum(facts_of(base).stray for base in info.mro[:-1]) == 1)
    hidden = {name for name, field in mapped.items() if isinstance(get_proper_type(field.type), AnyType)}
    return Model(info.name, mapped, closed=closed, hidden=hidden)


def takes_backrefs(info: TypeInfo) -> bool:
    """Say whether the constructor of a class is SQLAlchemy's, which takes whatever the class has."""
    if info.has_base(_DATACLASS) or "dataclass" in info.metadata:
        return False
    return "__tablename__" in info.names or any(base.fullname.startswith(_SQLALCHEMY) for base in info.mro)


def backrefs_beside(info: TypeInfo, modules: Mapping[str, MypyFile]) -> frozenset[str]:
    """Return the names that the relationships of other models may give to a model: ``relationship(…, backref="user")``.

    Args:
        info: The model.
        modules: The modules that mypy has read.
    """
    top, dot, _ = info.module_name.partition(".")
    beside = [tree for name, tree in modules.items() if (name.partition(".")[0] == top if dot else "." not in name)]
    nodes = (symbol.node for tree in beside for symbol in tree.names.values())
    return frozenset(name for node in nodes if isinstance(node, TypeInfo) for name in facts_of(node).backrefs)


def with_backrefs(found: Model, names: AbstractSet[str]) -> Model:
    """Let a model take the names that other models give it."""
    new = {name: ModelField(name, any_type(), required=False) for name in names - found.names}
    return dataclasses.replace(found, fields={**found.fields, **new}, hidden=found.hidden | names)


def is_expression(typ: ProperType) -> bool:
    """Say whether values of a type are SQL expressions, which may stand for the value of a column."""
    return isinstance(typ, Instance) and any(base.fullname in _EXPRESSIONS for base in typ.type.mro)


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
