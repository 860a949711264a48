"""factory_boy's ``factory.helpers``: factories without a class body, none of which fills; and the decorators."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from typedfactory.declarations import (
    container_attribute,
    iterator,
    lazy_attribute,
    lazy_attribute_sequence,
    post_generation,
    sequence,
)
from typedfactory.facade import helpers
from typedfactory.facade.debugging import debug
from typedfactory.factory_boy.base import Factory
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

H = TypeVar("H", bound=Callable[..., Any])
T = TypeVar("T")


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
