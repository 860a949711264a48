"""Blocks of a ``with`` statement that say so when nobody enters them."""

from __future__ import annotations

import contextlib
import functools
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Generic

from typing_extensions import ParamSpec, TypeVar

if TYPE_CHECKING:
    from types import TracebackType

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")


class Block(Generic[T]):
    """What a function decorated with `block` returns: for a ``with`` statement, or to decorate a function.

    Args:
        make: Makes what is entered.
        name: The function's name, for the warning.
    """

    def __init__(self, make: Callable[[], contextlib._GeneratorContextManager[T]], name: str) -> None:
        self._make = make
        self._name = name
        self._entered: list[AbstractContextManager[T]] = []
        self._used = False

    def __enter__(self) -> T:
        """Run the function up to its ``yield``."""
        self._used = True
        manager = self._make()
        value = manager.__enter__()
        self._entered.append(manager)
        return value

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool | None:
        """Run the rest of the function."""
        return self._entered.pop().__exit__(kind, error, traceback)

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        """Run each call of a function in a block of its own."""
        self._used = True
        return self._make()(function)

    def __del__(self) -> None:
        """Warn that nothing was done."""
        if not self._used:
            warn_unused(self._name)


def warn_unused(name: str) -> None:
    """Warn that something for a ``with`` statement was called and thrown away.

    Args:
        name: What was called.
    """
    warnings.warn(
        f"{name}(…) was called and nothing entered it, so it did nothing. Write with {name}(…): in front of a block.",
        RuntimeWarning,
        stacklevel=3,
    )


def block(function: Callable[P, Iterator[T]]) -> Callable[P, Block[T]]:
    """Turn a generator function into one for ``with`` statements, as ``contextlib.contextmanager`` does.

    Args:
        function: Yields once.

    Example:
        >>> @block
        ... def shouting():
        ...     print("HEY")
        ...     yield
        ...     print("BYE")
        >>> with shouting():
        ...     print("you")
        HEY
        you
        BYE
    """
    make = contextlib.contextmanager(function)

    @functools.wraps(function)
    def begin(*args: P.args, **kwargs: P.kwargs) -> Block[T]:
        return Block(lambda: make(*args, **kwargs), function.__name__)

    return begin
