"""Many objects at once: parents first, one multi-row insert for each model and chunk, hooks after their level."""

from __future__ import annotations

from collections import abc
from contextlib import ExitStack
from typing import TYPE_CHECKING

import attrs
from django.db import connections, transaction

from typedfactory.declarations import BaseDeclaration, RelatedFactory
from typedfactory.errors import MetaOptionError
from typedfactory.ground.context import Resolver
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.orm.django.bulk.collector import Bulk, BulkError, LateBulk
from typedfactory.orm.django.bulk.judging import reachable
from typedfactory.orm.django.saving.changes import watch
from typedfactory.orm.django.saving.collecting import CURRENT, current_bulk
from typedfactory.orm.django.saving.places import Place, current_place, place_of_call, placed
from typedfactory.orm.django.saving.signals import mute_signals
from typedfactory.orm.shared.bulk_methods import BulkCall
from typedfactory.orm.shared.many_to_many import ManyToMany
from typedfactory.plan.describe.checks import check_call
from typedfactory.plan.describe.hooks import effect_of
from typedfactory.plan.describe.layers import SettledField
from typedfactory.plan.describe.overrides import Tree, parse_overrides
from typedfactory.plan.interpret.resolver import Interpreter
from typedfactory.plan.interpret.steps import StepView

if TYPE_CHECKING:
    from typedfactory.ground.context import Call
    from typedfactory.orm.django.options import DjangoOptions


def make_in_bulk(meta: DjangoOptions, call: BulkCall) -> list[UserValue] | int:
    """Make and save objects, chunk by chunk: what ``bulk_create`` does.

    Args:
        meta: The factory's options.
        call: What the call says.

    Returns:
        The objects, or their number.

    Raises:
        BulkError: Something cannot be made in bulk.
        MetaOptionError: ``bulk`` or ``chunk`` is none that there is.
    """
    mode = "only" if call.mode is None else call.mode
    if mode not in ("only", "where-possible"):
        raise MetaOptionError(f'bulk_create: bulk is "only" or "where-possible", not {mode!r}.')
    if call.chunk < 1:
        raise MetaOptionError("bulk_create: chunk is a number from 1 up.")
    meta.check_usable("create")
    kept: list[UserValue] = []
    for size in call.chunks():
        made = make_chunk(meta, size, call.overrides, strict=mode == "only")
        if call.keep:
            kept += made
    return kept if call.keep else max(call.size, 0)


def make_chunk(
    meta: DjangoOptions, size: int, overrides: UserValues, *, strict: bool, late: bool = False
) -> list[UserValue]:
    """Make and save some objects together.

    Args:
        meta: The factory's options.
        size: How many.
        overrides: What the call says.
        strict: Whether what cannot be written in bulk is refused.
        late: Whether it must look as if each was saved before the next is made.
    """
    reached = list(reachable(meta, []))
    muted = [signal for each in reached for signal in getattr(each.factory, "_muted_signals", ())]
    collector = LateBulk() if late else Bulk(strict=strict)
    with ExitStack() as stack:
        if muted:
            stack.enter_context(mute_signals(*muted))
        stack.enter_context(placed(place_of_call(meta, overrides)))
        stack.enter_context(transaction.atomic(using=meta.writes_to()))
        if isinstance(collector, LateBulk):
            for connection in {*connections.all(initialized_only=True), connections[meta.writes_to()]}:
                stack.enter_context(connection.execute_wrapper(collector.before_statement))
        token = CURRENT.set(collector)
        try:
            if strict and meta.django_get_or_create:
                raise BulkError(
                    f"{meta.factory.__name__}.bulk_create: Meta.django_get_or_create looks up row by row. "
                    f'Pass bulk="where-possible", or use create_batch.'
                )
            made = _make_objects(meta, size, overrides, deferring=any(each.has_hooks for each in reached))
            collector.finish()
        finally:
            CURRENT.reset(token)
    return made


def _make_objects(meta: DjangoOptions, size: int, overrides: UserValues, *, deferring: bool) -> list[UserValue]:
    plain = effect_of(meta.factory, "_generate") is not None
    if deferring and plain:
        tree = parse_overrides(overrides, strict=True)
        check_call(meta, tree)
        return [meta.within("create", tree, _deferred(meta, tree))({}, None, None) for _ in range(size)]
    # One after the other, and not as a batch in a transaction of its own.
    create = meta.factory.create
    if not plain or any(isinstance(value, BaseDeclaration) for value in overrides.values()):
        return [create(**overrides) for _ in range(size)]
    return meta.plain_batch(size, overrides)


class Deferring(Interpreter):
    """Makes one object, and leaves its hooks for when it has been saved."""

    meta: DjangoOptions  # type: ignore[mutable-override]  # the options of a factory are of its back end
    #: What the hooks' objects are collected by, once they run.
    collector: Bulk

    def conclude(self, resolver: Resolver[UserValue], step: StepView, instance: UserValue) -> None:
        """Keep the hooks."""
        collector = current_bulk()
        if collector is not None and self.meta.has_hooks:
            collector.hooks.append(_Deferred(self, resolver, instance, current_place()))

    def run_later(self, collector: Bulk, resolver: Resolver[UserValue], instance: UserValue) -> None:
        """Run the hooks of an object that was saved by now; what a user's function makes is saved at once."""
        self.collector = collector
        # What is traced of an object has been shown.
        self.trace = None
        step = StepView(resolver)
        watch(instance)
        results = self.run_hooks(resolver, step, instance)
        with collector.paused():
            self.meta.use_postgeneration_results(step, instance, results)

    def run_hook(self, step: StepView, instance: UserValue, hook: SettledField) -> UserValue:
        """Run one hook: one that makes objects of factories has them collected as well."""
        if isinstance(hook.value, (RelatedFactory, ManyToMany)):
            return super().run_hook(step, instance, hook)
        self.collector.flush()
        with self.collector.paused():
            return super().run_hook(step, instance, hook)

    def attach(self, instance: UserValue, name: str, value: UserValue) -> None:
        """Put a related object into the field of its own name: its key is needed, for the object is saved again."""
        self.collector.flush()
        super().attach(instance, name, value)


@attrs.frozen(eq=False)
class _Deferred:
    """The hooks of an object that is not saved yet.

    Attributes:
        interpreter: Runs them.
        resolver: The object's fields.
        instance: The object.
        place: The database that the object is saved to.
    """

    interpreter: Deferring
    resolver: Resolver[UserValue]
    instance: UserValue
    place: Place | None

    def run(self, collector: Bulk) -> None:
        """Run them."""
        self.interpreter.run_later(collector, self.resolver, self.instance)


def deferring_nested(
    meta: DjangoOptions, tree: Tree, parent: Resolver[UserValue] | None, number: int | None
) -> UserValue:
    """Make one object nested in another one's step, in bulk."""
    check_call(meta, tree)
    return meta.within("create", tree, _deferred(meta, tree))({}, parent, number)


def _deferred(meta: DjangoOptions, tree: Tree) -> Call:
    def make(_kw: abc.Mapping[str, UserValue], parent: Resolver[UserValue] | None, number: int | None) -> UserValue:
        return Deferring(meta, "create", tree).make(parent, number)

    return make


__all__ = ["BulkError", "deferring_nested", "make_chunk", "make_in_bulk"]
