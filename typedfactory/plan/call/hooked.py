"""Methods that make objects and that a user overrode: nested objects are made through them, too."""

from __future__ import annotations

import contextvars
from typing import TYPE_CHECKING

from typedfactory.ground.context import Resolver
from typedfactory.plan.describe.hooks import effect_of
from typedfactory.plan.interpret.settle import ATTRIBUTES

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues
    from typedfactory.plan.options import FactoryOptions


#: The enclosing object and number for a factory whose ``_generate`` (or ``build`` …) a user wrote: they travel
#: past the user's code here.
enclosing_call: contextvars.ContextVar[tuple[FactoryOptions, Resolver[UserValue] | None, int | None] | None] = (
    contextvars.ContextVar("typedfactory_enclosing", default=None)
)

#: The method that makes objects with a strategy.
RUNNERS = {"build": "build", "create": "create", "stub": "stub", ATTRIBUTES: "build"}


def user_runner(factory: FactoryClass, strategy: str) -> str | None:
    """Return the method that a user overrode and that therefore has to make nested objects too."""
    method = RUNNERS.get(strategy)
    if method is not None and effect_of(factory, method) is None:
        return method
    return "_generate" if effect_of(factory, "_generate") is None else None


def run_hooked(
    meta: FactoryOptions,
    strategy: str,
    params: UserValues,
    parent: Resolver[UserValue] | None,
    number: int | None,
) -> UserValue:
    """Make a nested object through a method that a user overrode; the enclosing object travels along."""
    method = user_runner(meta.factory, strategy)
    token = enclosing_call.set((meta, parent, number))
    try:
        if method == "_generate":
            return meta.factory._generate(strategy, params)
        return getattr(meta.factory, strategy)(**params)
    finally:
        enclosing_call.reset(token)
