"""When sequences restart: with each test, with each run, or never."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from typedfactory.ground.progress import start_over
from typedfactory.ground.sequences import WiderNumbers, begin_sequences_at

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue


#: The ini option, and what it may say.
OPTION = "factory_sequences"
_TEST, _SESSION, _NEVER = MODES = ("test", "session", "never")

_mode = pytest.StashKey[str]()
_wider = pytest.StashKey[WiderNumbers]()


def add_options(parser: pytest.Parser) -> None:
    """Add the option for sequences."""
    parser.addini(
        OPTION, f"When the sequences of factories restart: {', '.join(MODES)} (default: {_TEST}).", default=_TEST
    )


def start_run(config: pytest.Config, begin_at: int) -> None:
    """Read the option, and let sequences begin.

    Args:
        config: The configuration.
        begin_at: What is added to every first number, so that workers do not meet.

    Raises:
        pytest.UsageError: The option says something else.
    """
    mode = str(config.getini(OPTION))
    if mode not in MODES:
        raise pytest.UsageError(f"{OPTION}: {mode!r} is none of {', '.join(MODES)}. Write one of these.")
    config.stash[_mode] = mode
    config.stash[_wider] = WiderNumbers()
    if mode != _NEVER or begin_at:
        begin_sequences_at(begin_at)


def end_run(config: pytest.Config) -> None:
    """Leave no trace for another run in the same process."""
    if _wider in config.stash:
        config.stash[_wider].forget()
        if config.stash[_mode] != _NEVER:
            begin_sequences_at(0)


def start_part(config: pytest.Config) -> None:
    """Restart sequences for a test, or for a module that is collected, if that is wanted."""
    if config.stash[_mode] == _TEST:
        start_over()


def own_numbers(config: pytest.Config) -> contextlib.AbstractContextManager[UserValue]:
    """Return a context that gives the objects of wider fixtures numbers that no test's objects have."""
    wider = config.stash[_wider]
    return wider if config.stash[_mode] == _TEST else contextlib.nullcontext()
