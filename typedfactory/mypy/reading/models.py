"""What a model class takes: its fields with their types, whichever library made the class."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping

from mypy.expandtype import expand_type_by_instance
from mypy.maptype import map_instance_to_supertype
from mypy.nodes import (
    ARG_NAMED_OPT,
    ARG_OPT,
    ARG_STAR,
    ARG_STAR2,
    AssignmentStmt,
    CallExpr,
    Decorator,
    NameExpr,
    OverloadedFuncDef,
    TypeInfo,
    Var,
)
from mypy.typeops import type_object_type
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    ProperType,
    TupleType,
    Type,
    TypedDictType,
    TypeOfAny,
    get_proper_type,
)

from typedfactory.mypy.reading.factory_info import is_library

#: Gives the type of a class by its full name.
Named = Callable[[str], Instance]

#: Classes that take anything.
_OPEN = frozenset(
    {"builtins.dict", "builtins.list", "builtins.tuple", "builtins.set", "builtins.object", "builtins.str"}
)
_MAPPED = "sqlalchemy.orm.base.Mapped"
_COLUMN = "sqlalchemy.sql.schema.Column"
_DECLARED = "sqlalchemy.orm.decl_api.declared_attr"
_SQLALCHEMY = ("sqlalchemy.orm.",)
_DJANGO_MODEL = "django.db.models.base.Model"
_DJANGO_FIELD = "django.db.models.fields.Field"
_PYDANTIC = "pydantic.main.BaseModel"


@dataclasses.dataclass(frozen=True)
class ModelField:
    """One field.

    Args:
        name: Its name.
        type: What it takes.
        required: Whether the model cannot do without.
        read: What reading it gives, where that is something else.
    """

    name: str
    type: Type
    required: bool
    read: Type | None = None


@dataclasses.dataclass(frozen=True)
class Model:
    """A model class as far as factories care.

    Args:
        name: The class's name.
        fields: Name → field.
        closed: Whether there are no other fields than these.
        synonyms: Other names of the fields → name.
    """

    name: str
    fields: Mapping[str, ModelField]
    closed: bool = True
    synonyms: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def find(self, name: str) -> ModelField | None:
        """Return a field by name or synonym."""
        return self.fields.get(name) or self.fields.get(self.synonyms.get(name, ""))

    @property
    def names(self) -> set[str]:
        """All names that it takes."""
        return {*self.fields, *self.synonyms}


def read_model(model: Type, named: Named) -> Model | None:
    """Describe a model; None if nothing is known of it."""
    proper = get_proper_type(model)
    if isinstance(proper, TypedDictType):
        return _read_typed_dict(proper)
    if isinstance(proper, TupleType):
        info = proper.partial_fallback.type
        return _read_init(info, proper.partial_fallback, named) if info.is_named_tuple else None
    if not isinstance(proper, Instance) or proper.type.fullname in _OPEN or is_library(proper.type):
        return None
    return _read_class(proper.type, proper, named)


def _read_class(info: TypeInfo, instance: Instance, named: Named) -> Model | None:
    if info.has_base(_DJANGO_MODEL):
        return _read_django(info)
    found = _read_init(info, instance, named)
    if found is not None and info.has_base(_PYDANTIC):
        return _with_attributes(found, info, instance)
    mapped = _read_mapped(info, instance)
    if found is not None and found.closed:
        return _with_mapped(found, mapped)
    return Model(info.name, mapped, closed=_is_mapped(info) and not info.fallback_to_any) if mapped else found


def _read_typed_dict(typ: TypedDictType) -> Model:
    fields = {name: ModelField(name, item, name in typ.required_keys) for name, item in typ.items.items()}
    return Model(typ.fallback.type.name, fields)


def _read_init(info: TypeInfo, instance: Instance, named: Named) -> Model | None:
    if info.fallback_to_any:
        return None
    signature = _constructor(info, named)
    if signature is None:
        return None
    fields: dict[str, ModelField] = {}
    closed = True
    for name, kind, typ in zip(signature.arg_names, signature.arg_kinds, signature.arg_types, strict=True):
        if kind in (ARG_STAR, ARG_STAR2):
            closed = False
        elif name is not None:
            fields[name] = ModelField(name, _bind(typ, instance), kind not in (ARG_OPT, ARG_NAMED_OPT))
        else:
            closed = False
    if not fields and not closed:
        return None
    return Model(info.name, fields, closed, _synonyms(info, fields))


def _constructor(info: TypeInfo, named: Named) -> CallableType | None:
    """Return the signature of a class, self taken away."""
    method = info.get("__new__" if info.is_named_tuple else "__init__")
    if method is None or method.node is None:
        return None
    made = get_proper_type(type_object_type(info, named))
    return made if isinstance(made, CallableType) else None


def _bind(typ: Type, instance: Instance) -> Type:
    return expand_type_by_instance(typ, instance) if instance.args else typ


def _synonyms(info: TypeInfo, fields: Mapping[str, ModelField]) -> dict[str, str]:
    """Return the attributes that the constructor takes under another name, as attrs does for private ones."""
    found: dict[str, str] = {}
    if "attrs" not in info.metadata and "attrs_tag" not in info.metadata:
        return found
    for base in info.mro:
        for name in base.names:
            bare = name.lstrip("_")
            if name != bare and not name.startswith("__") and bare in fields:
                found[name] = bare
    return found


def _attributes(info: TypeInfo) -> Iterable[tuple[str, Var, TypeInfo]]:
    return ((name, node, base) for name, node, base in _members(info) if isinstance(node, Var))


def _members(info: TypeInfo) -> Iterable[tuple[str, Var | Decorator, TypeInfo]]:
    """Go through a class's variables and decorated functions; a property with a setter is one of these."""
    seen: set[str] = set()
    for base in info.mro:
        for name, symbol in base.names.items():
            node = symbol.node
            if isinstance(node, OverloadedFuncDef) and node.is_property:
                node = node.items[0]
            if name not in seen and isinstance(node, (Var, Decorator)):
                seen.add(name)
                yield name, node, base


