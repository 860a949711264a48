"""pydantic's models: their attributes, for with its plugin the constructor may take anything."""

from __future__ import annotations

import dataclasses

from mypy.nodes import AssignmentStmt, CallExpr, NameExpr, StrExpr, TypeInfo
from mypy.types import Instance

from typedfactory.mypy.reading.models.members import attribute_type, attributes
from typedfactory.mypy.reading.models.shape import Model, ModelField

#: The base of all models.
PYDANTIC = "pydantic.main.BaseModel"


def with_attributes(found: Model, info: TypeInfo, instance: Instance) -> Model:
    """Take pydantic's types from the attributes: with its plugin, the constructor may take anything."""
    fields = dict(found.fields)
    synonyms = dict(found.synonyms)
    for name, var, base in attributes(info):
        if name.startswith("_") or var.is_classvar or var.is_inferred or name == "model_config":
            continue
        if base.fullname.startswith("pydantic."):
            continue
        typ = attribute_type(var, base, instance)
        if name in fields:
            fields[name] = dataclasses.replace(fields[name], type=typ)
        else:
            fields[name] = ModelField(name, typ, required=False)
    return Model(found.name, fields, closed=not _takes_extra(info), synonyms=synonyms)


def _takes_extra(info: TypeInfo) -> bool:
    for base in info.mro:
        if base.fullname.startswith("pydantic."):
            return False
        if "model_config" not in base.names and "Config" not in base.names and not base.defn.keywords:
            continue
        extra = base.defn.keywords.get("extra")
        for statement in base.defn.defs.body:
            if isinstance(statement, AssignmentStmt) and _assigns(statement, "model_config"):
                call = statement.rvalue
                if not isinstance(call, CallExpr):
                    return True
                extra = dict(zip(call.arg_names, call.args, strict=True)).get("extra", extra)
        if not base.defn.defs.body:
            return True  # it comes from the cache, and what the option says is not known
        if extra is not None:
            return not isinstance(extra, StrExpr) or extra.value == "allow"
    return False


def _assigns(statement: AssignmentStmt, name: str) -> bool:
    return any(isinstance(lvalue, NameExpr) and lvalue.name == name for lvalue in statement.lvalues)
