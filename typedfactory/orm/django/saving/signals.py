"""Muting signals: their receivers are not called by the code inside, in its own thread or task only."""

from __future__ import annotations

import functools
import inspect
import threading
from contextvars import ContextVar
from types import TracebackType
from typing import TypeVar

from django.dispatch import Signal
from typing_extensions import Self

from typedfactory.ground.given import FactoryClass, UserFunction, UserValue, UserValues

F = TypeVar("F")

_muted: ContextVar[tuple[tuple[Signal, ...], ...]] = ContextVar("typedfactory_muted_signals", default=())
_gates: dict[Signal, int] = {}
_lock = threading.Lock()


def _is_muted(signal: Signal) -> bool:
    return any(signal is each for group in _muted.get() for each in group)


def _gate(signal: Signal) -> None:
    """Let a signal ask before it is sent; its receivers, and what Django remembers of them, are left alone."""
    has_listeners = signal.has_listeners
    signal.has_listeners = lambda sender=None: not _is_muted(signal) and has_listeners(sender)  # type: ignore[method-assign]  # of this signal alone
    for name in ("send", "send_robust"):
        setattr(signal, name, _gated(signal, getattr(signal, name)))
    for name in ("asend", "asend_robust"):
        # Since Django 5.0.
        if hasattr(signal, name):
            setattr(signal, name, _gated_async(signal, getattr(signal, name)))


def _gated(signal: Signal, send: UserFunction) -> UserFunction:
    return lambda sender, **named: [] if _is_muted(signal) else send(sender, **named)


def _gated_async(signal: Signal, send: UserFunction) -> UserFunction:
    async def asend(sender: object, **named: UserValue) -> UserValue:
        return [] if _is_muted(signal) else await send(sender, **named)

    return asend


_GATED = ("send", "send_robust", "has_listeners", "asend", "asend_robust")


class mute_signals:  # noqa: N801 - factory_boy's name
    """Keep Django signals from reaching their receivers.

    It is a context manager, and a decorator for functions, async functions and factories. Other threads and tasks go on
    receiving; receivers that are connected meanwhile stay connected.

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

    def __enter__(self) -> Self:
        """Mute the signals."""
        with _lock:
            for signal in self.signals:
                if not _gates.get(signal):
                    _gate(signal)
                _gates[signal] = _gates.get(signal, 0) + 1
        _muted.set((*_muted.get(), self.signals))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Let them be heard again."""
        groups = list(_muted.get())
        last = max(place for place, group in enumerate(groups) if group is self.signals)
        del groups[last]
        _muted.set(tuple(groups))
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

    def _decorate_factory(self, factory: UserValue) -> None:
        inner: UserFunction = factory._generate.__func__

        @functools.wraps(inner)
        def generate(cls: FactoryClass, strategy: str, params: UserValues) -> UserValue:
            with self:
                return inner(cls, strategy, params)

        factory._generate = classmethod(generate)
        factory._muted_signals = (*getattr(factory, "_muted_signals", ()), *self.signals)  # noqa: SLF001 - ours, found again by bulk_create
