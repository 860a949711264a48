"""Sequence counters: one per chain of factories, safe to take from in any thread."""

from __future__ import annotations

import itertools
import threading
import weakref
from collections.abc import Callable, Hashable
from typing import Any

_counters: weakref.WeakSet[SequenceCounter] = weakref.WeakSet()


class SequenceCounter:
    """The counter that the sequences of one factory (and of those that share its models) draw from.

    Args:
        first: Gives the number to start from; called when the first number is taken, not before.
    """

    def __init__(self, first: Callable[[], int]) -> None:
        self._first = first
        self._lock = threading.RLock()
        self._scopes: dict[Hashable, set[Any]] = {}
        #: Take the next number. ``itertools.count.__next__`` is atomic, so that threads need no lock.
        self.take: Callable[[], int] = self._start
        _counters.add(self)

    def _start(self) -> int:
        with self._lock:
            if self.take == self._start:
                self.take = itertools.count(self._first()).__next__
        return self.take()

    def reset(self, value: int | None = None) -> None:
        """Start again, and forget which unique values were given.

        Args:
            value: The next number; None asks the factory for its first one again.
        """
        with self._lock:
            self._scopes.clear()
            self.take = self._start if value is None else itertools.count(value).__next__

    def scope(self, key: Hashable) -> set[Any]:
        """Return the set of unique values given under a key since the last reset."""
        return self._scopes.setdefault(key, set())


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
    for counter in list(_counters):
        counter.reset()
