"""Somebody who is told of every object that is made: asked when a plan is made ready, so that nobody else pays for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from typedfactory.ground.context import Call
    from typedfactory.plan.options import FactoryOptions

#: Puts something around a way of making objects.
Watcher: TypeAlias = "Callable[[FactoryOptions, str, Call], Call]"

_watchers: list[Watcher] = []


def begin_watching(watcher: Watcher) -> None:
    """Let somebody watch all plans that are made ready from now on.

    Args:
        watcher: Gets a factory's options, the strategy and the way; returns the way to take.
    """
    _watchers.append(watcher)


def end_watching(watcher: Watcher) -> None:
    """Let somebody watch no plan any more; those that are ready stay as they are."""
    _watchers.remove(watcher)


def watched(meta: FactoryOptions, strategy: str, call: Call) -> Call:
    """Return a way of making objects with what watchers put around it."""
    for watcher in _watchers:
        call = watcher(meta, strategy, call)
    return call
