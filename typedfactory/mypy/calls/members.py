"""Attributes and methods of models, as mypy itself finds them."""

from __future__ import annotations

from mypy.checkmember import analyze_member_access
from mypy.nodes import TempNode
from mypy.types import CallableType, Type, TypedDictType, get_proper_type

from typedfactory.mypy.reading.instances import any_type, class_of
from typedfactory.mypy.values.judging import Judge


def member(judge: Judge, typ: Type, name: str) -> Type | None:
    """Return the type of an attribute; None if there is none."""
    proper = get_proper_type(typ)
    if isinstance(proper, TypedDictType):
        return proper.items.get(name)
    owner = class_of(proper)
    if owner is None:
        return any_type()
    if owner.type.get(name) is None:
        if owner.type.fallback_to_any or owner.type.get("__getattr__") is not None:
            return any_type()
        return None
    with judge.api.msg.filter_errors():
        found = analyze_member_access(
            name,
            proper,
            TempNode(any_type()),
            is_lvalue=False,
            is_super=False,
            is_operator=False,
            original_type=proper,
            chk=judge.api,
        )
    return get_proper_type(found)


def method_of(judge: Judge, model: Type, name: str) -> CallableType | None:
    """Return the bound method of a model."""
    found = member(judge, model, name)
    return found if isinstance(found, CallableType) else None
