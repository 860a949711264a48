"""All kinds of values, gathered.

Inside: `people`, `places`, `moments`, `money`, `texts`, `internet`, `codes`.
May be used from outside: `realism.source`.
May import: `realism.scene` and what is below it.
"""

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
