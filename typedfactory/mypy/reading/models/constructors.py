"""What a class takes by the signature of its constructor; keys of a TypedDict."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mypy.expandtype import expand_type_by_instance
from mypy.nodes import ARG_NAMED_OPT, ARG_OPT, ARG_STAR, ARG_STAR2, TypeInfo
from mypy.typeops import type_object_type
from mypy.types import CallableType, Instance, Type, TypedDictType, get_proper_type

from typedfactory.mypy.reading.models.shape import Model, ModelField

#: Gives the type of a class by its full name.
Named = Callable[[str], Instance]


def read_typed_dict(typ: TypedDictType) -> Model:
    """Describe a TypedDict by its keys."""
    fields = {name: ModelField(name, item, name in typ.required_keys) for name, item in typ.items.items()}
    return Model(typ.fallback.type.name, fields)


def read_constructor(info: TypeInfo, instance: Instance, named: Named) -> Model | None:
    """Describe a class by its constructor's signature; None if that says nothing."""
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
    # What a TypedDict says of keywords, they take one by one.
    return made.with_unpacked_kwargs() if isinstance(made, CallableType) else None


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
