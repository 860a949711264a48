"""The one stream of random numbers that Faker, the fuzzy declarations and the filling by type draw from.

``randgen`` is the object to draw from and to patch. Its numbers come from the *stream in force*: the one of the
process, or inside ``with seeded(42):`` one that belongs to the enclosed code.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import random
import warnings
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

from typing_extensions import ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

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

P = ParamSpec("P")
R = TypeVar("R")

#: What ``random.seed`` takes.
Seed = int | float | str | bytes | bytearray | None
_SEED_TYPES = (int, float, str, bytes, bytearray, type(None))


class Stream(random.Random):
    """A stream of random numbers, exactly those of ``random.Random`` with the same seed.

    Attributes:
        outer: The stream that was in force before this one.
        state_set: Whether seed or state was chosen by the program, so that the values are expected to repeat. (A test
            runner that starts each test from a seed chooses nothing: see `reseed_process`.)
    """

    outer: Stream | None = None
    state_set: bool = False
    #: How many processes have been forked since the state was set.
    forks: int = 0

    def seed(self, a: Seed = None, version: int = 2) -> None:  # type: ignore[override]  # typeshed splits it by Python
        """Start again from a seed."""
        super().seed(a, version)
        self.forks = 0

    def setstate(self, state: tuple[Any, ...]) -> None:
        """Go on from a state."""
        super().setstate(state)
        self.forks = 0

    def refused(self) -> None:
        """Take note that a value drawn here was refused, and that another is wanted; by chance, the next one is."""


_process_stream = Stream()
_in_force: ContextVar[Stream] = ContextVar("typedfactory.random.stream", default=_process_stream)


def process_stream() -> Stream:
    """Return the stream of the process, whatever stream is in force here."""
    return _process_stream


def current_stream() -> random.Random:
    """Return the plain ``random.Random`` in force, whose methods run at C speed.

    For code that draws often. Ask anew for each object: another thread, task or ``seeded`` block has another one.
    What tests patch on `randgen` is not seen here.

    Example:
        >>> with seeded(42):
        ...     round(current_stream().random(), 3)
        0.639
    """
    return _in_force.get()


class FollowingRandom(random.Random):
    """A ``random.Random`` without numbers of its own: it draws from the stream in force.

    Every method gives what a plain ``random.Random`` in the same state gives. Only the primitives are forwarded,
    so that patching one method shows in those built on it.
    """

    def __init__(self) -> None:
        # Random.__init__ seeds, which would here reseed the stream in force.
        pass

    def __reduce__(self) -> str:
        return "randgen"

    @property
    def state_set(self) -> bool:
        """Whether the stream in force was seeded, or its state set, by the program."""
        return _in_force.get().state_set

    def random(self) -> float:
        """Return the next float in [0.0, 1.0)."""
        return _in_force.get().random()

    def getrandbits(self, k: int, /) -> int:
        """Return an int of ``k`` random bits."""
        return _in_force.get().getrandbits(k)

    def gauss(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        """Return a normally distributed float; the second one of a pair is kept in the stream."""
        return _in_force.get().gauss(mu, sigma)

    def seed(self, a: Seed = None, version: int = 2) -> None:  # type: ignore[override]  # typeshed splits it by Python
        """Reseed the stream in force."""
        stream = _in_force.get()
        stream.seed(a, version)
        stream.state_set = True

    def getstate(self) -> tuple[Any, ...]:
        """Return the state of the stream in force."""
        return _in_force.get().getstate()

    def setstate(self, state: tuple[Any, ...]) -> None:
        """Set the state of the stream in force."""
        stream = _in_force.get()
        stream.setstate(state)
        stream.state_set = True


#: The generator that Faker and the fuzzy declarations draw from; patch its methods in tests.
randgen = FollowingRandom()


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
    _check_seed(seed)
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
    _check_seed(seed)
    _process_stream.seed(seed)
    _process_stream.state_set = False


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
    state, state_set, forks = _process_stream.getstate(), _process_stream.state_set, _process_stream.forks
    reseed_process(seed)
    try:
        yield
    finally:
        _process_stream.setstate(state)
        _process_stream.state_set, _process_stream.forks = state_set, forks


def refuse() -> None:
    """Say that a value drawn from the stream in force is refused and another is drawn in its place.

    For code that draws until a value is new, or valid: the stream may be one whose numbers somebody chooses, and
    must not be given the same for ever.

    Example:
        >>> with seeded(1):
        ...     while randgen.randint(1, 6) != 5:
        ...         refuse()
    """
    _in_force.get().refused()


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
    token = _in_force.set(stream)
    try:
        yield
    finally:
        _in_force.reset(token)


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
        _check_seed(seed)
        self.seed, self._used = seed, False

    def __enter__(self) -> random.Random:
        """Put a fresh stream in force, and return it."""
        self._used = True
        stream = Stream()
        stream.outer = _in_force.get()
        _in_force.set(stream)
        randgen.seed(self.seed)
        return stream

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Put the stream in force that was there before."""
        outer = _in_force.get().outer
        if outer is not None:
            _in_force.set(outer)

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


def _check_seed(seed: object) -> None:
    if not isinstance(seed, _SEED_TYPES):
        raise TypeError(
            f"A seed is an int, a float, a str, bytes or None; {type(seed).__name__} is none of them. "
            f"Pass one of these."
        )