def _attribute_type(var: Var, base: TypeInfo, instance: Instance) -> Type:
    if var.type is None:
        return AnyType(TypeOfAny.special_form)
    return expand_type_by_instance(var.type, map_instance_to_supertype(instance, base))


def _with_attributes(found: Model, info: TypeInfo, instance: Instance) -> Model:
    """Take pydantic's types from the attributes: with its plugin, the constructor may take anything."""
    fields = dict(found.fields)
    synonyms = dict(found.synonyms)
    aliased: list[str] = []
    for name, var, base in _attributes(info):
        if name.startswith("_") or var.is_classvar or var.is_inferred or name == "model_config":
            continue
        if base.fullname.startswith("pydantic."):
            continue
        typ = _attribute_type(var, base, instance)
        if name in fields:
            fields[name] = dataclasses.replace(fields[name], type=typ)
        else:
            fields[name] = ModelField(name, typ, required=False)
            aliased.append(name)
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
            return getattr(extra, "value", "allow") == "allow"
    return False


def _assigns(statement: AssignmentStmt, name: str) -> bool:
    return any(isinstance(lvalue, NameExpr) and lvalue.name == name for lvalue in statement.lvalues)


def _is_mapped(info: TypeInfo) -> bool:
    return any(base.fullname.startswith(_SQLALCHEMY) for base in info.mro)


def _read_mapped(info: TypeInfo, instance: Instance) -> dict[str, ModelField]:
    """Read SQLAlchemy's attributes, ``Mapped[X]`` and ``Column[X]``, and what else its constructor sets.

    It takes each name that the class has: a property, a hybrid, an association proxy.
    """
    fields: dict[str, ModelField] = {}
    others: dict[str, ModelField] = {}
    for name, node, base in _members(info):
        if base.fullname.startswith("sqlalchemy."):
            continue
        var = node.var if isinstance(node, Decorator) else node
        typ = get_proper_type(_attribute_type(var, base, instance))
        if isinstance(node, Decorator) and isinstance(typ, CallableType):
            typ = get_proper_type(typ.ret_type)
        value = _mapped_value(typ) if isinstance(typ, Instance) else None
        if value is not None:
            fields[name] = ModelField(name, value, required=False)
        elif not name.startswith("__") and _is_settable(node):
            others[name] = ModelField(name, AnyType(TypeOfAny.special_form), required=False)
    return {**others, **fields} if fields else {}


def _is_settable(node: Var | Decorator) -> bool:
    """Say whether SQLAlchemy's constructor could set an attribute that is no mapped one."""
    if isinstance(node, Decorator):
        return not (node.var.is_classmethod or node.var.is_staticmethod)
    return not node.is_classvar


def _with_mapped(found: Model, mapped: Mapping[str, ModelField]) -> Model:
    """Take the types of a mapped dataclass from its attributes: its constructor takes SQL expressions, too."""
    fields = {
        name: dataclasses.replace(field, type=mapped[name].type) if name in mapped else field
        for name, field in found.fields.items()
    }
    return dataclasses.replace(found, fields=fields)


def _mapped_value(typ: Instance) -> Type | None:
    for base in typ.type.mro:
        if base.fullname in (_MAPPED, _COLUMN, _DECLARED):
            args = map_instance_to_supertype(typ, base).args
            return args[0] if args else None
    return None


def _read_django(info: TypeInfo) -> Model | None:
    """Read Django's fields, as django-stubs' plugin types them; without it nothing is known."""
    fields: dict[str, ModelField] = {}
    typed = False
    if info.fallback_to_any:
        return None
    for name, var, base in _attributes(info):
        if name.startswith("_") or base.fullname.startswith(("django.", "builtins.")):
            continue
        types = _django_types(get_proper_type(var.type) if var.type is not None else None)
        if types is None:
            fields.setdefault(name, ModelField(name, AnyType(TypeOfAny.special_form), required=False))
        else:
            typed = typed or not isinstance(get_proper_type(types[0]), AnyType)
            fields[name] = ModelField(name, types[0], required=False, read=types[1])
    if not typed:
        return None
    for name, node, _ in _members(info):
        if isinstance(node, Decorator) and node.var.is_property:
            fields.setdefault(name, ModelField(name, AnyType(TypeOfAny.special_form), required=False))
    for name in ("pk", "id"):
        fields.setdefault(name, ModelField(name, AnyType(TypeOfAny.special_form), required=False))
    return Model(info.name, fields)


def _django_types(typ: ProperType | None) -> tuple[Type, Type] | None:
    """Return what a field of Django takes, and what reading it gives."""
    if isinstance(typ, Instance):
        for base in typ.type.mro:
            if base.fullname == _DJANGO_FIELD:
                args = map_instance_to_supertype(typ, base).args
                return (args[0], args[1]) if len(args) > 1 else None
    return None
