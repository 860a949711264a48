"""Muting signals: their receivers are not called by the code inside, in its own thread or task only."""

from __future__ import annotations

import functools
import inspect
import threading
from contextvars import ContextVar
from types import TracebackType
from typing import TypeAlias, TypeVar

import attrs
from django.dispatch import Signal
from typing_extensions import Self

from typedfactory.ground.blocks import warn_unused
from typedfactory.ground.given import FactoryClass, UserFunction, UserValue, UserValues

F = TypeVar("F")

#: What a signal keeps of a receiver: compared by identity alone.
Entry: TypeAlias = tuple[object, ...]


@attrs.frozen(eq=False)
class _Block:
    """A block in progress.

    Attributes:
        muting: What opened it.
        silent: Signal → the receivers that were connected when the block began; the others are heard.
    """

    muting: mute_signals
    silent: dict[Signal, list[Entry]]


_blocks: ContextVar[tuple[_Block, ...]] = ContextVar("typedfactory_muted_signals", default=())
_gates: dict[Signal, int] = {}
_lock = threading.Lock()
_GATED = ("_live_receivers", "connect")


def _gate(signal: Signal) -> None:
    """Let a signal ask whom it may reach; its receivers, and what Django remembers of them, are left alone."""
    gated: UserValue = signal
    live, connect = gated._live_receivers, gated.connect  # noqa: SLF001 - all ways of sending ask it, and nothing public

    def live_receivers(sender: object) -> UserValue:
        silent = [block.silent[signal] for block in _blocks.get() if signal in block.silent]
        if not silent:
            return live(sender)
        # Another signal with those that are left: Django's memory of the receivers is of all of them.
        heard: UserValue = Signal()
        heard.receivers = [entry for entry in _entries(signal) if not any(_holds(group, entry) for group in silent)]
        return heard._live_receivers(sender)  # noqa: SLF001 - as above

    def connect_again(
        receiver: UserValue,
        sender: object = None,
        weak: bool = True,
        dispatch_uid: object = None,
        **apps: UserValue,
    ) -> None:
        before = _entries(signal)
        connect(receiver, sender, weak, dispatch_uid, **apps)
        after = _entries(signal)
        if len(after) == len(before) and any(signal in block.silent for block in _blocks.get()):
            # It was connected before the block. Said again inside, it is heard, and keeps its place.
            signal.disconnect(receiver, sender, dispatch_uid, **apps)
            left = _entries(signal)
            place = next((place for place, entry in enumerate(left) if entry is not after[place]), len(left))
            connect(receiver, sender, weak, dispatch_uid, **apps)
            signal.receivers.insert(place, signal.receivers.pop())

    gated._live_receivers, gated.connect = live_receivers, connect_again  # noqa: SLF001 - as above


def _entries(signal: Signal) -> list[Entry]:
    return list(signal.receivers)


def _holds(group: list[Entry], entry: Entry) -> bool:
    return any(each is entry for each in group)


class mute_signals:  # noqa: N801 - factory_boy's name
    """Keep Django signals from reaching their receivers.

    It is a context manager, and a decorator for functions, async functions and factories. Other threads and tasks go on
    receiving; receivers that are connected inside are heard.

    Args:
        *signals: The signals.

    Example:
        >>> from django.dispatch import Signal
        >>> from typedfactory.orm.django import mute_signals
        >>> paid = Signal()
        >>> def receiver(sender, **kwargs):
        ...     print("paid", kwargs["amount"])
        >>> _ = paid.connect(receiver)
        >>> with mute_signals(paid):
        ...     paid.send("shop", amount=3)
        []
        >>> _ = paid.send("shop", amount=5)
        paid 5

    Source: factory_boy's ``mute_signals``.
    """

    def __init__(self, *signals: Signal) -> None:
        self.signals = signals
        self._used = False

    def __enter__(self) -> Self:
        """Mute the signals."""
        self._used = True
        with _lock:
            for signal in self.signals:
                if not _gates.get(signal):
                    _gate(signal)
                _gates[signal] = _gates.get(signal, 0) + 1
        block = _Block(self, {signal: _entries(signal) for signal in self.signals})
        _blocks.set((*_blocks.get(), block))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Let them be heard again."""
        blocks = list(_blocks.get())
        last = max(place for place, block in enumerate(blocks) if block.muting is self)
        del blocks[last]
        _blocks.set(tuple(blocks))
        with _lock:
            for signal in self.signals:
                _gates[signal] -= 1
                if not _gates[signal]:
                    del _gates[signal]
                    for name in _GATED:
                        vars(signal).pop(name, None)

    def copy(self) -> mute_signals:
        """Return another one for the same signals."""
        return mute_signals(*self.signals)

    def __call__(self, target: F) -> F:
        """Mute the signals while a function runs, or while objects of a factory are made."""
        self._used = True
        if isinstance(target, type) and hasattr(target, "_generate"):
            self._decorate_factory(target)
            return target
        function: UserValue = target
        if inspect.iscoroutinefunction(function):

            @functools.wraps(function)
            async def run_async(*args: UserValue, **kwargs: UserValue) -> UserValue:
                with self:
                    return await function(*args, **kwargs)

            return run_async  # type: ignore[return-value]  # it stands for the function

        @functools.wraps(function)
        def run(*args: UserValue, **kwargs: UserValue) -> UserValue:
            with self:
                return function(*args, **kwargs)

        return run  # type: ignore[return-value]  # as above

    def __del__(self) -> None:
        """Warn where it was no block and no decorator: nothing was muted."""
        # One that failed to begin has no mark.
        if not vars(self).get("_used", True):
            warn_unused("mute_signals")

    def _decorate_factory(self, factory: UserValue) -> None:
        inner: UserFunction = factory._generate.__func__

        @functools.wraps(inner)
        def generate(cls: FactoryClass, strategy: str, params: UserValues) -> UserValue:
            with self:
                return inner(cls, strategy, params)

        factory._generate = classmethod(generate)
        factory._muted_signals = (*getattr(factory, "_muted_signals", ()), *self.signals)  # noqa: SLF001 - ours, found again by bulk_create
