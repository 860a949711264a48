"""Between classes and the types of their instances."""

from __future__ import annotations

from collections.abc import Sequence

from mypy.maptype import map_instance_to_supertype
from mypy.nodes import TypeInfo
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    NoneType,
    ProperType,
    TupleType,
    Type,
    TypedDictType,
    TypeOfAny,
    UnionType,
    get_proper_type,
    remove_dups,
)


def any_type() -> AnyType:
    """Return the type of what is not known."""
    return AnyType(TypeOfAny.special_form)


def plain_instance(info: TypeInfo) -> Instance:
    """Return the type of instances of a class that is no TypedDict or tuple, with anything for its type arguments."""
    return Instance(info, [any_type() for _ in info.defn.type_vars])


def instance_of(info: TypeInfo) -> ProperType:
    """Return the type of instances of a class, with anything for its type arguments."""
    plain = plain_instance(info)
    if info.typeddict_type is not None:
        return info.typeddict_type.copy_modified(fallback=plain)
    if info.tuple_type is not None:
        return info.tuple_type.copy_modified(fallback=plain)
    return plain


def class_of(typ: Type) -> Instance | None:
    """Return the class that a type's attributes and methods are those of."""
    proper = get_proper_type(typ)
    if isinstance(proper, TupleType):
        return proper.partial_fallback
    if isinstance(proper, TypedDictType):
        return proper.fallback
    return proper if isinstance(proper, Instance) else None


def base_arguments(typ: Type, *fullnames: str) -> Sequence[Type] | None:
    """Return the type arguments that a class gives one of its bases; None where it has no such base.

    Args:
        typ: The type of its instances.
        fullnames: The full names of the bases; the first in the order of resolution counts.
    """
    proper = get_proper_type(typ)
    if not isinstance(proper, Instance):
        return None
    base = next((base for base in proper.type.mro if base.fullname in fullnames), None)
    return None if base is None else map_instance_to_supertype(proper, base).args


def class_instance(typ: Type) -> Instance | None:
    """Return the type of the instances of a class object: of a factory, not what calling it gives."""
    proper = get_proper_type(typ)
    if not isinstance(proper, CallableType) or not proper.is_type_obj():
        return None
    made = proper.get_instance_type(force_fallback=True)
    return made if isinstance(made, Instance) else None


def without_none(typ: Type) -> Type:
    """Return a type without None."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        kept = [item for item in remove_dups(list(proper.items)) if not isinstance(get_proper_type(item), NoneType)]
        return kept[0] if len(kept) == 1 else UnionType.make_union(kept)
    return proper
