"""From a plan's fields to the model's arguments: which are shown to it, under which names, and the long way there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from typedfactory.ground.context import Resolver
from typedfactory.ground.making.strategies import STRATEGIES
from typedfactory.plan.describe.hooks import effect_of, is_own_method
from typedfactory.plan.describe.overrides import exact, odd_keys
from typedfactory.plan.interpret.settle import ATTRIBUTES
from typedfactory.plan.interpret.steps import StepView

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue, UserValues
    from typedfactory.plan.interpret.settle import Plan
    from typedfactory.plan.options import FactoryOptions


def is_inlined(meta: FactoryOptions, strategy: str) -> bool:
    """Say whether the arguments of a factory's model are those of the fields, with no hook in between.

    Args:
        meta: The factory's options.
        strategy: The way of calling: what makes the objects of others than the known ones is always asked.
    """
    if strategy not in STRATEGIES and strategy != ATTRIBUTES:
        return False
    shape = meta.shape
    if effect_of(meta.factory, "_adjust_kwargs") != "identity" or (shape is not None and shape.nested):
        return False
    if meta.check_types:
        return False
    return (
        is_own_method(meta, "prepare_arguments")
        and is_own_method(meta, "adjusted_arguments")
        and is_own_method(meta, "instantiate")
    )


def shown_fields(plan: Plan) -> dict[str, str]:
    """Return the model's name for each field that it is shown → the factory's name, in order."""
    hidden = plan.meta.hidden
    shown = {name: name for name in plan.written if name not in hidden}
    for old, new in plan.meta.rename.items():
        if old in shown:
            shown[exact(new)] = shown.pop(old)
    return shown


def stub_keys(plan: Plan) -> Mapping[str, str]:
    """Return the names that a stub has other keys for, which may be instances of subclasses of ``str``."""
    rename = plan.meta.rename
    return {**plan.keys, **odd_keys(rename.values())} if rename else plan.keys


def constructor_keys(plan: Plan) -> Mapping[str, str]:
    """Return the names that the model's constructor has other keywords for."""
    shape = plan.meta.shape
    keys, own = stub_keys(plan), shape.keywords if shape else {}
    return {**keys, **own} if own else keys


def calling_effect(meta: FactoryOptions, strategy: str) -> str | None:
    """Return what the hook that calls the model amounts to, or None where it has to be asked.

    Args:
        meta: The factory's options.
        strategy: ``"build"`` or ``"create"``.
    """
    effect = effect_of(meta.factory, calling_hook(strategy))
    if effect in ("dict", "list") and effect_of(meta.factory, "_build") != effect:
        return None
    return effect


def calling_hook(strategy: str) -> str:
    """Return the name of the hook that calls the model."""
    return "_build" if strategy == "build" else "_create"


def make_the_long_way(meta: FactoryOptions, resolver: Resolver[UserValue], values: UserValues) -> UserValue:
    """Go the long way from fields to object: hooks, exclusion, renaming.

    Args:
        meta: The factory's options.
        resolver: The resolver of the object.
        values: Field → value, hidden ones too.
    """
    resolver.__dict__.update(values)
    args, kwargs = meta.prepare_arguments(values)
    return meta.instantiate(StepView(resolver), args, kwargs)
