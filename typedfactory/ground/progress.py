"""What moves on from object to object: sequence counters and iterators; starting over, and setting all of them aside."""

from __future__ import annotations

import abc
import threading
import weakref
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, TypeAlias

#: Where one stands: the business of the class that says it, and of nobody else.
Place: TypeAlias = Any  # type: ignore[explicit-any]  # each class has its own

#: What has moved since all was restarted: few of many, so that restarting costs little.
_moved: weakref.WeakSet[Standing] = weakref.WeakSet()
_noting = threading.Lock()


class Standing(abc.ABC):
    """What moves on with each object, and so must be set back or set aside for objects to be made again."""

    _noted = False

    def note(self) -> None:
        """Say that it no longer stands where a new one stands; to be called with the first move at the latest."""
        if not self._noted:
            with _noting:
                _moved.add(self)
                self._noted = True

    @property
    def keeps(self) -> bool:
        """Whether it stands elsewhere than a new one even after a restart."""
        return False

    @abc.abstractmethod
    def restart(self) -> None:
        """Stand where a new one stands."""

    @abc.abstractmethod
    def state(self) -> Place:
        """Return where it stands, for `go_on`."""

    @abc.abstractmethod
    def go_on(self, state: Place) -> None:
        """Stand where it stood.

        Args:
            state: What `state` returned; None starts as a new one.
        """

    def widen(self, place: Place) -> Place:
        """Begin for objects that outlive a test; return what `narrow` needs.

        Args:
            place: Where it went on for such objects before; None begins.
        """
        before = self.state()
        self.go_on(None)
        return before

    def narrow(self, before: Place) -> Place:
        """Go on for the test, and return where to go on for objects that outlive it.

        Args:
            before: What `widen` returned; None if this is newer.
        """
        self.go_on(before)

    def forget_wider(self) -> None:  # noqa: B027 - most keep nothing
        """Forget what is kept of objects that outlived a test."""


def all_moved() -> list[Standing]:
    """Return what has moved."""
    with _noting:
        return list(_moved)


def _forget_moved() -> list[Standing]:
    """Return what has moved, and count it as not moved."""
    with _noting:
        found = list(_moved)
        _moved.clear()
        for each in found:
            each._noted = False  # noqa: SLF001 - kept together with the set
    return found


def states_of(some: Iterable[Standing]) -> weakref.WeakKeyDictionary[Standing, Place]:
    """Return where some stand."""
    return weakref.WeakKeyDictionary({each: each.state() for each in some})


def _bring_back(states: Mapping[Standing, Place]) -> None:
    """Let all stand where they stood, what is not named where a new one stands."""
    for each in _forget_moved():
        each.go_on(None)
    for each, state in list(states.items()):
        each.go_on(state)
        each.note()


def start_over() -> None:
    """Restart the sequences of all factories and each ``Iterator``, and forget all unique values, as in a new process.

    Example:
        >>> import typedfactory as factory
        >>> class RowFactory(factory.DictFactory):
        ...     id = factory.Sequence(lambda n: n)
        ...     colour = factory.Iterator(["red", "green"])
        >>> first = RowFactory()
        >>> start_over()
        >>> first == RowFactory()
        True
    """
    if not _moved:
        return
    for each in _forget_moved():
        each.restart()
        if each.keeps:
            each.note()


class Numbers:
    """Sequence numbers, places in iterators and unique values of their own for the code in a ``with`` block.

    They begin as in a new process, and go on where they were when the block is entered again; those outside are
    untouched. They are the process's: other threads get them too.

    Example:
        >>> import typedfactory as factory
        >>> class RowFactory(factory.DictFactory):
        ...     id = factory.Sequence(lambda n: n)
        >>> apart = Numbers()
        >>> with apart:
        ...     RowFactory(), RowFactory()
        ({'id': 0}, {'id': 1})
        >>> RowFactory()
        {'id': 0}
        >>> with apart:
        ...     RowFactory()
        {'id': 2}
    """

    def __init__(self) -> None:
        self._states = states_of(())
        self._outer = states_of(())

    def __enter__(self) -> None:
        """Set the numbers aside that are in force."""
        self._outer = states_of(all_moved())
        _bring_back(self._states)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Bring them back."""
        self._states = states_of(all_moved())
        _bring_back(self._outer)
