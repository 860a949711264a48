"""Calls that a cache of plans has not seen yet."""

from __future__ import annotations

import dataclasses
import itertools

from bench.models import Settings


def combinations_of_fields() -> list[dict[str, int]]:
    """Return overrides with different names each, more than typedfactory keeps plans for, so that none is found."""
    names = [field.name for field in dataclasses.fields(Settings)]
    chosen = [combination for size in (4, 5, 6) for combination in itertools.combinations(names, size)]
    return [dict.fromkeys(combination, 1) for combination in chosen]
