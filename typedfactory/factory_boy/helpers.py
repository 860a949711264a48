"""factory_boy's ``factory.helpers``: factories without a class body, none of which fills; and the decorators."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TextIO, TypeVar, cast

from typedfactory.declarations import (
    container_attribute,
    iterator,
    lazy_attribute,
    lazy_attribute_sequence,
    post_generation,
    sequence,
)
from typedfactory.facade import debugging, helpers
from typedfactory.factory_boy.base import Factory
from typedfactory.ground.blocks import block
from typedfactory.ground.old_names import refuse_old_names

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

__all__ = [
    "build",
    "build_batch",
    "container_attribute",
    "create",
    "create_batch",
    "debug",
    "generate",
    "generate_batch",
    "iterator",
    "lazy_attribute",
    "lazy_attribute_sequence",
    "make_factory",
    "post_generation",
    "sequence",
    "simple_generate",
    "simple_generate_batch",
    "stub",
    "stub_batch",
]

#: The logger of factory_boy, and of code that logs below it.
_THEIRS = "factory"

H = TypeVar("H", bound=Callable[..., Any])
T = TypeVar("T")


@block
def debug(logger: str = _THEIRS, stream: TextIO | None = None) -> Iterator[None]:
    """Print how each object comes about while the block runs.

    Args:
        logger: The logger to listen to; with factory_boy's, ``"factory"``, the library's own is heard as well.
        stream: Where to print; ``sys.stderr`` if not given.

    Example:
        >>> import logging, sys
        >>> import typedfactory.factory_boy as factory
        >>> with factory.debug(stream=sys.stdout):
        ...     logging.getLogger("factory.mine").debug("The next one is Ann.")
        ...     _ = factory.make_factory(dict, name="ann").build()
        The next one is Ann.
        dictFactory: build, number 0
          name = 'ann' (constant)
        dictFactory: made {'name': 'ann'}

    Source: factory_boy's ``debug``.
    """
    with contextlib.ExitStack() as stack:
        stack.enter_context(debugging.debug(logger, stream))
        if logger == _THEIRS:
            stack.enter_context(debugging.debug(stream=stream))
        yield


def _unfilled(helper: H) -> H:
    """Return a function that does what another one does, with factories that fill nothing."""

    @functools.wraps(helper)
    def help_unfilled(*args: Any, **kwargs: Any) -> Any:
        if kwargs.get("FACTORY_CLASS") is None:
            kwargs["FACTORY_CLASS"] = Factory
        return helper(*args, **kwargs)

    return cast("H", help_unfilled)


if TYPE_CHECKING:

    def make_factory(klass: type[T], **kwargs: UserValue) -> type[Factory[T]]:
        """Make a factory class for a model, which fills nothing."""

else:
    make_factory = _unfilled(helpers.make_factory)
build = _unfilled(helpers.build)
build_batch = _unfilled(helpers.build_batch)
create = _unfilled(helpers.create)
create_batch = _unfilled(helpers.create_batch)
stub = _unfilled(helpers.stub)
stub_batch = _unfilled(helpers.stub_batch)
generate = _unfilled(helpers.generate)
generate_batch = _unfilled(helpers.generate_batch)
simple_generate = _unfilled(helpers.simple_generate)
simple_generate_batch = _unfilled(helpers.simple_generate_batch)

if not TYPE_CHECKING:
    __getattr__ = refuse_old_names(__name__)
