"""The random stream: seeds, states, and streams of their own for blocks of code."""

from __future__ import annotations

import asyncio
import contextvars
import copy
import inspect
import pickle
import random as standard
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typedfactory import random

T = TypeVar("T")

DRAWS: dict[str, Callable[[standard.Random], Any]] = {
    "random": lambda stream: stream.random(),
    "uniform": lambda stream: stream.uniform(1, 2),
    "randint": lambda stream: stream.randint(1, 10**30),
    "randrange": lambda stream: stream.randrange(0, 100, 7),
    "choice": lambda stream: stream.choice("abc"),
    "choices": lambda stream: stream.choices("abc", [1, 2, 3], k=4),
    "sample": lambda stream: stream.sample(range(99), 5),
    "gauss": lambda stream: stream.gauss(0, 1),
    "normalvariate": lambda stream: stream.normalvariate(0, 1),
    "getrandbits": lambda stream: stream.getrandbits(100),
    "randbytes": lambda stream: stream.randbytes(9),
}


@pytest.fixture(autouse=True)
def _own_stream() -> Iterator[None]:
    with random.seeded("tests/test_random.py"):
        yield


@given(seed=st.one_of(st.integers(), st.text(), st.binary()), names=st.lists(st.sampled_from(sorted(DRAWS))))
def test_randgen_gives_the_numbers_of_a_plain_random(seed: Any, names: list[str]) -> None:
    plain = standard.Random(seed)
    random.reseed_random(seed)
    assert [DRAWS[name](random.randgen) for name in names] == [DRAWS[name](plain) for name in names]
    assert random.get_random_state() == plain.getstate()


@pytest.mark.parametrize("seed", [1, -1, 1.5, "a seed", b"bytes", bytearray(b"bytes")])
def test_reseeding_repeats_the_numbers(seed: random.Seed) -> None:
    random.reseed_random(seed)
    first = random.randgen.random()
    random.reseed_random(seed)
    assert random.randgen.random() == first


def test_reseeding_with_none_asks_the_system() -> None:
    random.reseed_random(None)
    first = random.randgen.random()
    random.reseed_random(None)
    assert random.randgen.random() != first


@pytest.mark.parametrize("use", [random.reseed_random, random.seeded])
def test_a_seed_of_another_type_is_refused(use: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError) as caught:
        use([1])
    assert str(caught.value) == (
        "A seed is an int, a float, a str, bytes or None; list is none of them. Pass one of these."
    )


def test_reading_the_state_does_not_change_it() -> None:
    state = random.get_random_state()
    assert random.get_random_state() == state
    expected = standard.Random()
    expected.setstate(state)
    assert random.randgen.random() == expected.random()


def test_a_state_survives_a_pickle_round_trip() -> None:
    random.randgen.gauss(0, 1)
    state = pickle.loads(pickle.dumps(random.get_random_state()))  # noqa: S301 - made on the same line
    first = [random.randgen.gauss(0, 1), random.randgen.random()]
    random.set_random_state(state)
    assert [random.randgen.gauss(0, 1), random.randgen.random()] == first


@pytest.mark.parametrize(
    "state", [None, "abc", (), (3, (1, 2), None), (9, (), None), (3, ("a",) * 625, None), (3, (-1,) * 625, None)]
)
def test_what_is_no_state_is_refused_and_changes_nothing(state: Any) -> None:
    before = random.get_random_state()
    with pytest.raises(ValueError, match=r"^set_random_state") as caught:
        random.set_random_state(state)
    reason = caught.value.__cause__
    assert str(caught.value) == (
        f"set_random_state: this is no state of a random generator ({reason}). Pass what get_random_state() returned."
    )
    assert random.get_random_state() == before


def test_a_patched_method_of_randgen_is_used_by_those_built_on_it() -> None:
    with mock.patch.object(random.randgen, "random", return_value=0.5):
        assert random.randgen.uniform(10, 20) == 15


def test_randgen_is_one_object_through_pickle_and_copy() -> None:
    assert pickle.loads(pickle.dumps(random.randgen)) is random.randgen  # noqa: S301 - made on the same line
    assert copy.deepcopy(random.randgen) is random.randgen


def test_state_set_says_whether_somebody_chose_the_state_of_the_stream_in_force() -> None:
    code = """if True:
        from typedfactory import random
        print(random.randgen.state_set)
        with random.seeded(1):
            print(random.randgen.state_set)
        print(random.randgen.state_set)
        random.set_random_state(random.get_random_state())
        print(random.randgen.state_set)
    """
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "True", "False", "True"]


def test_the_current_stream_is_a_plain_random_that_moves_with_randgen() -> None:
    stream = random.current_stream()
    assert type(stream).random is standard.Random.random
    assert type(stream).getrandbits is standard.Random.getrandbits
    state = random.get_random_state()
    first = stream.random()
    random.set_random_state(state)
    assert random.randgen.random() == first


