"""Sequence counters: one per chain of factories, safe to take from in any thread."""

from __future__ import annotations

import itertools
import threading
import weakref
from collections.abc import Callable, Hashable
from types import TracebackType
from typing import TYPE_CHECKING

from typedfactory.ground import forks as _forks  # noqa: F401 - whatever is counted here is told apart in forked processes
from typedfactory.ground.progress import Numbers, Standing, all_moved, start_over

if TYPE_CHECKING:
    from typedfactory.ground.progress import Place


#: Where numbers begin that `WiderNumbers` hands out: few enough digits for short columns and for days as dates, and
#: more objects of one factory than a test makes.
WIDER_START = 1_000_000


class _Origin:
    """Where numbers begin: what is added to each factory's own first number.

    Attributes:
        process: For this process.
        wider: For objects that outlive a test.
    """

    process = 0
    wider = 0


_origin = _Origin()


class SequenceCounter(Standing):
    """The counter that the sequences of one factory (and of those that share its models) draw from.

    Args:
        first: Gives the number to start from; called when the first number is taken, not before.
    """

    def __init__(self, first: Callable[[], int]) -> None:
        self._first = first
        self._lock = threading.RLock()
        self._scopes: dict[Hashable, set[Hashable]] = {}
        self._kept: dict[Hashable, set[Hashable]] = {}
        #: The unique values of declarations that other factories have inherited, too; they are forgotten with this.
        self._shared: dict[Hashable, SequenceCounter] = {}
        #: Take the next number. ``itertools.count.__next__`` is atomic, so that threads need no lock.
        self.take: Callable[[], int] = self._start

    def _start(self) -> int:
        self.note()
        with self._lock:
            if self.take == self._start:
                self.take = itertools.count(self._first() + _origin.process + _origin.wider).__next__
        return self.take()

    def reset(self, value: int | None = None) -> None:
        """Start again, and forget which unique values were given, but for those that `WiderNumbers` keep.

        Args:
            value: The next number; None asks the factory for its first one again.
        """
        with self._lock:
            self._scopes = {key: set(values) for key, values in self._kept.items()}
            self.take = self._start
            if value is not None:
                self.note()
                self.take = itertools.count(value).__next__
            for each in self._shared.values():
                each.reset()

    def restart(self) -> None:
        """Start again."""
        self.reset()

    def scope(self, key: Hashable) -> set[Hashable]:
        """Return the set of unique values given under a key since the last reset."""
        self.note()
        return self._scopes.setdefault(key, set())

    def shared_scope(self, key: Hashable) -> set[Hashable]:
        """Return the set of unique values given under a key here and wherever else the same key is asked for.

        Args:
            key: The same for all who must not repeat each other.
        """
        home = self._shared.get(key)
        if home is None:
            with _sharing:
                home = _homes.get(key) or SequenceCounter(lambda: 0)
                _homes[key] = self._shared[key] = home
        return home.scope("values")

    @property
    def keeps(self) -> bool:
        """Whether unique values stay taken after a restart."""
        return bool(self._kept)

    def state(self) -> Place:
        """Return where the counter stands, for `go_on`."""
        return self.take, self._scopes, self._kept

    def go_on(self, state: Place) -> None:
        """Stand where the counter stood.

        Args:
            state: What `state` returned; None starts as a new counter.
        """
        self.take, self._scopes, self._kept = (self._start, {}, {}) if state is None else state

    def widen(self, place: Callable[[], int] | None) -> Place:
        """Hand out numbers for objects that outlive a test; return what `narrow` needs.

        Args:
            place: Takes the next of those numbers; None begins.
        """
        before = self.take, {key: set(values) for key, values in self._scopes.items()}
        self.take = place or self._start
        return before

    def narrow(self, before: Place) -> Callable[[], int]:
        """Hand out the numbers of a test again, keep the unique values given since, and return where the others go on.

        Args:
            before: What `widen` returned; None if the counter is newer.
        """
        take = self.take
        scopes: dict[Hashable, set[Hashable]] = {}
        self.take, scopes = before or (self._start, scopes)
        for key, values in self._scopes.items():
            new = values - scopes.get(key, set())
            if new:
                self._kept.setdefault(key, set()).update(new)
        return take

    def forget_wider(self) -> None:
        """Give the unique values free that objects have that outlived a test."""
        self._kept.clear()


#: Key → what remembers the unique values, as long as some counter knows it.
_homes: weakref.WeakValueDictionary[Hashable, SequenceCounter] = weakref.WeakValueDictionary()
_sharing = threading.Lock()


