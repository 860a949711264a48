"""Watching a factory at work: debug()."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from typing import TextIO

from typedfactory.ground.blocks import block


@block
def debug(logger: str = "typedfactory", stream: TextIO | None = None) -> Iterator[None]:
    """Print how each object comes about while the block runs: an indented trace.

    Args:
        logger: The logger to listen to.
        stream: Where to print; ``sys.stderr`` if not given.

    Example:
        >>> import sys
        >>> import typedfactory as factory
        >>> class UserFactory(factory.DictFactory):
        ...     name = factory.Sequence(lambda n: f"user{n}")
        >>> with factory.debug(stream=sys.stdout):
        ...     _ = UserFactory(age=3)
        UserFactory: create, number 0, given age=3
          name = 'user0' (Sequence)
          age = 3 (given)
        UserFactory: made {'name': 'user0', 'age': 3}

    Source: factory_boy's ``debug``.
    """
    target = logging.getLogger(logger)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setLevel(logging.DEBUG)
    level, propagate = target.level, target.propagate
    target.addHandler(handler)
    target.setLevel(logging.DEBUG)
    target.propagate = False
    try:
        yield
    finally:
        target.setLevel(level)
        target.propagate = propagate
        target.removeHandler(handler)