def test_a_seeded_block_has_a_stream_of_its_own() -> None:
    before = random.get_random_state()
    with random.seeded(42) as stream:
        assert stream is random.current_stream()
        assert random.randgen.random() == standard.Random(42).random()
    assert random.get_random_state() == before


def test_inside_a_seeded_block_reseeding_and_states_are_those_of_its_stream() -> None:
    before = random.get_random_state()
    with random.seeded(1):
        random.reseed_random(42)
        assert random.get_random_state() == standard.Random(42).getstate()
        random.set_random_state(standard.Random(43).getstate())
        assert random.randgen.random() == standard.Random(43).random()
    assert random.get_random_state() == before


def test_seeded_blocks_nest() -> None:
    plain = standard.Random(1)
    with random.seeded(1):
        first = random.randgen.random()
        with random.seeded(2):
            assert random.randgen.random() == standard.Random(2).random()
        second = random.randgen.random()
    assert [first, second] == [plain.random(), plain.random()]


def test_a_seeded_block_ends_when_an_exception_leaves_it() -> None:
    before = random.get_random_state()
    with pytest.raises(ZeroDivisionError), random.seeded(1):
        raise ZeroDivisionError
    assert random.get_random_state() == before


def test_one_seeded_object_serves_several_blocks_also_nested_in_itself() -> None:
    block = random.seeded(7)
    with block:
        first = random.randgen.random()
        with block:
            assert random.randgen.random() == first
        assert random.randgen.random() != first


def test_leaving_a_block_where_none_was_entered_does_nothing() -> None:
    block = random.seeded(1)
    with block:
        pass
    context = contextvars.Context()
    stream = context.run(random.current_stream)
    context.run(block.__exit__, None, None, None)
    assert context.run(random.current_stream) is stream


def test_threads_do_not_share_seeded_streams() -> None:
    seen: dict[int, list[float]] = {}
    barrier = threading.Barrier(2)

    def draw(seed: int) -> None:
        with random.seeded(seed):
            numbers = []
            for _ in range(50):
                barrier.wait(timeout=10)
                numbers.append(random.randgen.random())
            seen[seed] = numbers

    threads = [threading.Thread(target=draw, args=(seed,)) for seed in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for seed in (1, 2):
        plain = standard.Random(seed)
        assert seen[seed] == [plain.random() for _ in range(50)]


def _run_in_thread(function: Callable[[], T]) -> T:
    results: list[T] = []
    thread = threading.Thread(target=lambda: results.append(function()))
    thread.start()
    thread.join()
    return results[0]


@pytest.mark.skipif(getattr(sys.flags, "thread_inherit_context", False), reason="threads copy the context here")
def test_a_thread_started_inside_draws_from_the_stream_of_the_process() -> None:
    with random.seeded(1) as stream:
        assert _run_in_thread(random.current_stream) is not stream
        assert _run_in_thread(random.current_stream) is contextvars.Context().run(random.current_stream)


def test_a_thread_in_a_copied_context_shares_the_stream() -> None:
    with random.seeded(1) as stream:
        context = contextvars.copy_context()
        assert _run_in_thread(lambda: context.run(random.current_stream)) is stream


def test_asyncio_tasks_do_not_share_seeded_streams() -> None:
    async def draw(seed: int) -> list[float]:
        with random.seeded(seed):
            numbers = []
            for _ in range(20):
                await asyncio.sleep(0)
                numbers.append(random.randgen.random())
            return numbers

    async def both() -> list[list[float]]:
        return list(await asyncio.gather(draw(1), draw(2)))

    for seed, numbers in zip((1, 2), asyncio.run(both()), strict=True):
        plain = standard.Random(seed)
        assert numbers == [plain.random() for _ in range(20)]


def test_seeded_decorates_functions() -> None:
    @random.seeded(42)
    def draw(low: float, *, high: float) -> float:
        """Draw a number."""
        return random.randgen.uniform(low, high)

    before = random.get_random_state()
    assert draw(1, high=2) == draw(1, high=2) == standard.Random(42).uniform(1, 2)
    assert random.get_random_state() == before
    assert (draw.__name__, draw.__doc__) == ("draw", "Draw a number.")


def test_seeded_decorates_coroutine_functions() -> None:
    @random.seeded(42)
    async def draw() -> float:
        await asyncio.sleep(0)
        return random.randgen.random()

    async def twice() -> list[float]:
        return list(await asyncio.gather(draw(), draw()))

    assert inspect.iscoroutinefunction(draw)
    assert asyncio.run(twice()) == [standard.Random(42).random()] * 2


def test_seeded_refuses_generator_functions() -> None:
    def draw() -> Iterator[float]:
        yield random.randgen.random()

    with pytest.raises(TypeError) as caught:
        random.seeded(1)(draw)
    assert str(caught.value) == (
        "seeded() cannot decorate test_seeded_refuses_generator_functions.<locals>.draw: it is a generator, and "
        "between its values the caller would draw from its stream. Decorate the function that uses it."
    )


def test_importing_it_does_not_import_faker() -> None:
    code = "import sys, typedfactory.random, typedfactory.fuzzy, typedfactory.faker; print('faker' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
