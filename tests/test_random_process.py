"""The stream of the process, started anew from outside; and streams of somebody's own."""

from __future__ import annotations

import contextlib
import contextvars
import random as standard
import threading
from collections.abc import Callable
from typing import Any

import pytest

from typedfactory import random


def test_the_process_is_reseeded_under_a_block_that_goes_on() -> None:
    with random.seeded(1):
        random.reseed_process(42)
        assert random.randgen.random() == standard.Random(1).random()
    assert random.randgen.random() == standard.Random(42).random()


def test_contexts_and_threads_that_were_there_before_see_that_the_process_is_reseeded() -> None:
    context = contextvars.copy_context()
    drawn: list[float] = []
    start = threading.Event()

    def draw() -> None:
        start.wait()
        drawn.append(random.randgen.random())

    thread = threading.Thread(target=draw)
    thread.start()
    random.reseed_process("a seed")
    expected = standard.Random("a seed")
    start.set()
    thread.join()
    assert drawn == [expected.random()]
    assert context.run(random.randgen.random) == expected.random()


def test_reseeding_the_process_is_no_choice_of_the_programs() -> None:
    random.reseed_random(1)
    random.reseed_process(1)
    assert not random.randgen.state_set


def test_a_seeded_process_goes_on_afterwards_where_it_was() -> None:
    random.reseed_process(1)
    expected = standard.Random(1)
    assert random.randgen.random() == expected.random()
    with contextlib.suppress(LookupError), random.process_seeded(42):
        assert random.randgen.random() == standard.Random(42).random()
        raise LookupError
    assert random.randgen.random() == expected.random()


@pytest.mark.parametrize("reseed", [random.reseed_process, lambda seed: random.process_seeded(seed).__enter__()])
def test_the_process_takes_no_other_seeds_than_anybody(reseed: Callable[[Any], None]) -> None:
    with pytest.raises(TypeError) as caught:
        reseed([])
    assert str(caught.value) == (
        "A seed is an int, a float, a str, bytes or None; list is none of them. Pass one of these."
    )


def test_a_stream_of_somebodys_own_is_in_force_in_its_block_only() -> None:
    class Zero(random.Stream):
        def random(self) -> float:
            return 0.0

        def getrandbits(self, k: int, /) -> int:
            return 0

    random.reseed_process(1)
    with contextlib.suppress(LookupError), random.drawing_from(Zero()):
        assert (random.randgen.random(), random.randgen.randint(5, 9)) == (0.0, 5)
        raise LookupError
    assert random.randgen.random() == standard.Random(1).random()


def test_a_stream_takes_note_of_refused_values() -> None:
    class Counting(random.Stream):
        times = 0

        def refused(self) -> None:
            self.times += 1

    stream = Counting(1)
    with random.drawing_from(stream):
        random.refuse()
    random.refuse()
    assert stream.times == 1


def drawn_first(draw: Callable[[standard.Random], Any]) -> tuple[Any, Any]:
    """Return what is drawn first from the process started from a seed, with two more numbers; and what it should be."""
    random.reseed_process("a seed")
    ours, plain = random.current_stream(), standard.Random("a seed")
    return tuple((draw(stream), stream.random(), stream.randrange(10**9)) for stream in (ours, plain))  # type: ignore[return-value]  # two


@pytest.mark.parametrize(
    "draw",
    [
        lambda stream: stream.random(),
        lambda stream: stream.getrandbits(70),
        lambda stream: (stream.gauss(0, 1), stream.gauss(0, 1), stream.gauss(0, 1)),
        lambda stream: [stream.randint(1, 1000) for _ in range(5)],
        lambda stream: stream.choices("abc", k=5),
        lambda stream: stream.sample(range(100), 5),
        lambda stream: stream.randbytes(5),
        lambda stream: stream.normalvariate(0, 1),
        lambda stream: stream.getstate(),
        lambda stream: (stream.seed(7), stream.random()),
        lambda stream: (stream.setstate(standard.Random(7).getstate()), stream.random()),
        lambda stream: [draw() for draw in [stream.random] * 2],
        lambda stream: [draw(7) for draw in [stream.getrandbits] * 2],
    ],
)
def test_a_process_that_starts_with_its_first_number_gives_those_of_its_seed(
    draw: Callable[[standard.Random], Any],
) -> None:
    ours, plain = drawn_first(draw)
    assert ours == plain


def test_once_a_number_is_drawn_the_stream_is_a_plain_one() -> None:
    random.reseed_process("a seed")
    random.randgen.random()
    assert type(random.current_stream()) is random.Stream


def test_a_process_that_waits_for_its_first_number_waits_again_after_a_block() -> None:
    random.reseed_process("a seed")
    with random.process_seeded("another"):
        assert random.randgen.random() == standard.Random("another").random()
    assert random.randgen.random() == standard.Random("a seed").random()


def test_threads_that_draw_the_first_number_at_once_start_the_stream_once() -> None:
    expected = standard.Random("a seed")
    barrier = threading.Barrier(4)
    drawn: list[float] = []

    def draw() -> None:
        barrier.wait()
        drawn.append(random.randgen.random())

    random.reseed_process("a seed")
    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(drawn) == sorted(expected.random() for _ in range(4))
