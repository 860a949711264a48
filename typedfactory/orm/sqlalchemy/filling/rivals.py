"""Which fields say the same as another one; noted by the adapter, read where a call and a description are."""

from __future__ import annotations

import attrs

from typedfactory.ground.shape import FieldShape


@attrs.frozen
class Rivals:
    """The fields that say the same as one.

    Attributes:
        unless: Those that take its place where they are given.
        parents: Of a foreign key, the relationships by which it is filled.
    """

    unless: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()


_NONE = Rivals()


def rivals_of(field: FieldShape | None) -> Rivals:
    """Return what was noted of a field of a mapped class; it stands in the field's metadata under its own class."""
    found: Rivals = _NONE if field is None else field.metadata.get(Rivals, _NONE)
    return found
