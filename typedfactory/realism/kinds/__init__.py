"""All kinds of values, gathered."""

from __future__ import annotations

from typedfactory.realism.kinds import codes, internet, moments, money, people, places, texts
from typedfactory.realism.scene import Kind

KINDS: dict[str, Kind] = {
    **people.KINDS,
    **places.KINDS,
    **moments.KINDS,
    **money.KINDS,
    **texts.KINDS,
    **internet.KINDS,
    **codes.KINDS,
}
