"""Rows of which instructions are counted: ``python -m bench.counted ROW LIBRARY NUMBER OF`` does NUMBER of OF prepared pieces.

A row is run twice, with N of 2 N pieces and with all of them: the difference is what N pieces cost, whatever it costs to
start Python, to import the library and to prepare.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

from bench.cold import models
from bench.counting import count_instructions

ROOT = Path(__file__).resolve().parent.parent
_MODULES = {"typedfactory": "with_typedfactory", "factory_boy": "with_factory_boy"}

#: Prepares pieces, and returns one function for each.
Prepare = Callable[[str, int], "list[Callable[[], object]]"]


def _cold(library: str) -> ModuleType:
    return importlib.import_module(f"bench.cold.{_MODULES[library]}")


def _define(library: str, pieces: int) -> list[Callable[[], object]]:
    module = _cold(library)
    users = [models.make_user_model() for _ in range(pieces)]
    return [lambda user=user: module.define(user) for user in users]  # type: ignore[misc]  # a lambda's default


def _first_call(library: str, pieces: int) -> list[Callable[[], object]]:
    return [factory().build for factory in _define(library, pieces)]  # type: ignore[attr-defined]  # a factory


def _warm(function: str) -> Prepare:
    def prepare(library: str, pieces: int) -> list[Callable[[], object]]:
        call = getattr(importlib.import_module(f"bench.{_MODULES[library]}"), function)
        for _ in range(20):
            call()
        return [call] * pieces

    return prepare


#: Row → what prepares it, and how many pieces are counted.
ROWS: dict[str, tuple[Prepare, int]] = {
    "cold-define": (_define, 50),
    "cold-first-call": (_first_call, 50),
    "flat": (_warm("flat"), 500),
    "nested": (_warm("nested"), 500),
}


def count_row(row: str, library: str) -> float:
    """Return how many instructions a piece of a row costs.

    Args:
        row: One of `ROWS`.
        library: typedfactory or factory_boy.
    """
    pieces = ROWS[row][1]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    some, more = (
        count_instructions(["-m", "bench.counted", row, library, str(number), str(2 * pieces)], ROOT, environment)
        for number in (pieces, 2 * pieces)
    )
    return (more - some) / pieces


def main(arguments: Sequence[str]) -> None:
    """Do so many of so many prepared pieces."""
    row, library, number, prepared = arguments
    works = ROWS[row][0](library, int(prepared))
    for work in works[: int(number)]:
        work()


if __name__ == "__main__":
    main(sys.argv[1:])
