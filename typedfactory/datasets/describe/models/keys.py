"""Keys that nobody declares: another one for each number."""

from __future__ import annotations

import uuid

from typedfactory import typeinfo
from typedfactory.datasets.planning.codes import Number
from typedfactory.datasets.planning.columns import Column
from typedfactory.datasets.planning.meanings import AsInt, AsText, AsUuid


def key_column(name: str, annotation: object, key: int) -> Column | None:
    """Return keys of a type; None where it is none that keys have.

    Args:
        name: The table.
        annotation: The type.
        key: The key of the stream that UUIDs draw from.
    """
    bare = typeinfo.peel(annotation).bare
    if typeinfo.is_union(bare):
        bare = next((each for each in typeinfo.arguments_of(bare) if each is not type(None)), None)
    if bare is int:
        # As databases count.
        return Column(Number(), AsInt(1))
    if bare is uuid.UUID:
        return Column(Number(), AsUuid(key))
    return Column(Number(), AsText(f"{name}-")) if bare is str else None
