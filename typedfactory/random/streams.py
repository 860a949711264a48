"""Streams of random numbers: what one is, and which one is in force."""

from __future__ import annotations

import random
import threading
from contextvars import ContextVar
from typing import Any

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
    #: The seed that the first number drawn will start it from; None if it has started.
    waits_for: str | None = None

    def seed(self, a: Seed = None, version: int = 2) -> None:  # type: ignore[override]  # typeshed splits it by Python
        """Start again from a seed."""
        super().seed(a, version)
        self.forks = 0

    def setstate(self, state: tuple[Any, ...]) -> None:
        """Go on from a state."""
        super().setstate(state)
        self.forks = 0

    def start_later(self, seed: str) -> None:
        """Start again from a seed, but not before a number is wanted: seeding takes longer than all else a test begins with.

        The program itself has not asked for values that repeat.

        Args:
            seed: The seed.
        """
        self.waits_for, self.state_set, self.forks = seed, False, 0
        _become(self, _WaitingStream)

    def _start(self) -> None:
        # Threads may draw the first number at the same time; the class changes last, so that all of them come by here.
        with _starting:
            if self.waits_for is not None:
                # That processes were forked meanwhile stays counted.
                random.Random.seed(self, self.waits_for)
                self.waits_for = None
                _become(self, Stream)

    def refused(self) -> None:
        """Take note that a value drawn here was refused, and that another is wanted; by chance, the next one is."""


class _WaitingStream(Stream):
    """A stream that starts with the first number drawn from it, and is a plain one from then on, as quick as those are.

    What took a method from it before it started may go on calling that.
    """

    def random(self) -> float:
        """Start, and return the next float in [0.0, 1.0)."""
        self._start()
        return Stream.random(self)

    def getrandbits(self, k: int, /) -> int:
        """Start, and return an int of ``k`` random bits."""
        self._start()
        return Stream.getrandbits(self, k)

    def gauss(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        """Start, and return a normally distributed float; the second one of a pair is kept."""
        self._start()
        return Stream.gauss(self, mu, sigma)

    def getstate(self) -> tuple[Any, ...]:
        """Start, and return the state."""
        self._start()
        return Stream.getstate(self)

    def seed(self, a: Seed = None, version: int = 2) -> None:  # type: ignore[override]  # typeshed splits it by Python
        """Start from another seed."""
        self._start()
        Stream.seed(self, a, version)

    def setstate(self, state: tuple[Any, ...]) -> None:
        """Go on from a state."""
        self._start()
        Stream.setstate(self, state)


_starting = threading.Lock()


def _become(stream: Stream, kind: type[Stream]) -> None:
    stream.__class__ = kind


_process_stream = Stream()
#: The stream that numbers are drawn from here.
in_force: ContextVar[Stream] = ContextVar("typedfactory.random.stream", default=_process_stream)


def process_stream() -> Stream:
    """Return the stream of the process, whatever stream is in force here."""
    return _process_stream


def current_stream() -> random.Random:
    """Return the plain ``random.Random`` in force, whose methods run at C speed.

    For code that draws often. Ask anew for each object: another thread, task or ``seeded`` block has another one.
    What tests patch on `randgen` is not seen here.

    Example:
        >>> from typedfactory.random import seeded
        >>> with seeded(42):
        ...     round(current_stream().random(), 3)
        0.639
    """
    return in_force.get()


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
        return in_force.get().state_set

    def random(self) -> float:
        """Return the next float in [0.0, 1.0)."""
        return in_force.get().random()

    def getrandbits(self, k: int, /) -> int:
        """Return an int of ``k`` random bits."""
        return in_force.get().getrandbits(k)

    def gauss(self, mu: float = 0.0, sigma: float = 1.0) -> float:
        """Return a normally distributed float; the second one of a pair is kept in the stream."""
        return in_force.get().gauss(mu, sigma)

    def seed(self, a: Seed = None, version: int = 2) -> None:  # type: ignore[override]  # typeshed splits it by Python
        """Reseed the stream in force."""
        stream = in_force.get()
        stream.seed(a, version)
        stream.state_set = True

    def getstate(self) -> tuple[Any, ...]:
        """Return the state of the stream in force."""
        return in_force.get().getstate()

    def setstate(self, state: tuple[Any, ...]) -> None:
        """Set the state of the stream in force."""
        stream = in_force.get()
        stream.setstate(state)
        stream.state_set = True


#: The generator that Faker and the fuzzy declarations draw from; patch its methods in tests.
randgen = FollowingRandom()


def refuse() -> None:
    """Say that a value drawn from the stream in force is refused and another is drawn in its place.

    For code that draws until a value is new, or valid: the stream may be one whose numbers somebody chooses, and
    must not be given the same for ever.

    Example:
        >>> from typedfactory.random import seeded
        >>> with seeded(1):
        ...     while randgen.randint(1, 6) != 5:
        ...         refuse()
    """
    in_force.get().refused()


def check_seed(seed: object) -> None:
    """Refuse what is no seed.

    Raises:
        TypeError: It is of another type.
    """
    if not isinstance(seed, _SEED_TYPES):
        raise TypeError(
            f"A seed is an int, a float, a str, bytes or None; {type(seed).__name__} is none of them. "
            f"Pass one of these."
        )
