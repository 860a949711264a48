"""Eight threads at once: each object is right, whatever the others make; without the global lock they are faster, too."""

from __future__ import annotations

import dataclasses
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest

import typedfactory as factory
from typedfactory.random import seeded

R = TypeVar("R")

THREADS = 8
#: Objects that each thread makes.
EACH = 200
#: Whether threads run at the same time; before Python 3.13 they never do.
FREE = not getattr(sys, "_is_gil_enabled", lambda: True)()


@dataclasses.dataclass
class City:
    number: int
    name: str


@dataclasses.dataclass
class Guest:
    number: int
    name: str
    greeting: str
    city: City
    score: float
    friends: list[str]


@pytest.fixture
def guests() -> type[factory.Factory[Guest]]:
    """A factory that nobody has used: the threads meet while it is compiled."""

    class CityFactory(factory.Factory[City]):
        number = factory.Sequence(lambda n: n)
        name = factory.Faker("city")

    class GuestFactory(factory.Factory[Guest]):
        class Params:
            loud = factory.Trait(greeting=factory.LazyAttribute(lambda o: f"HELLO {o.name}"))

        number = factory.Sequence(lambda n: n)
        name = factory.Faker("first_name")
        greeting = factory.LazyAttribute(lambda o: f"Hello {o.name}")
        city = factory.SubFactory(CityFactory)

    return GuestFactory


def in_threads(make: Callable[[int], R]) -> list[R]:
    """Return what a function of the thread's number returns in each of the threads, which begin together."""
    start = threading.Barrier(THREADS)

    def begin(number: int) -> R:
        start.wait()
        return make(number)

    usual = sys.getswitchinterval()
    # Where threads take turns, they are to take them in the middle of things.
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(begin, range(THREADS)))
    finally:
        sys.setswitchinterval(usual)


def test_no_number_is_given_twice_and_none_is_left_out(guests: type[factory.Factory[Guest]]) -> None:
    made = [each for part in in_threads(lambda _: guests.build_batch(EACH)) for each in part]
    assert sorted(each.number for each in made) == list(range(THREADS * EACH))
    assert sorted(each.city.number for each in made) == list(range(THREADS * EACH))
    assert all(each.greeting == f"Hello {each.name}" for each in made)


def test_each_call_gets_what_it_asked_for(guests: type[factory.Factory[Guest]]) -> None:
    def make(thread: int) -> list[tuple[Guest, str, bool]]:
        rows = []
        for number in range(EACH):
            name, loud = f"{thread} {number}", number % 2 == 0
            options = {"loud": loud, **({"city__name": name} if number % 3 == 0 else {"name": name})}
            rows.append((guests.build(**options), name, loud))
        return rows

    for rows in in_threads(make):
        for number, (made, name, loud) in enumerate(rows):
            assert (made.city.name if number % 3 == 0 else made.name) == name
            assert made.greeting == f"{'HELLO' if loud else 'Hello'} {made.name}"


def test_a_seed_gives_a_thread_the_values_that_it_gives_alone(guests: type[factory.Factory[Guest]]) -> None:
    def make(seed: int) -> list[tuple[str, str, float, list[str]]]:
        with seeded(seed):
            return [(each.name, each.city.name, each.score, each.friends) for each in guests.build_batch(EACH)]

    assert in_threads(make) == [make(seed) for seed in range(THREADS)]


@pytest.mark.skipif(not FREE, reason="this Python runs one thread at a time")
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="this machine has one core")
def test_they_are_faster_than_one_thread(guests: type[factory.Factory[Guest]]) -> None:
    """The best of three runs counts: something else may keep the cores busy."""
    count = 20 * EACH
    guests.build()

    def seconds(run: Callable[[], object]) -> float:
        start = time.perf_counter()
        run()
        return time.perf_counter() - start

    alone = min(seconds(lambda: guests.build_batch(THREADS * count)) for _ in range(3))
    together = min(seconds(lambda: in_threads(lambda _: guests.build_batch(count))) for _ in range(3))
    assert together < alone
