"""The contenders: one module each, in which a function stands for a case of the same name."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from bench import by_hand, with_factory_boy, with_polyfactory, with_typedfactory

OURS = "typedfactory"
FACTORY_BOY = "factory_boy"
POLYFACTORY = "polyfactory"
BY_HAND = "by hand"

#: Contender → its module, in the order of the table's columns.
LIBRARIES: dict[str, ModuleType] = {
    OURS: with_typedfactory,
    FACTORY_BOY: with_factory_boy,
    POLYFACTORY: with_polyfactory,
    BY_HAND: by_hand,
}


def contenders_for(function: str) -> dict[str, Callable[[], Any]]:
    """Return contender → what it runs, for those that have the case."""
    return {name: getattr(module, function) for name, module in LIBRARIES.items() if hasattr(module, function)}


def restart() -> None:
    """Begin the sequences of all contenders again."""
    for module in LIBRARIES.values():
        module.restart()
