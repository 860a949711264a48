"""Tracebacks that end where the user's code does: the library's own frames say nothing about a mistaken call."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from typedfactory.errors import FactoryError

_PACKAGE = Path(__file__).resolve().parents[2]


def hide_own_frames(error: BaseException) -> None:
    """Have pytest leave the library's frames out of the library's errors; those of other errors stay whole.

    pytest looks for ``__tracebackhide__`` among the names that a frame sees, and asks it if it is a function.
    """
    if isinstance(error, FactoryError):
        from typedfactory.plan.compile.source import FILE_NAME  # noqa: PLC0415 - late: most runs raise none

        for frame, _ in traceback.walk_tb(error.__traceback__):
            file = frame.f_code.co_filename
            if file.startswith(FILE_NAME) or Path(file).is_relative_to(_PACKAGE):
                frame.f_globals["__tracebackhide__"] = _is_of_a_factory


def _is_of_a_factory(excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
    return isinstance(excinfo.value, FactoryError)
