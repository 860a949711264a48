"""Models of ``pydantic.v1``, as pydantic 2 ships them for code that has not moved on; it is not imported here."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from typedfactory import typeinfo
from typedfactory.adapters.signature import readable_names
from typedfactory.ground.constraints import Constraints, Pattern
from typedfactory.ground.shape import FieldShape, ModelShape

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: What ``Field`` says of a value there → what it is called here.
_SAID = {
    **{name: name for name in ("gt", "ge", "lt", "le", "multiple_of", "max_digits", "decimal_places")},
    "min_length": "min_length",
    "max_length": "max_length",
    "min_items": "min_length",
    "max_items": "max_length",
}


class PydanticV1Adapter:
    """Subclasses of ``pydantic.v1.BaseModel``."""

    def recognises(self, model: type) -> bool:
        """Say whether a class is such a model."""
        main = sys.modules.get("pydantic.v1.main")
        return main is not None and any(base is main.BaseModel for base in model.__mro__[1:])

    def shape(self, model: UserValue) -> ModelShape:
        """Return the constructor of a model."""
        config = model.__config__
        fields = tuple(_describe(name, field, config) for name, field in model.__fields__.items())
        closed = str(getattr(config.extra, "value", config.extra)) != "allow"
        return ModelShape(model, fields, closed, readable_names(model, frozenset(model.__fields__)))


def _describe(name: str, field: UserValue, config: UserValue) -> FieldShape:
    aliased = field.alias != name
    return FieldShape(
        name=name,
        attribute=name,
        required=field.required is True,
        hint_name=name,
        keyword_only=True,
        resolve=functools.partial(_annotate, name=name),
        keyword=field.alias if aliased and not config.allow_population_by_field_name else name,
        aliases=(field.alias,) if aliased else (),
    )


def _annotate(model: object, *, name: str) -> object:
    """Return the type of a field with what ``Field`` says about it."""
    cls: UserValue = typeinfo.class_of(model)
    hint = typeinfo.resolve_hint(model, name)
    field = cls.__fields__[name]
    for mark in _marks_of(field.field_info):
        # What is said of a field is said of the members of a union, and not of None.
        hint = Annotated[field.annotation if hint is typeinfo.MISSING else hint, mark]
    return hint


def _marks_of(info: UserValue) -> Iterator[object]:
    said = {ours: value for theirs, ours in _SAID.items() if (value := getattr(info, theirs, None)) is not None}
    if said:
        yield Constraints(**said)
    if getattr(info, "regex", None) is not None:
        yield Pattern(info.regex, "match")
    if getattr(info, "unique_items", None):
        yield Constraints(unique=True)
