"""The one stream of random numbers that Faker, the fuzzy declarations and the filling by type draw from.

``randgen`` is the object to draw from and to patch. Its numbers come from the *stream in force*: the one of the
process, or inside ``with seeded(42):`` one that belongs to the enclosed code.

Inside: `streams` (what is drawn from), `seeding` (where it starts).
May be used from outside: the names below; it is a public address.
May import: nothing of the library.
"""

from typedfactory.random.seeding import (
    drawing_from,
    get_random_state,
    process_seeded,
    reseed_process,
    reseed_random,
    seeded,
    set_random_state,
)
from typedfactory.random.streams import (
    FollowingRandom,
    Seed,
    Stream,
    current_stream,
    randgen,
    refuse,
)
from typedfactory.random.streams import process_stream as process_stream

__all__ = [
    "FollowingRandom",
    "Seed",
    "Stream",
    "current_stream",
    "drawing_from",
    "get_random_state",
    "process_seeded",
    "randgen",
    "refuse",
    "reseed_process",
    "reseed_random",
    "seeded",
    "set_random_state",
]
