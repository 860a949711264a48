"""Objects of msgspec's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues


def as_dict(made: msgspec.Struct) -> UserValues:
    """Return the fields by the names that the struct is encoded with; values that are no structs stay as they are."""
    names = {field.name: field.encode_name for field in msgspec.structs.fields(made)}
    return {names[name]: value for name, value in msgspec.structs.asdict(made).items()}


def as_jsonable(made: UserValue) -> UserValue:
    """Return what JSON has for an object, as msgspec encodes it."""
    return msgspec.to_builtins(made, str_keys=True)
