"""What is measured cold, and what the measurement must show.

A row prepares its classes anew for every turn, untimed, and then times what is done with them for the first time.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any, TypeAlias

import attrs

from bench.cold import models, with_factory_boy, with_polyfactory, with_typedfactory
from bench.libraries import FACTORY_BOY, OURS, POLYFACTORY
from bench.models import Address

#: Prepares a turn and returns what is timed.
Turn: TypeAlias = "Callable[[], Callable[[], object]]"


@attrs.frozen
class Row:
    """One thing that is done for the first time.

    Attributes:
        name: What ``--only`` takes.
        pieces: How many things a turn does, so that times can be given for one.
        contenders: Contender → what prepares its turn.
        peer: Whom ours is compared with.
        least: The least that (the peer's time / ours) may be.
    """

    name: str
    pieces: int
    contenders: Mapping[str, Turn]
    peer: str
    least: float


_LIBRARIES = {OURS: with_typedfactory, FACTORY_BOY: with_factory_boy}


def row(
    name: str, pieces: int, least: float, prepare: Callable[[ModuleType], Callable[[], object]], peer: str = FACTORY_BOY
) -> Row:
    """Return a row that does the same with us and a peer."""
    modules = {**_LIBRARIES, POLYFACTORY: with_polyfactory}
    turns = {each: _turn(prepare, modules[each]) for each in (OURS, peer)}
    return Row(name, pieces, turns, peer, least)


def _turn(prepare: Callable[[ModuleType], Callable[[], object]], library: ModuleType) -> Turn:
    return lambda: prepare(library)


def _users(count: int) -> list[type[Any]]:
    return [models.make_user_model() for _ in range(count)]


def _factories(library: ModuleType, count: int) -> list[Any]:
    return [library.define(model) for model in _users(count)]


def define(library: ModuleType) -> Callable[[], object]:
    """Define factories, each for a model of its own."""
    users = _users(100)
    return lambda: [library.define(user) for user in users]


def first_call(library: ModuleType) -> Callable[[], object]:
    """Call factories that were only defined."""
    factories = _factories(library, 100)
    return lambda: [factory.build() for factory in factories]


def first_of_shape(library: ModuleType) -> Callable[[], object]:
    """Call factories that were called before, with keywords that they have not seen."""
    factories = _factories(library, 20)
    for factory in factories:
        factory.build()
    return lambda: [factory.build(**shape) for factory in factories for shape in models.SHAPES]


def next_of_shape(library: ModuleType) -> Callable[[], object]:
    """Call factories with keywords for the second and the third time."""
    factories = _factories(library, 20)
    for factory, shape in itertools.product(factories, models.SHAPES):
        factory.build(**shape)
    return lambda: [factory.build(**shape) for _ in range(2) for factory in factories for shape in models.SHAPES]


def suite(library: ModuleType) -> Callable[[], object]:
    """Make the calls of a suite of single calls: sixty factories, ten shapes each once."""
    factories = _factories(library, 60)
    return lambda: [factory.build(**shape) for shape in models.SHAPES for factory in factories]


def build_model(library: ModuleType) -> Callable[[], object]:
    """Build objects of models without a factory, all fields given; each model a few times."""
    address = Address("x", "y")
    users = _users(20)
    given = {
        "username": "ann",
        "email": "ann@example.com",
        "first_name": "Ann",
        "last_name": "Lee",
        "age": 3,
        "address": address,
        "active": True,
        "note": "",
    }
    return lambda: [library.build(user, **given) for _ in range(5) for user in users]


def make_and_call(library: ModuleType) -> Callable[[], object]:
    """Make factories of models without a class body, and call each once, all fields given."""
    address = Address("x", "y")
    users = _users(20)
    given = {"username": "ann", "email": "e", "first_name": "Ann", "last_name": "Lee", "address": address}
    rest = {"age": 3, "active": True, "note": ""}
    return lambda: [library.make_factory(user).build(**given, **rest) for _ in range(5) for user in users]


def many_shapes(library: ModuleType) -> Callable[[], object]:
    """Call one factory ten thousand times, in two thousand shapes in turn."""
    factory = library.define_wide()
    names = "abcdefghijkl"
    chosen = itertools.chain.from_iterable(itertools.combinations(names, size) for size in (3, 4, 5, 6))
    shapes = [dict.fromkeys(shape, 1) for shape in itertools.islice(chosen, 2000)]
    return lambda: [factory.build(**shape) for _ in range(5) for shape in shapes]


def automatic(library: ModuleType) -> Callable[[], object]:
    """Define factories that declare nothing, each for a model of its own, and make their first objects."""
    events = [models.make_event_model() for _ in range(20)]
    return lambda: [library.first_automatic(event) for event in events]


ROWS: tuple[Row, ...] = (
    row("cold-define", 100, 1.0, define),
    row("cold-first-call", 100, 1.0, first_call),
    row("cold-first-shape", 200, 2.0, first_of_shape),
    row("cold-next-shape", 400, 2.0, next_of_shape),
    row("cold-suite", 600, 1.5, suite),
    row("cold-build-model", 100, 1.0, build_model),
    row("cold-make-factory", 100, 1.0, make_and_call),
    row("cold-2000-shapes", 10_000, 2.0, many_shapes),
    row("cold-automatic", 20, 1.0, automatic, POLYFACTORY),
)
