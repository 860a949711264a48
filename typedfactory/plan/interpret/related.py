"""Related objects that are also a field of the model: ``primary_phone = RelatedFactory(PhoneFactory, "student")``."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import attrs

from typedfactory.declarations import RelatedFactory

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.options import FactoryOptions


def is_attached(meta: FactoryOptions, name: str, value: UserValue) -> bool:
    """Say whether what a hook returns belongs into the field of its own name.

    Args:
        meta: The factory's options.
        name: The hook.
        value: Its declaration.
    """
    shape = meta.shape
    if not isinstance(value, RelatedFactory) or shape is None or not shape.declared or name not in shape.names:
        return False
    takes: bool = meta.takes_related(name, value)
    return takes


def attach(instance: UserValue, name: str, value: UserValue) -> None:
    """Put a related object into the field of its own name; a frozen instance keeps what it was made with."""
    try:
        setattr(instance, name, value)
    except (dataclasses.FrozenInstanceError, attrs.exceptions.FrozenError):
        return
