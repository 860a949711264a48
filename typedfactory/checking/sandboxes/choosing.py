"""Which sandbox the factories of a back end are tried in."""

from __future__ import annotations

import contextlib
import functools
import importlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass


class Sandbox(Protocol):
    """Where objects are saved without a trace."""

    def save(self, factory: FactoryClass, make: Callable[[], object]) -> None:
        """Save the object of a factory that a function makes, and take back what it wrote."""

    def close(self) -> None:
        """Let go of what was opened."""


#: What calls of a back end's factories may say besides fields → the module of its sandbox.
_BACK_ENDS = {"__session": "sqlalchemy", "__using": "django"}
#: Rooms whose libraries cannot take back what they wrote.
_FOR_GOOD = ("typedfactory.orm.mongoengine", "typedfactory.orm.mogo")


class Sandboxes:
    """The sandboxes of a check, each opened when the first factory needs it.

    Args:
        url: Where to save instead of the factories' own databases, such as ``sqlite://``; empty for their own.
    """

    def __init__(self, url: str = "") -> None:
        self.url = url
        self._open: dict[str, Sandbox] = {}

    def saver(self, factory: FactoryClass) -> Callable[[Callable[[], object]], None]:
        """Return what saves an object of a factory without a trace: a function that is given what makes the object.

        Args:
            factory: The factory.
        """
        name = back_end_of(factory)
        if not name:
            return _make
        if name not in self._open:
            # Loaded with the first of its factories, whose library is there.
            module = importlib.import_module(f"typedfactory.checking.sandboxes.{name}")
            self._open[name] = module.open_sandbox(self.url)
        return functools.partial(self._open[name].save, factory)

    def close(self) -> None:
        """Let go of what was opened."""
        for each in self._open.values():
            each.close()


def _make(make: Callable[[], object]) -> None:
    make()


def back_end_of(factory: FactoryClass) -> str:
    """Return the name of the sandbox for a factory; empty where its objects are saved nowhere that is known."""
    return next((_BACK_ENDS[name] for name in factory._meta.call_options if name in _BACK_ENDS), "")


def saves_for_good(factory: FactoryClass) -> bool:
    """Say whether what a factory saves cannot be taken back, so that its objects are built only."""
    return any(base.__module__.startswith(_FOR_GOOD) for base in factory.__mro__)


@contextlib.contextmanager
def sandboxes(url: str = "") -> Iterator[Sandboxes]:
    """Give the sandboxes of a check, and close them.

    Args:
        url: Where to save instead of the factories' own databases; empty for their own.
    """
    opened = Sandboxes(url)
    try:
        yield opened
    finally:
        opened.close()
