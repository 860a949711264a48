"""Named tuples, with types (``typing.NamedTuple``) or without (``collections.namedtuple``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedfactory import typeinfo
from typedfactory.adapters.signature import readable_names
from typedfactory.ground.shape import FieldShape, ModelShape

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


class NamedTupleAdapter:
    """Subclasses of tuple with named fields; a subclass that writes its own constructor is a plain class."""

    def recognises(self, model: type) -> bool:
        """Say whether a class is a named tuple."""
        fields = getattr(model, "_fields", None)
        return issubclass(model, tuple) and type(fields) is tuple and not _has_own_constructor(model)

    def shape(self, model: UserValue) -> ModelShape:
        """Return the constructor of a named tuple."""
        fields = tuple(
            FieldShape(
                name=name,
                attribute=name,
                required=name not in model._field_defaults,
                hint_name=name,
                annotated=typeinfo.written_hint(model, name) is not typeinfo.MISSING,
            )
            for name in model._fields
        )
        return ModelShape(model, fields, closed=True, attributes=readable_names(model, frozenset(model._fields)))


def _has_own_constructor(model: type) -> bool:
    # What collections.namedtuple made is the class whose own bases know no fields; constructors below it are somebody's.
    made = next(each for each in reversed(model.__mro__) if "_fields" in vars(each))
    below = model.__mro__[: model.__mro__.index(made)]
    return any("__new__" in vars(each) or "__init__" in vars(each) for each in below)
