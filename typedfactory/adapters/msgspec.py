"""msgspec's Structs: the constructor takes the names in Python, whatever they are called in messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from typedfactory.adapters.signature import readable_names
from typedfactory.ground.shape import FieldShape, ModelShape

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


class MsgspecAdapter:
    """Subclasses of ``msgspec.Struct``, tagged, renamed, positional or by keyword."""

    def recognises(self, model: type) -> bool:
        """Say whether a class is a Struct with fields of its own."""
        return issubclass(model, msgspec.Struct) and model is not msgspec.Struct

    def shape(self, model: UserValue) -> ModelShape:
        """Return the constructor of a Struct.

        Source: ``msgspec.structs.fields`` and ``inspect.signature`` would resolve annotations, which is too early here.
        """
        names: tuple[str, ...] = model.__struct_fields__
        missing = len(names) - len(model.__struct_defaults__)
        defaults = (*[msgspec.NODEFAULT] * missing, *model.__struct_defaults__)
        fields = tuple(
            FieldShape(
                name=name,
                attribute=name,
                required=default is msgspec.NODEFAULT,
                hint_name=name,
                aliases=(encoded,) if encoded != name else (),
            )
            for name, encoded, default in zip(names, model.__struct_encode_fields__, defaults, strict=True)
        )
        return ModelShape(model, fields, closed=True, attributes=readable_names(model, frozenset(names)))
