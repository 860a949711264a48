"""Small tools that many tests share."""

from __future__ import annotations

import types
from typing import Any


def define_factory(name: str, base: Any, /, **body: Any) -> Any:
    """Define a factory class whose declarations have names that only the test knows."""
    return types.new_class(name, (base,), exec_body=lambda namespace: namespace.update(__module__=__name__, **body))


def notes_of(error: BaseException) -> list[str]:
    """Return the notes of an exception; before Python 3.11 there is no attribute that checkers know."""
    notes: list[str] = getattr(error, "__notes__", [])
    return notes
