"""Which types hold models, and what is at a place of a collection: as far as filled collections and data are read."""

from __future__ import annotations

from mypy.types import AnyType, Instance, ProperType, TupleType, Type, TypedDictType, UnionType, get_proper_type

from typedfactory.mypy.reading.instances import any_type, base_arguments
from typedfactory.mypy.values.judging import Judge
from typedfactory.mypy.values.reach import holds_no_model

_MAPPING = "typing.Mapping"
_ITERABLE = "typing.Iterable"
_SETS = ("typing.AbstractSet", "builtins.set", "builtins.frozenset")
#: Modules whose collections are filled.
_LIBRARY = frozenset({"builtins", "collections", "collections.abc", "typing"})
#: How deep types are looked into: a type alias may hold itself.
_DEPTH = 6


def is_model(judge: Judge, typ: ProperType) -> bool:
    """Say whether a type is a model, whose objects may be made from data."""
    if holds_no_model(typ) or base_arguments(typ, _MAPPING) is not None:
        return False
    return judge.model(typ) is not None


def nests_models(judge: Judge, typ: Type, depth: int = _DEPTH) -> bool:
    """Say whether models occur in the type of a field."""
    proper = get_proper_type(typ)
    if depth == 0 or isinstance(proper, AnyType):
        return False
    if isinstance(proper, UnionType):
        return any(nests_models(judge, item, depth - 1) for item in proper.items)
    if is_model(judge, proper):
        return True
    if isinstance(proper, TupleType):
        return any(nests_models(judge, item, depth - 1) for item in proper.items)
    return isinstance(proper, Instance) and any(nests_models(judge, item, depth - 1) for item in proper.args)


def takes_dicts(typ: ProperType) -> bool:
    """Say whether a dict is just what a type asks for."""
    if isinstance(typ, Instance) and typ.type.fullname == "builtins.object":
        return True
    return isinstance(typ, AnyType) or base_arguments(typ, _MAPPING) is not None


def mapping_types(typ: ProperType) -> tuple[Type, Type] | None:
    """Return the types of a mapping's keys and values; None for what is no mapping."""
    found = base_arguments(typ, _MAPPING)
    return (found[0], found[1]) if found is not None else None


def item_types(typ: ProperType, count: int) -> list[Type] | None:
    """Return the types of so many items of a collection; None for what is no collection of items.

    Args:
        typ: Its type.
        count: How many items.
    """
    if isinstance(typ, TupleType):
        if typ.partial_fallback.type.is_named_tuple:
            return None
        return [typ.items[place] if place < len(typ.items) else any_type() for place in range(count)]
    if (
        not isinstance(typ, Instance)
        or typ.type.fullname == "builtins.str"
        or base_arguments(typ, _MAPPING) is not None
    ):
        return None
    found = base_arguments(typ, _ITERABLE) if typ.args else None
    return None if found is None else [found[0]] * count


def item_at(typ: Type, place: str) -> Type | None:
    """Return the type of what a filled collection has at a place of a path; None where nothing is there.

    Args:
        typ: The collection's type.
        place: A number, or the key of a mapping.
    """
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        found = (item_at(item, place) for item in proper.items)
        return next((item for item in found if item is not None), None)
    mapping = mapping_types(proper)
    if mapping is not None:
        key = get_proper_type(mapping[0])
        return mapping[1] if isinstance(key, Instance) and key.type.fullname == "builtins.str" else None
    if not place.isdecimal() or str(int(place)) != place:
        return None
    if isinstance(proper, TupleType) and int(place) >= len(proper.items):
        return None
    if any(isinstance(proper, Instance) and proper.type.has_base(name) for name in _SETS):
        return None
    types = item_types(proper, int(place) + 1)
    return None if types is None else types[-1]


def is_filled_collection(typ: Type) -> bool:
    """Say whether a type is a collection of the standard library, or a union of such."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return all(is_filled_collection(item) for item in proper.items)
    if isinstance(proper, TupleType):
        return not proper.partial_fallback.type.is_named_tuple
    return isinstance(proper, Instance) and bool(proper.args) and proper.type.module_name in _LIBRARY


def is_data(judge: Judge, value: Type, field: Type, depth: int = _DEPTH) -> bool:
    """Say whether a value of some type may be data that a field's models are made from.

    Args:
        judge: Infers types.
        value: The value's type.
        field: The field's type.
        depth: How deep to look.
    """
    given, wanted = get_proper_type(value), get_proper_type(field)
    if depth == 0 or judge.fits(given, wanted):
        return depth > 0
    if isinstance(given, UnionType):
        return all(is_data(judge, item, wanted, depth - 1) for item in given.items)
    if isinstance(wanted, UnionType):
        return any(is_data(judge, given, item, depth - 1) for item in wanted.items)
    if isinstance(given, TypedDictType):
        return is_model(judge, wanted)
    return _is_data(judge, given, wanted, depth)


def _is_data(judge: Judge, given: ProperType, wanted: ProperType, depth: int) -> bool:
    entries = base_arguments(given, "builtins.dict")
    if entries is not None:
        if is_model(judge, wanted):
            return judge.fits(entries[0], judge.instance("builtins.str"))
        inner = mapping_types(wanted)
        return inner is not None and is_data(judge, entries[1], inner[1], depth - 1)
    items = given.items if isinstance(given, TupleType) else base_arguments(given, "builtins.list")
    items = base_arguments(given, "builtins.tuple") if items is None else items
    types = None if items is None else item_types(wanted, len(items))
    return (
        items is not None
        and types is not None
        and all(is_data(judge, item, typ, depth - 1) for item, typ in zip(items, types, strict=True))
    )
