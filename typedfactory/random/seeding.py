"""Starting streams from seeds: the one in force, that of the process, and those of blocks."""

from __future__ import annotations

import contextlib
import functools
import inspect
import random
import warnings
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from typedfactory.random.streams import Seed, Stream, check_seed, in_force, process_stream, randgen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

P = ParamSpec("P")
R = TypeVar("R")


def reseed_random(seed: Seed) -> None:
    """Start the stream in force again from a seed; Faker, fuzzy and filled values repeat from there.

    Args:
        seed: What ``random.seed`` takes: int, float, str, bytes, or None for a seed of the operating system.

    Raises:
        TypeError: The seed is of another type.

    Example:
        >>> with seeded(None):
        ...     reseed_random("a seed")
        ...     first = randgen.randint(1, 1000)
        ...     reseed_random("a seed")
        ...     first == randgen.randint(1, 1000)
        True

    Source: factory_boy's ``factory.random.reseed_random``.
    """
    check_seed(seed)
    randgen.seed(seed)


def get_random_state() -> tuple[Any, ...]:
    """Return the state of the stream in force, for `set_random_state`; reading it changes nothing.

    The state can be pickled, so that a failing run can be repeated in another process.

    Example:
        >>> with seeded(42):
        ...     state = get_random_state()
        ...     first = randgen.random()
        ...     set_random_state(state)
        ...     first == randgen.random()
        True

    Source: factory_boy's ``factory.random.get_random_state``.
    """
    return randgen.getstate()


def set_random_state(state: tuple[Any, ...]) -> None:
    """Bring the stream in force back to a state; Faker, fuzzy and filled values repeat from there.

    Args:
        state: What `get_random_state` (or ``random.Random.getstate``) returned.

    Raises:
        ValueError: It is no such state. The stream stays as it was.

    Example:
        >>> with seeded(42):
        ...     state = get_random_state()
        ...     first = randgen.random()
        ...     set_random_state(state)
        ...     first == randgen.random()
        True
        >>> set_random_state((3, (), None))
        Traceback (most recent call last):
            ...
        ValueError: set_random_state: this is no state of a random generator (...). Pass what get_random_state() returned.

    Source: factory_boy's ``factory.random.set_random_state``.
    """
    try:
        # A refused state may have been set in part: try it elsewhere first.
        random.Random().setstate(state)  # noqa: S311 - test data
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as error:
        raise ValueError(
            f"set_random_state: this is no state of a random generator ({error}). "
            f"Pass what get_random_state() returned."
        ) from error
    randgen.setstate(state)


def reseed_process(seed: Seed) -> None:
    """Start the stream of the process again from a seed, whatever stream is in force here.

    It changes in place, so that threads, tasks and contexts that were started earlier see it. For what starts a
    piece of work anew, as a test runner does a test; elsewhere use `reseed_random` or `seeded`. The program itself has
    not asked for values that repeat, and is not warned of those that cannot.

    Args:
        seed: What ``random.seed`` takes.

    Raises:
        TypeError: The seed is of another type.

    Example:
        >>> reseed_process("a test")
        >>> first = randgen.randint(1, 1000)
        >>> reseed_process("a test")
        >>> first == randgen.randint(1, 1000)
        True
    """
    check_seed(seed)
    stream = process_stream()
    if isinstance(seed, str):
        stream.start_later(seed)
    else:
        stream.seed(seed)
        stream.state_set = False


@contextlib.contextmanager
def process_seeded(seed: Seed) -> Iterator[None]:
    """Let the stream of the process start from a seed in a ``with`` block, and go on afterwards where it was.

    Unlike in a `seeded` block, other threads and tasks draw from it too.

    Args:
        seed: What ``random.seed`` takes.

    Raises:
        TypeError: The seed is of another type.

    Example:
        >>> with process_seeded("a fixture"):
        ...     first = randgen.randint(1, 1000)
        >>> with process_seeded("a fixture"):
        ...     first == randgen.randint(1, 1000)
        True
    """
    stream = process_stream()
    state_set, forks, waits_for = stream.state_set, stream.forks, stream.waits_for
    state = stream.getstate() if waits_for is None else None
    reseed_process(seed)
    try:
        yield
    finally:
        if state is not None:
            stream.setstate(state)
        elif waits_for is not None:
            stream.start_later(waits_for)
        stream.state_set, stream.forks = state_set, forks


@contextlib.contextmanager
def drawing_from(stream: Stream) -> Iterator[None]:
    """Put a stream in force in a ``with`` block, for the thread or task that enters it.

    Args:
        stream: Where numbers come from. A subclass that overrides ``random`` and ``getrandbits`` may take them from
            anywhere.

    Example:
        >>> with drawing_from(Stream(42)):
        ...     round(randgen.random(), 3)
        0.639
    """
    token = in_force.set(stream)
    try:
        yield
    finally:
        in_force.reset(token)


class seeded:  # noqa: N801 - reads as a verb: with seeded(42)
    """Give the enclosed code a stream of its own, starting from a seed.

    The stream belongs to the thread or asyncio task that enters the block. Tasks and contexts copied from inside it
    share the stream; a thread started inside draws from the stream of the process, unless it runs in a copied
    context. Inside, `reseed_random`, `get_random_state` and `set_random_state` act on the block's stream, and what
    was in force before comes back untouched afterwards. Blocks nest, and an instance may be used again.

    As a decorator it does so for each call of a function or coroutine function.

    Args:
        seed: Where the stream starts, what ``random.seed`` takes.

    Raises:
        TypeError: The seed is of another type, or a generator function is decorated (between its values, the
            caller would draw from its stream).

    Example:
        >>> with seeded(42):
        ...     first = randgen.randint(1, 1000)
        >>> with seeded(42):
        ...     first == randgen.randint(1, 1000)
        True
        >>> @seeded(42)
        ... def draw():
        ...     return randgen.randint(1, 1000)
        >>> first == draw() == draw()
        True
    """

    def __init__(self, seed: Seed) -> None:
        check_seed(seed)
        self.seed, self._used = seed, False

    def __enter__(self) -> random.Random:
        """Put a fresh stream in force, and return it."""
        self._used = True
        stream = Stream()
        stream.outer = in_force.get()
        in_force.set(stream)
        randgen.seed(self.seed)
        return stream

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Put the stream in force that was there before."""
        outer = in_force.get().outer
        if outer is not None:
            in_force.set(outer)

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        """Run each call of a function in a block of its own."""
        self._used = True
        if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
            raise TypeError(
                f"seeded() cannot decorate {function.__qualname__}: it is a generator, and between its values the "
                f"caller would draw from its stream. Decorate the function that uses it."
            )
        if inspect.iscoroutinefunction(function):

            @functools.wraps(function)
            async def run_async(*args: P.args, **kwargs: P.kwargs) -> Any:
                with seeded(self.seed):
                    return await function(*args, **kwargs)

            return cast("Callable[P, R]", run_async)

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with seeded(self.seed):
                return function(*args, **kwargs)

        return run

    def __del__(self) -> None:
        """Warn where nobody entered the block: nothing was seeded."""
        if not vars(self).get("_used", True):
            message = "seeded(…) was called and nothing entered it, so it did nothing. Write with seeded(…):, or reseed_random(…)."
            warnings.warn(message, RuntimeWarning, stacklevel=2)
