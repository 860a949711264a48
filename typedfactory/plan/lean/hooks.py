"""What is done once the object exists, as a function for each hook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import attrs

from typedfactory.declarations import PostGeneration, RelatedFactoryList
from typedfactory.declarations.post_generation import SIZE_KEY
from typedfactory.errors import FactoryError
from typedfactory.ground.context import Resolver
from typedfactory.plan.describe.layers import VALUE_KEY, SettledField
from typedfactory.plan.describe.overrides import Slot, bind_slots, flatten
from typedfactory.plan.interpret.hooks import (
    counted,
    evaluate_hook,
    is_plain_related,
    keeps,
    related_slot,
    related_tree,
)
from typedfactory.plan.interpret.kinds import is_plain_function
from typedfactory.plan.interpret.related import is_attached
from typedfactory.plan.interpret.steps import StepView
from typedfactory.plan.lean.steps import Step, StepWriter

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.options import FactoryOptions


#: Runs a hook; takes the object, the resolver, its number and what the call brings.
HookStep: TypeAlias = "Callable[[UserValue, Resolver[UserValue], int, Mapping[str, UserValue]], UserValue]"


@attrs.frozen
class Hook:
    """One hook of a plan.

    Attributes:
        name: Its name.
        run: Runs it.
        attached: Whether what it returns belongs into the field of its own name.
    """

    name: str
    run: HookStep
    attached: bool


def hook_of(meta: FactoryOptions, writer: StepWriter, hook: SettledField, index: int) -> Hook:
    """Return one hook of a plan.

    Args:
        meta: The factory's options.
        writer: Makes the steps of the factory.
        hook: The hook, settled.
        index: Its place among the hooks.

    Raises:
        FactoryError: Something is wrong with it.
    """
    try:
        run = _run_of(meta, writer, hook, index)
    except FactoryError as error:
        error.locate(meta.factory.__name__, hook.name)
        raise
    return Hook(hook.name, run, is_attached(meta, hook.name, hook.value))


def _run_of(meta: FactoryOptions, writer: StepWriter, hook: SettledField, index: int) -> HookStep:
    value, context = hook.value, hook.context
    if is_plain_function(hook) and keeps(value, PostGeneration):
        create = writer.strategy == "create"

        def call(obj: UserValue, _o: Resolver[UserValue], _n: int, kw: Mapping[str, UserValue]) -> UserValue:
            arguments = flatten(bind_slots(context, kw)) if context else {}
            return value.function(obj, create, arguments.pop(VALUE_KEY, None), **arguments)

        return call
    if is_plain_related(value, context):
        return _related(meta, writer, hook, index)
    if not context:
        return lambda obj, o, n, kw: evaluate_hook(obj, StepView(o), value, {})
    return lambda obj, o, n, kw: evaluate_hook(obj, StepView(o), value, bind_slots(context, kw))


def _related(meta: FactoryOptions, writer: StepWriter, hook: SettledField, index: int) -> HookStep:
    value, slot = hook.value, related_slot(meta, hook.name, index)
    several = isinstance(value, RelatedFactoryList)
    tree = related_tree(value, hook.context, Slot(slot))
    # A list may come to be of size 0.
    make: Step = writer.nested(hook.name, value.get_factory(), tree, tentative=several)

    def one(obj: UserValue, o: Resolver[UserValue], n: int, kw: Mapping[str, UserValue]) -> UserValue:
        return make(o, n, {**kw, slot: obj})

    if not several:
        return one
    asked = hook.context[SIZE_KEY].value if SIZE_KEY in hook.context else value.size

    def many(obj: UserValue, o: Resolver[UserValue], n: int, kw: Mapping[str, UserValue]) -> UserValue:
        size = kw[asked.key] if type(asked) is Slot else asked
        return [one(obj, o, n, kw) for _ in range(counted(size))]

    return many
