"""From arguments to the object, with each strategy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typedfactory.ground.making.strategies import (
    BUILD_STRATEGY,
    CREATE_STRATEGY,
    PERSISTED_STRATEGY,
    STUB_STRATEGY,
    maker_of,
)
from typedfactory.ground.stubs import StubObject

if TYPE_CHECKING:
    from typedfactory.ground.context import BuildStep
    from typedfactory.ground.given import UserValue, UserValues
    from typedfactory.plan.options import FactoryOptions


def make_instance(
    meta: FactoryOptions, step: BuildStep, args: tuple[UserValue, ...], kwargs: UserValues, names: tuple[str, ...]
) -> UserValue:
    """Make the object from its arguments.

    Args:
        meta: The factory's options.
        step: The step, which has the strategy.
        args: What the model is given by position.
        kwargs: What it is given by name.
        names: What the arguments by position are called.
    """
    strategy, factory = step.builder.strategy, meta.factory
    if strategy == STUB_STRATEGY:
        return StubObject(**dict(zip(names, args, strict=False)), **kwargs)
    model, named = meta.get_constructor(), meta.by_keyword(kwargs)
    if strategy == CREATE_STRATEGY:
        return factory._create(model, *args, **named)
    if strategy == BUILD_STRATEGY:
        return factory._build(model, *args, **named)
    if strategy != PERSISTED_STRATEGY:
        return maker_of(strategy)(model, *args, **named)
    made = factory._build(model, *args, **named)
    # What nothing saves, inside of what something does, is as it is built.
    pretend = getattr(factory, "_look_saved", None)
    return made if pretend is None else pretend(made, step.sequence)
