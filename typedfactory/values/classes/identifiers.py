"""Identifiers."""

from __future__ import annotations

import uuid
from random import Random

from typedfactory.values.core.recipes import Domain, Recipe
from typedfactory.values.core.registry import Maker
from typedfactory.values.core.requests import Request

#: The bits of a random UUID (version 4) that are not random: four for the version, two for the variant.
_FIXED = 0x4000_8000_0000_0000_0000
_RANDOM_MASK = (1 << 128) - 1 & ~(0xF000_C000_0000_0000_0000)
_RANDOM_BITS = 62


def make_uuid(request: Request) -> Recipe:
    """Make random UUIDs (version 4)."""
    request.accept()
    domain = Domain(1 << _RANDOM_BITS, lambda number: uuid.UUID(int=number | _FIXED))
    return Recipe(_draw_uuid, domain=domain)


def _draw_uuid(stream: Random, _builder: object) -> uuid.UUID:
    return uuid.UUID(int=stream.getrandbits(128) & _RANDOM_MASK | _FIXED)


MAKERS: dict[object, Maker] = {uuid.UUID: make_uuid}
