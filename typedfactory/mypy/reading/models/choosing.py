"""Which library made a model, and so how it is read."""

from __future__ import annotations

from mypy.nodes import TypeInfo
from mypy.types import Instance, TupleType, Type, TypedDictType, get_proper_type

from typedfactory.mypy.reading.factory_info import is_library
from typedfactory.mypy.reading.models.aliases import STRUCT, with_renamed
from typedfactory.mypy.reading.models.constructors import Named, read_constructor, read_typed_dict
from typedfactory.mypy.reading.models.django import DJANGO_MODEL, read_django
from typedfactory.mypy.reading.models.pydantic import PYDANTIC, with_attributes
from typedfactory.mypy.reading.models.shape import Model
from typedfactory.mypy.reading.models.sqlalchemy import mapped_model, read_mapped, with_mapped

#: Classes that take anything.
_OPEN = frozenset(
    {"builtins.dict", "builtins.list", "builtins.tuple", "builtins.set", "builtins.object", "builtins.str"}
)


def read_model(model: Type, named: Named, *, strict: bool = False) -> Model | None:
    """Describe a model; None if nothing is known of it.

    Args:
        model: Its type.
        named: Gives the type of a class by its full name.
        strict: Whether values have to be of a field's type, where the model would convert them.
    """
    proper = get_proper_type(model)
    if isinstance(proper, TypedDictType):
        return read_typed_dict(proper)
    if isinstance(proper, TupleType):
        info = proper.partial_fallback.type
        return read_constructor(info, proper.partial_fallback, named) if info.is_named_tuple else None
    if not isinstance(proper, Instance) or proper.type.fullname in _OPEN or is_library(proper.type):
        return None
    return _read_class(proper.type, proper, named, strict=strict)


def _read_class(info: TypeInfo, instance: Instance, named: Named, *, strict: bool) -> Model | None:
    if info.has_base(DJANGO_MODEL):
        return read_django(info)
    found = read_constructor(info, instance, named)
    if found is not None and info.has_base(PYDANTIC):
        return with_attributes(found, info, instance, named, strict=strict)
    if found is not None and info.has_base(STRUCT):
        return with_renamed(found, info)
    mapped = read_mapped(info, instance)
    if found is not None and found.closed:
        return with_mapped(found, mapped)
    return mapped_model(info, mapped) if mapped else found
