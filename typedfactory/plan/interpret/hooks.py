"""Evaluating one hook once the object exists: the meaning, spelt out once for resolver and compiler."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from typedfactory.declarations import (
    BaseDeclaration,
    PostGenerationDeclaration,
    RelatedFactory,
    RelatedFactoryList,
    is_declaration,
    is_post_declaration,
)
from typedfactory.declarations.post_generation import SIZE_KEY
from typedfactory.declarations.sizes import count_of
from typedfactory.plan.describe.branches import defaults_tree, is_own_maybe
from typedfactory.plan.describe.hooks import effect_of, is_own_method
from typedfactory.plan.describe.layers import VALUE_KEY
from typedfactory.plan.describe.overrides import OverrideNode, Template, Tree, flatten, merge_trees, take_strategy
from typedfactory.plan.interpret.steps import StepView

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue
    from typedfactory.plan.options import FactoryOptions


def evaluate_hook(instance: UserValue, step: StepView, value: UserValue, context: Tree) -> UserValue:
    """Run a hook.

    Args:
        instance: The object.
        step: The step that made it.
        value: The hook's declaration.
        context: Its parameters.
    """
    if is_own_maybe(value):
        branch = value.choose(step.stub, step)
        return evaluate_hook(instance, step, branch, context) if is_post_declaration(branch) else branch
    if not is_plain_related(value, context):
        return value.evaluate_post(instance, step, flatten(context))
    strategy, tree = take_strategy(step.builder.strategy, related_tree(value, context, instance))
    nested = value.get_factory()._meta.make_nested
    if not isinstance(value, RelatedFactoryList):
        return nested(strategy, tree, step.stub, None)
    size = context[SIZE_KEY].value if SIZE_KEY in context else value.size
    return [nested(strategy, tree, step.stub, None) for _ in range(counted(size))]


def late_hook(value: UserValue, context: Tree, slots: UserValue) -> UserValue:
    """Return a function that runs a hook whose parameters only the call brings.

    Args:
        value: The hook's declaration.
        context: Its parameters, with slots.
        slots: Puts the values of a call in place of the slots.
    """

    def run(instance: UserValue, step: StepView, values: Mapping[str, UserValue]) -> UserValue:
        return evaluate_hook(instance, step, value, slots(context, values))

    return run


def keeps(value: UserValue, kind: type[PostGenerationDeclaration[UserValue]]) -> bool:
    """Say whether a hook is run exactly as a class of the library's does it."""
    actual = type(value)
    return (
        issubclass(actual, kind)
        and actual.call is kind.call
        and actual.evaluate_post is PostGenerationDeclaration.evaluate_post
        and actual.unroll_context is BaseDeclaration.unroll_context
    )


def is_plain_related(value: UserValue, context: Tree) -> bool:
    """Say whether a hook is a RelatedFactory(List) that the call does not replace or misuse."""
    if not (keeps(value, RelatedFactory) or keeps(value, RelatedFactoryList)):
        return False
    size = context.get(SIZE_KEY)
    return (
        VALUE_KEY not in context
        and not (value.name and value.name in context)
        and not (size is not None and is_declaration(size.value))
    )


def related_tree(value: UserValue, context: Tree, instance: UserValue) -> Tree:
    """Return what a related factory is called with.

    Args:
        value: The RelatedFactory.
        context: Its parameters.
        instance: The object that it is related to, or a slot for it.
    """
    given = {name: node for name, node in context.items() if name != SIZE_KEY}
    tree = merge_trees(defaults_tree(value), given)
    return merge_trees(tree, {value.name: OverrideNode(instance)}) if value.name else tree


def related_slot(meta: FactoryOptions, name: str, index: int) -> str:
    """Return the key under which a call holds the object that related ones refer to: none that a user could give.

    Args:
        meta: The factory's options.
        name: The hook.
        index: Its place among the hooks.
    """
    return f"*{meta.factory.__name__}.{name}:{index}"


def wants_results(meta: FactoryOptions) -> bool:
    """Say whether a factory wants what its hooks returned."""
    own = is_own_method(meta, "use_postgeneration_results")
    return not own or effect_of(meta.factory, "_after_postgeneration") != "nothing"


def counted(size: UserValue) -> int:
    """Return a size given as a number or as a function."""
    return count_of(size.value if type(size) is Template else size)