class RoundCounter(SequenceCounter):
    """A counter of steps in a round of values, where a far number would be no new one.

    Objects that outlive a test have their steps in the same round; what comes after begins behind them.
    """

    def __init__(self) -> None:
        super().__init__(lambda: 0)
        self._floor = 0
        self._next = 0
        self._begins = True
        self._start_of_round: Place = None
        self.take = self._step

    def _step(self) -> int:
        self.note()
        with self._lock:
            number = self._next
            self._next += 1
        return number

    def step(self, begin: Callable[[], Place]) -> tuple[int, Place]:
        """Take the next number, and say where the round starts.

        Args:
            begin: Draws where a round starts; called with the first number after a reset.
        """
        with self._lock:
            number = self.take()
            if self._begins:
                drawn = begin()
                self._begins = False
                if not self._floor or self._start_of_round is None:
                    self._start_of_round = drawn
            return number, self._start_of_round

    def reset(self, value: int | None = None) -> None:
        """Start again, behind the steps of objects that outlive a test.

        Args:
            value: The next number; None is the first one.
        """
        with self._lock:
            super().reset()
            self._begins = True
            self._next = self._floor if value is None else value
            self.take = self._step
        self.note()

    @property
    def keeps(self) -> bool:
        """Whether a round goes on after a restart."""
        return self._floor > 0 or super().keeps

    def state(self) -> Place:
        """Return where the counter stands, for `go_on`."""
        return super().state(), self._floor, self._next, self._begins, self._start_of_round

    def go_on(self, state: Place) -> None:
        """Stand where the counter stood.

        Args:
            state: What `state` returned; None starts as a new counter.
        """
        inner, self._floor, self._next, self._begins, self._start_of_round = state or (None, 0, 0, True, None)
        super().go_on(inner)
        self.take = self._step

    def widen(self, place: Callable[[], int] | None) -> Place:
        """Go on, for objects that outlive a test; return what `narrow` needs.

        Args:
            place: Not needed.
        """
        return self._next, super().widen(self._step)

    def narrow(self, before: Place) -> Callable[[], int]:
        """Go on, and never again begin before the steps taken since.

        Args:
            before: What `widen` returned; None if the counter is newer.
        """
        number, inner = before or (0, None)
        super().narrow(inner)
        self.take = self._step
        if self._next > number:
            self._floor = self._next
        return self._step

    def forget_wider(self) -> None:
        """Begin at the first step again after the next reset."""
        super().forget_wider()
        self._floor = 0


def reset_sequences() -> None:
    """Restart the sequences of all factories, and forget all unique values.

    Example:
        >>> import typedfactory as factory
        >>> class RowFactory(factory.DictFactory):
        ...     id = factory.Sequence(lambda n: n)
        >>> RowFactory(), RowFactory()
        ({'id': 0}, {'id': 1})
        >>> factory.reset_sequences()
        >>> RowFactory()
        {'id': 0}
    """
    for each in all_moved():
        if isinstance(each, SequenceCounter):
            each.restart()


def begin_sequences_at(number: int) -> None:
    """Restart all sequences, and let them begin later, so that several processes never hand out the same number.

    Args:
        number: What is added to each factory's own first number, here and after each reset. 0 is the usual.

    Example:
        >>> import typedfactory as factory
        >>> class RowFactory(factory.DictFactory):
        ...     id = factory.Sequence(lambda n: n)
        >>> begin_sequences_at(500)
        >>> RowFactory()
        {'id': 500}
        >>> begin_sequences_at(0)
        >>> RowFactory()
        {'id': 0}
    """
    _origin.process = number
    reset_sequences()


class RowNumbers(Numbers):
    """Numbers for objects that are each made as if those before them had been: a ``with`` block that is told where to stand.

    Example:
        >>> import typedfactory as factory
        >>> class RowFactory(factory.DictFactory):
        ...     id = factory.Sequence(lambda n: n)
        >>> numbers = RowNumbers()
        >>> with numbers:
        ...     numbers.stand_at(7)
        ...     RowFactory()
        ...     numbers.stand_at(3)
        ...     RowFactory()
        {'id': 7}
        {'id': 3}
        >>> RowFactory()
        {'id': 0}
    """

    _origin_outside = 0

    def __enter__(self) -> None:
        """Set the numbers aside that are in force."""
        super().__enter__()
        self._origin_outside = _origin.process

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Bring them back."""
        _origin.process = self._origin_outside
        super().__exit__(kind, error, traceback)

    def stand_at(self, number: int) -> None:
        """Let the next number of each sequence be one that is so far from its first.

        Args:
            number: How far.
        """
        _origin.process = number
        start_over()


class WiderNumbers:
    """Sequence numbers for objects that outlive a test, in a ``with`` block that may be entered again and nested.

    They begin at `WIDER_START` and go on from block to block, whatever is reset in between. Unique values given
    inside stay taken outside, also after a reset, until `forget`.

    Example:
        >>> import typedfactory as factory
        >>> class RowFactory(factory.DictFactory):
        ...     id = factory.Sequence(lambda n: n)
        >>> wider = WiderNumbers()
        >>> with wider:
        ...     RowFactory()
        {'id': 1000000}
        >>> RowFactory()
        {'id': 0}
        >>> with wider:
        ...     RowFactory()
        {'id': 1000001}
    """

    def __init__(self) -> None:
        self._places: weakref.WeakKeyDictionary[Standing, Place] = weakref.WeakKeyDictionary()
        self._outer: weakref.WeakKeyDictionary[Standing, Place] = weakref.WeakKeyDictionary()
        self._depth = 0

    def __enter__(self) -> None:
        """Set the numbers of the test aside."""
        self._depth += 1
        if self._depth == 1:
            _origin.wider = WIDER_START
            for each in {*all_moved(), *self._places}:
                self._outer[each] = each.widen(self._places.get(each))
                each.note()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Bring them back."""
        self._depth -= 1
        if self._depth == 0:
            _origin.wider = 0
            for each in all_moved():
                self._places[each] = each.narrow(self._outer.pop(each, None))

    def forget(self) -> None:
        """Begin anew, and give the unique values free."""
        self._places.clear()
        for each in all_moved():
            each.forget_wider()
