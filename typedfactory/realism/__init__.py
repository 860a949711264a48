"""Realistic values: what the names of fields say about them, and values that fit each other.

Loaded when the first factory with realistic values describes itself.

Inside: `names` (the table), `own_names`, `reading` and `casting` (from names to meanings), `source` and `attempts`
(values for a field), `scene` (what a maker sees), `countries`, `kinds/` (the makers).
May be used from outside: the names below.
May import: `values`, `declarations` and below.
"""

from __future__ import annotations

from typedfactory.realism.casting import Cast, cast_of
from typedfactory.realism.own_names import forget_names, own_maker, remember_name
from typedfactory.realism.reading import words_of
from typedfactory.realism.source import FieldSource, source_for

__all__ = ["Cast", "FieldSource", "cast_of", "forget_names", "own_maker", "remember_name", "source_for", "words_of"]
