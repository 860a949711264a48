"""pydantic's models: their attributes, aliases and options, judged as pydantic's own constructor is."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from mypy.nodes import TypeInfo
from mypy.types import AnyType, Instance, ProperType, Type, UnionType, get_proper_type

from typedfactory.mypy.reading.models.aliases import aliases_by
from typedfactory.mypy.reading.models.constructors import Named
from typedfactory.mypy.reading.models.facts import option_of
from typedfactory.mypy.reading.models.members import attribute_type, attributes
from typedfactory.mypy.reading.models.shape import Model, ModelField

#: The base of all models.
PYDANTIC = "pydantic.main.BaseModel"
#: Where classes are defined that pydantic makes of a text, and nobody writes out.
_OF_TEXT = ("pydantic.networks.", "pydantic.types.", "pydantic_core._pydantic_core.")


def with_attributes(found: Model, info: TypeInfo, instance: Instance, named: Named, *, strict: bool) -> Model:
    """Complete a model by its attributes: what has an alias goes by its name, too.

    Args:
        found: The model by its constructor. With pydantic's plugin, it takes anything unless ``init_typed`` is set.
        info: The model.
        instance: Its type.
        named: Gives the type of a class by its full name.
        strict: Whether values have to be of a field's type, where the constructor would convert them.
    """
    fields = dict(found.fields)
    for name, var, base in attributes(info):
        if name.startswith("_") or var.is_classvar or var.is_inferred or name == "model_config":
            continue
        if base.fullname.startswith("pydantic."):
            continue
        typ = attribute_type(var, base, instance)
        known = fields.get(name)
        if known is None:
            fields[name] = ModelField(name, typ if strict else _converted(typ, named), required=False)
        elif strict:
            fields[name] = dataclasses.replace(known, type=typ)
        elif not isinstance(get_proper_type(known.type), AnyType):
            fields[name] = dataclasses.replace(known, type=_converted(typ, named))
        else:
            fields[name] = dataclasses.replace(known, read=typ)
    generator = option_of(info, "alias_generator")
    aliases = aliases_by(generator, fields)
    closed = option_of(info, "extra") in (None, "ignore", "forbid") and aliases is not None
    return Model(found.name, fields, closed=closed, synonyms={**found.synonyms, **(aliases or {})})


def _converted(typ: Type, named: Named) -> Type:
    """Return what may be given for a type: a text for an address or a secret, the value of an enum's member."""
    texts = [named("builtins.str")] if any(map(_is_made_of_text, _members(typ))) else []
    enums = [item for item in _members(typ) if isinstance(item, Instance) and item.type.is_enum]
    values = [named("builtins.str"), named("builtins.int")] if enums else []
    return UnionType.make_union([typ, *texts, *values]) if texts or values else typ


def _members(typ: Type) -> Iterable[ProperType]:
    proper = get_proper_type(typ)
    return [get_proper_type(item) for item in proper.items] if isinstance(proper, UnionType) else [proper]


def _is_made_of_text(typ: ProperType) -> bool:
    return isinstance(typ, Instance) and any(base.fullname.startswith(_OF_TEXT) for base in typ.type.mro)
