"""When sequences restart: with each test, with each run, or never.

What counts is loaded by what is counted first: without it there is nothing to restart.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.ground.sequences import WiderNumbers


#: The ini option, and what it may say.
OPTION = "factory_sequences"
_TEST, _SESSION, _NEVER = MODES = ("test", "session", "never")

_mode = pytest.StashKey[str]()
_wider: pytest.StashKey[WiderNumbers] = pytest.StashKey()


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
    if begin_at or (mode != _NEVER and _is_counting()):
        _begin_at(begin_at)


def end_run(config: pytest.Config) -> None:
    """Leave no trace for another run in the same process."""
    if _wider in config.stash:
        config.stash[_wider].forget()
    if config.stash.get(_mode, _NEVER) != _NEVER and _is_counting():
        _begin_at(0)


def restart_with_each_test(config: pytest.Config) -> bool:
    """Say whether sequences restart for each test, and for each module that is collected."""
    return config.stash[_mode] == _TEST


def start_over() -> None:
    """Restart sequences."""
    if _is_counting():
        from typedfactory.ground import progress  # noqa: PLC0415 - late, as said at the top

        progress.start_over()


def _begin_at(number: int) -> None:
    from typedfactory.ground.sequences import begin_sequences_at  # noqa: PLC0415 - late, as said at the top

    begin_sequences_at(number)


def _is_counting() -> bool:
    return "typedfactory.ground.sequences" in sys.modules


def own_numbers(config: pytest.Config) -> contextlib.AbstractContextManager[UserValue]:
    """Return a context that gives the objects of wider fixtures numbers that no test's objects have."""
    if not restart_with_each_test(config):
        return contextlib.nullcontext()
    from typedfactory.ground.sequences import WiderNumbers  # noqa: PLC0415 - late, as said at the top

    return config.stash.setdefault(_wider, WiderNumbers())
