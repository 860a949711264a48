"""The trace of `debug()`: what is being made, field by field, on the ``typedfactory`` logger.

It is written only while that logger itself is set to DEBUG; nothing asks a value for its ``repr`` otherwise.
"""

from __future__ import annotations

import contextvars
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from typedfactory.declarations import is_declaration
from typedfactory.plan.describe.overrides import Tree, flatten

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


logger = logging.getLogger("typedfactory")

_depth: contextvars.ContextVar[int] = contextvars.ContextVar("typedfactory_trace_depth", default=0)

#: How many characters of a value are shown.
WIDTH = 60


def is_traced() -> bool:
    """Say whether somebody wants to watch."""
    return logger.level != logging.NOTSET and logger.isEnabledFor(logging.DEBUG)


class Trace:
    """The trace of one object.

    Args:
        owner: The factory's name.
    """

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.depth = _depth.get()

    def begin(self, strategy: str, number: int, given: Tree) -> contextvars.Token[int]:
        """Say what is about to be made; nested objects are indented until `end`."""
        flat: Mapping[str, UserValue] = flatten(given)
        overrides = ", ".join(f"{name}={describe_value(value)}" for name, value in flat.items())
        self._write(0, f"{self.owner}: {strategy}, number {number}{', given ' if overrides else ''}{overrides}")
        return _depth.set(self.depth + 2)

    def field(self, name: str, value: UserValue, source: str) -> None:
        """Say what a field came to."""
        self._write(1, f"{name} = {describe_value(value)} ({source})")

    def hook(self, name: str, value: UserValue, source: str) -> None:
        """Say what a hook returned."""
        self._write(1, f"after: {name} → {describe_value(value)} ({source})")

    def abandon(self, token: contextvars.Token[int]) -> None:
        """Say that the object could not be made."""
        _depth.reset(token)
        self._write(0, f"{self.owner}: failed")

    def end(self, token: contextvars.Token[int], instance: UserValue) -> None:
        """Say what was made."""
        _depth.reset(token)
        self._write(0, f"{self.owner}: made {describe_value(instance)}")

    def _write(self, level: int, text: str) -> None:
        logger.debug("%s%s", "  " * (self.depth + level), text)


def describe_value(value: UserValue) -> str:
    """Return a value in a few words; an object that cannot show itself is named by its type."""
    if is_declaration(value):
        return type(value).__name__
    try:
        text = repr(value)
    except Exception as error:  # noqa: BLE001 - the trace must not break what it watches; the failure is shown
        return f"<{type(value).__name__}: its repr raised {type(error).__name__}>"
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"


def describe_source(value: UserValue, *, given: bool) -> str:
    """Return where a field's value comes from, in one word or two."""
    kind = type(value).__name__ if is_declaration(value) else "constant"
    if given:
        return f"given, {kind}" if is_declaration(value) else "given"
    if getattr(value, "story", ""):
        return f"realistic: {value.story}"
    return {"AutoValue": "filled by type", "AutoSubFactory": "filled by type"}.get(kind, kind)
