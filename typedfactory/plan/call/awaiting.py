"""Making objects in async code: values, models and hooks may be awaited; the resolver decides what is right, as ever."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import TYPE_CHECKING

from typedfactory.declarations import RelatedFactoryList, is_post_declaration
from typedfactory.declarations.post_generation import SIZE_KEY
from typedfactory.errors import FactoryError
from typedfactory.ground.context import Resolver
from typedfactory.ground.making.sharing import NOTHING, find_shared
from typedfactory.ground.making.strategies import CREATE_STRATEGY
from typedfactory.plan.call.hooked import enclosing_call, user_runner
from typedfactory.plan.describe.branches import branches, defaults_tree, is_own_maybe, is_own_subfactory
from typedfactory.plan.describe.checks import check_call
from typedfactory.plan.describe.hooks import effect_of
from typedfactory.plan.describe.layers import FieldSpec, SettledField
from typedfactory.plan.describe.overrides import (
    UNSET,
    Tree,
    flatten,
    merge_trees,
    parse_overrides,
    take_strategy,
)
from typedfactory.plan.interpret.evaluation import cyclic_attribute, evaluate_field, note_field
from typedfactory.plan.interpret.hooks import counted, is_plain_related, related_tree
from typedfactory.plan.interpret.related import is_attached
from typedfactory.plan.interpret.resolver import Interpreter, plain_value
from typedfactory.plan.interpret.steps import StepView

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues
    from typedfactory.plan.options import FactoryOptions

#: What the library's own ``acreate`` is marked with: others know themselves how to wait.
AWAITS = "await"


async def make_awaited(meta: FactoryOptions, strategy: str, params: Mapping[str, UserValue]) -> UserValue:
    """Make an object whose values may be awaited.

    Args:
        meta: The factory's options.
        strategy: ``"build"`` or ``"create"``.
        params: The overrides of the call.
    """
    if user_runner(meta.factory, strategy) is not None:
        return await _awaited(getattr(meta.factory, strategy)(**params))
    meta.check_usable(strategy)
    tree = parse_overrides(params, strict=True)
    check_call(meta, tree, strategy=strategy)
    return await AwaitingInterpreter(meta, strategy, tree).make_awaited(None, None)


async def _awaited(value: UserValue) -> UserValue:
    return await value if inspect.isawaitable(value) else value


async def _make_nested(
    factory: FactoryClass, strategy: str, tree: Tree, resolver: Resolver[UserValue], number: int | None
) -> UserValue:
    """Make an object nested in another one."""
    meta = factory._meta
    strategy, tree = take_strategy(strategy, tree)
    meta.check_usable(strategy, nested=True)
    if strategy == CREATE_STRATEGY and effect_of(factory, "acreate") != AWAITS:
        # A library that saves waits in its own way; the enclosing object travels along.
        token = enclosing_call.set((meta, resolver, number))
        try:
            return await factory.acreate(**flatten(tree))
        finally:
            enclosing_call.reset(token)
    if user_runner(factory, strategy) is not None:
        return await _awaited(meta.make_nested(strategy, tree, resolver, number))
    check_call(meta, tree, strategy=strategy)
    return await AwaitingInterpreter(meta, strategy, tree).make_awaited(resolver, number)


def _waits(value: UserValue) -> bool:
    """Say whether a value is awaited: it is nested, or an ``async def`` makes it."""
    return any(
        is_own_subfactory(each) or inspect.iscoroutinefunction(getattr(each, "function", None))
        for each in branches(value)
    )


class AwaitingInterpreter(Interpreter):
    """Makes one object, and awaits what is to be awaited, in the order of declaration and before all else."""

    def evaluate(self, resolver: Resolver[UserValue], name: str) -> UserValue:
        """Compute a field that a lazy function asks for.

        Raises:
            FactoryError: It has to be awaited, which a function that is not cannot do.
        """
        field, node = self.spec.fields.get(name), self.tree.get(name)
        if (field is not None or node is not None) and name not in self.spec.hooks:
            settled = self.settle(resolver, field or FieldSpec(name), node)
            if settled.value is not UNSET and _waits(settled.value):
                raise self._asked_too_early(name)
        value = super().evaluate(resolver, name)
        if inspect.isawaitable(value):
            del resolver.__dict__[name]
            if inspect.iscoroutine(value):
                value.close()
            raise self._asked_too_early(name)
        return value

    def _asked_too_early(self, name: str) -> FactoryError:
        return FactoryError(
            f"{self.spec.owner}.{name}: it is awaited, and a lazy function asks for it before it is there. Declare {name} "
            f"before what asks for it."
        )

    async def make_awaited(self, parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
        """Make the object: fields, model, hooks."""
        resolver = self.start(parent, number)
        step = StepView(resolver)
        await self._resolve_awaited(resolver)
        # All is there by now: this brings it into order.
        values = self.resolve(resolver)
        try:
            args, kwargs = self.meta.prepare_arguments(self.by_key(values))
            if self.strategy == CREATE_STRATEGY:
                model, named = self.meta.get_constructor(), self.meta.by_keyword(kwargs)
                made = await self.meta.factory._acreate(model, *args, **named)  # noqa: SLF001 - the hook that users override
            else:
                made = self.meta.instantiate(step, args, kwargs)
        except Exception as error:
            note_field(error, self.spec.owner, "")
            raise
        results = await self._run_hooks_awaited(resolver, step, made)
        self.meta.use_postgeneration_results(step, made, results)
        return made

    async def _resolve_awaited(self, resolver: Resolver[UserValue]) -> None:
        names = self.names()
        settled = {
            name: self.settle(resolver, self.spec.fields.get(name, FieldSpec(name)), self.tree.get(name))
            for name in names
        }
        there = [name for name in names if settled[name].value is not UNSET]
        present = [name for name in there if not is_post_declaration(settled[name].value)]
        for name in sorted(present, key=lambda name: not _waits(settled[name].value)):
            if name in resolver.__dict__:
                continue
            if name in self.pending:
                raise cyclic_attribute(resolver, name, self.pending)
            self.pending.append(name)
            try:
                resolver.__dict__[name] = await self._value(resolver, settled[name])
            except Exception as error:
                note_field(error, self.spec.owner, name)
                raise
            finally:
                self.pending.pop()

    async def _value(self, resolver: Resolver[UserValue], field: SettledField) -> UserValue:
        value, step = field.value, StepView(resolver)
        while is_own_maybe(value):
            value = value.choose(resolver, step)
        if not is_own_subfactory(value):
            return await _awaited(evaluate_field(resolver, field.name, value, field.context))
        factory = value.get_factory()
        if value.shares and not field.context:
            found = find_shared(factory._meta.get_model_class())
            if found is not NOTHING:
                return found
        tree = merge_trees(defaults_tree(value), field.context)
        number = step.sequence if value.FORCE_SEQUENCE else None
        return await _make_nested(factory, self.strategy, tree, resolver, number)

    async def _run_hooks_awaited(self, resolver: Resolver[UserValue], step: StepView, made: UserValue) -> UserValues:
        results: UserValues = {}
        for hook in self.hooks(resolver):
            try:
                if is_plain_related(hook.value, hook.context):
                    results[hook.name] = await self._related(resolver, made, hook)
                else:
                    results[hook.name] = await _awaited(self.run_hook(step, made, hook))
                if is_attached(self.meta, hook.name, hook.value):
                    self.attach(made, hook.name, results[hook.name])
            except Exception as error:
                note_field(error, self.spec.owner, hook.name)
                raise
        return results

    async def _related(self, resolver: Resolver[UserValue], made: UserValue, hook: SettledField) -> UserValue:
        value = hook.value
        factory, tree = value.get_factory(), related_tree(value, hook.context, made)
        if not isinstance(value, RelatedFactoryList):
            return await _make_nested(factory, self.strategy, tree, resolver, None)
        asked = plain_value(hook.context[SIZE_KEY].value) if SIZE_KEY in hook.context else value.size
        return [await _make_nested(factory, self.strategy, tree, resolver, None) for _ in range(counted(asked))]
