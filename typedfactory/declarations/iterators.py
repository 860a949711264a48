"""Iterator: successive values of an iterable."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Iterator as AbstractIterator
from typing import TYPE_CHECKING, Generic, cast, overload

from typing_extensions import TypeVar

from typedfactory.declarations.base import BaseDeclaration, T_co
from typedfactory.errors import IteratorExhaustedError
from typedfactory.ground.context import BuildStep, Resolver
from typedfactory.ground.progress import Standing

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues
    from typedfactory.ground.progress import Place


S = TypeVar("S")
T = TypeVar("T")


class ReplayedValues(Standing, Generic[S]):
    """The values of an iterable, pulled as late as possible and kept so that they can start again.

    Args:
        iterable: Read once; its iterator is made when the first value is asked for.
        cycle: Whether to start again after the last value.
    """

    def __init__(self, iterable: Iterable[S], *, cycle: bool) -> None:
        self._iterable = iterable
        self._cycle = cycle
        self._source: AbstractIterator[S] | None = None
        self._seen: list[S] = []
        self._position = 0
        self._complete = False
        self._lock = threading.RLock()

    def __getstate__(self) -> dict[str, UserValue]:
        # A lock cannot be copied, and nobody has noted a copy.
        return {name: value for name, value in vars(self).items() if name not in {"_lock", "_noted"}}

    def __setstate__(self, state: dict[str, UserValue]) -> None:
        vars(self).update(state)
        self._lock = threading.RLock()

    @property
    def iterable(self) -> Iterable[S]:
        """What the values come from; reading it here would use them up."""
        return self._iterable

    @property
    def cycles(self) -> bool:
        """Whether the first value comes again after the last."""
        return self._cycle

    def take(self) -> S:
        """Return the next value.

        Raises:
            IteratorExhaustedError: There is none left, or there never was one.
        """
        self.note()
        with self._lock:
            if self._position >= len(self._seen) and not self._pull():
                if not (self._cycle and self._seen):
                    raise IteratorExhaustedError(self._exhausted())
                self._position = 0
            value = self._seen[self._position]
            self._position += 1
            return value

    def all(self) -> list[S]:
        """Return all values, read as one takes the first."""
        if not self._complete:
            self.note()
            with self._lock:
                while self._pull():
                    pass
                self._complete = True
        return self._seen

    def stand_at(self, number: int) -> None:
        """Let the next value be one that is so far from the first; for values that end, and cycle.

        Args:
            number: How far.
        """
        self.note()
        with self._lock:
            self._position = number % (len(self.all()) or 1)

    @property
    def known(self) -> list[S] | None:
        """What `all` returned; None before."""
        return self._seen if self._complete else None

    def _pull(self) -> bool:
        if self._source is None:
            self._source = iter(self._iterable)
        for value in self._source:
            self._seen.append(value)
            return True
        return False

    def _exhausted(self) -> str:
        if not self._seen:
            return "the iterable of the Iterator has no values. Give it at least one, or override the field."
        return (
            f"the Iterator has used up its values ({len(self._seen)} of them), and cycle=False. "
            f"Reset it with reset(), give it more, or let it cycle."
        )

    def reset(self) -> None:
        """Start again at the first value."""
        with self._lock:
            self._position = 0

    def restart(self) -> None:
        """Start again at the first value, and read the iterable again where that is possible."""
        self.go_on(None)

    def state(self) -> Place:
        """Return where it stands, for `go_on`."""
        return self._position, self._source, self._seen

    def go_on(self, state: Place) -> None:
        """Stand where it stood.

        Args:
            state: What `state` returned; None is the first value.
        """
        with self._lock:
            self._position, source, seen = state or (0, None, [])
            if not isinstance(self._iterable, AbstractIterator):
                self._source, self._seen, self._complete = source, seen, False
                if source is None:
                    self._iterable = _unread(self._iterable)


def _unread(iterable: UserValue) -> UserValue:
    """Return a query set of Django's without the rows that it keeps, and anything else as it is."""
    kinds = type(iterable).__mro__
    is_query_set = any((kind.__module__, kind.__name__) == ("django.db.models.query", "QuerySet") for kind in kinds)
    return iterable.all() if is_query_set else iterable


class Iterator(BaseDeclaration[T_co]):
    """The next value of an iterable, for each object.

    The iterable is not touched before the first object is made (a Django queryset runs its query then). A value
    given at the call does not use one up. Subclasses of the factory share the iterator.

    Args:
        iterable: The values.
        cycle: Whether to start again after the last one.
        getter: Turns each item into the field's value.

    Raises:
        IteratorExhaustedError: When a value is made: there is none left, or there never was one.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     lang = factory.Iterator(["en", "fr"])
        >>> [UserFactory()["lang"] for _ in range(3)]
        ['en', 'fr', 'en']
        >>> UserFactory.lang.reset()
        >>> UserFactory()
        {'lang': 'en'}

    Source: factory_boy's ``Iterator``.
    """

    TAKES_PARAMETERS = False

    @overload
    def __init__(self, iterable: Iterable[T_co], cycle: bool = True, getter: None = None) -> None: ...
    @overload
    def __init__(self, iterable: Iterable[S], cycle: bool = True, *, getter: Callable[[S], T_co]) -> None: ...
    @overload
    def __init__(self, iterable: Iterable[S], cycle: bool, getter: Callable[[S], T_co]) -> None: ...
    def __init__(
        self, iterable: Iterable[UserValue], cycle: bool = True, getter: Callable[[UserValue], UserValue] | None = None
    ) -> None:
        super().__init__()
        self.getter = getter
        self.values: ReplayedValues[UserValue] = ReplayedValues(iterable, cycle=cycle)

    def arguments_given(self) -> Mapping[str, UserValue]:
        """Return the values, where they become the field's as they are."""
        return {"iterable": self.values.iterable} if self.getter is None else {}

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> T_co:
        """Take the next value."""
        return self.advance()

    def advance(self) -> T_co:
        """Take the next value; shared with compiled factories."""
        value = self.values.take()
        return cast("T_co", value if self.getter is None else self.getter(value))

    def reset(self) -> None:
        """Start again at the first value."""
        self.values.reset()


def iterator(func: Callable[[], Iterable[T]]) -> Iterator[T]:
    """Turn a generator function into an `Iterator`; it is not called before the first object is made.

    Args:
        func: Called without arguments; its name is the field's.

    Example:
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     @factory.iterator
        ...     def lang():
        ...         yield "en"
        ...         yield "fr"
        >>> UserFactory()
        {'lang': 'en'}

    Source: factory_boy's ``iterator``.
    """
    return Iterator(_CalledLate(func))


class _CalledLate(Generic[T]):
    """An iterable that calls a function for its values when they are asked for."""

    def __init__(self, func: Callable[[], Iterable[T]]) -> None:
        self._func = func

    def __iter__(self) -> AbstractIterator[T]:
        return iter(self._func())
