"""Many objects at once: parents first, one multi-row insert for each model and chunk, hooks after their level."""

from __future__ import annotations

from collections import abc
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import attrs
from django.db import connections, transaction
from django.db.models import ForeignKey, Model
from django.db.models.signals import m2m_changed

from typedfactory.declarations import BaseDeclaration, RelatedFactory
from typedfactory.errors import MetaOptionError, UnsupportedStrategy
from typedfactory.ground.context import Resolver
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.orm.django.bulk.judging import problem_of, reachable
from typedfactory.orm.django.saving.changes import watch
from typedfactory.orm.django.saving.collecting import CURRENT, current_bulk
from typedfactory.orm.django.saving.moments import Kept, keeping
from typedfactory.orm.django.saving.places import Place, current_place, place_of_call, placed
from typedfactory.orm.django.saving.relations import relate_saved
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
    from typedfactory.orm.django.options import DjangoOptions
    from typedfactory.plan.call.cache import Call


class BulkError(UnsupportedStrategy):
    """Something cannot be made in bulk."""


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


def make_chunk(meta: DjangoOptions, size: int, overrides: UserValues, *, strict: bool) -> list[UserValue]:
    """Make and save some objects together."""
    reached = list(reachable(meta, []))
    muted = [signal for each in reached for signal in getattr(each.factory, "_muted_signals", ())]
    collector = Bulk(strict=strict)
    with ExitStack() as stack:
        if muted:
            stack.enter_context(mute_signals(*muted))
        stack.enter_context(placed(place_of_call(meta, overrides)))
        stack.enter_context(transaction.atomic(using=meta.writes_to()))
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


@attrs.define(eq=False)
class _Waiting:
    """Objects of one model and level.

    Attributes:
        model: The model.
        using: The database.
        rows: The objects.
    """

    model: type[Model]
    using: str
    rows: list[UserValue]


class Bulk:
    """Collects objects and writes them level by level.

    Args:
        strict: Whether what cannot be written in bulk is refused.
    """

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict
        self.groups: dict[tuple[int, type[Model], str], _Waiting] = {}
        self.levels: dict[int, int] = {}
        self.hooks: list[_Deferred | _Related] = []
        self._problems: dict[DjangoOptions, str | None] = {}
        self._keys: dict[type[Model], list[ForeignKey[UserValue, UserValue]]] = {}
        self._writes_to: dict[tuple[DjangoOptions, Place | None], str] = {}
        #: The moments that were given for what is kept.
        self.kept: list[Kept] = []

    def take(
        self,
        meta: DjangoOptions,
        model: type[UserValue],
        args: tuple[UserValue, ...],
        arguments: UserValues,
        kept: list[Kept],
    ) -> UserValue:
        """Make an object and keep it for later."""
        where = (meta, current_place())
        using = self._writes_to.get(where)
        if using is None:
            if self.problem_of(meta) is not None:
                self.flush()
                with self.paused():
                    return meta.factory._create(model, *args, **arguments)
            using = self._writes_to[where] = meta.writes_to()
        self.kept += kept
        instance = model(*args, **arguments)
        # Django asks for it when what refers to the object is made.
        instance._state.db = using  # noqa: SLF001 - Django documents it
        self.add(model, instance, using)
        return instance

    def relate_later(self, meta: DjangoOptions, instance: UserValue, related: UserValues) -> None:
        """Keep what is to be related to an object once that is saved."""
        self.hooks.append(_Related(meta, instance, related, current_place()))

    def add(self, model: type[Model], instance: UserValue, using: str) -> None:
        """Keep an object; what it refers to has been kept before."""
        keys = self._keys.get(model)
        if keys is None:
            keys = self._keys[model] = [field for field in model._meta.fields if isinstance(field, ForeignKey)]
        level = 0
        levels = self.levels
        for field in keys:
            below = levels.get(id(field.get_cached_value(instance, default=None)))
            if below is not None and below >= level:
                level = below + 1
        levels[id(instance)] = level
        group = self.groups.get((level, model, using))
        if group is None:
            group = self.groups[level, model, using] = _Waiting(model, using, [])
        group.rows.append(instance)

    def problem_of(self, meta: DjangoOptions) -> str | None:
        """Return what keeps a factory's objects from being made in bulk, by name; None where nothing does."""
        if meta not in self._problems:
            self._problems[meta] = problem_of(meta)
        problem = self._problems[meta]
        if problem is not None and self.strict:
            raise BulkError(
                f"{meta.factory.__name__}: {meta.get_model_class().__name__} cannot be made in bulk: {problem}. "
                f'Pass bulk="where-possible" to make it row by row.'
            )
        return problem

    def flush(self) -> None:
        """Write what was kept, parents first."""
        groups, self.groups, self.levels = self.groups, {}, {}
        kept, self.kept = self.kept, []
        deepest = max((level for level, _, _ in groups), default=0)
        with self.paused(), keeping(kept):
            for (level, _, _), group in sorted(groups.items(), key=lambda item: item[0][0]):
                self._insert(group, needed=level < deepest or bool(self.hooks))

    def _insert(self, group: _Waiting, *, needed: bool) -> None:
        returns = connections[group.using].features.can_return_rows_from_bulk_insert
        if needed and not returns and group.rows[0].pk is None:
            if self.strict:
                raise BulkError(
                    f"{group.model.__name__}: the database {group.using!r} does not return the keys of rows inserted in "
                    f'bulk, and they are needed. Pass bulk="where-possible" to insert them one by one.'
                )
            for row in group.rows:
                row.save(force_insert=True, using=group.using)
            return
        group.model._base_manager.using(group.using).bulk_create(group.rows)  # noqa: SLF001 - Django documents it

    def finish(self) -> None:
        """Write all that is kept and run all hooks, and what they keep in turn."""
        while self.groups or self.hooks:
            self.flush()
            hooks, self.hooks = self.hooks, []
            for each in hooks:
                with placed(each.place):
                    each.run(self)

    @contextmanager
    def paused(self) -> abc.Iterator[None]:
        """Save at once what is made inside."""
        token = CURRENT.set(None)
        try:
            yield
        finally:
            CURRENT.reset(token)

    def link(self, instance: UserValue, manager: UserValue, objects: list[UserValue]) -> None:
        """Keep the rows of a many-to-many relation that has no fields of its own."""
        through = manager.through
        if m2m_changed.has_listeners(through):
            if self.strict:
                raise BulkError(
                    f"{through._meta.label}: m2m_changed has receivers, which bulk insertion would pass by. "
                    f'Mute it, or pass bulk="where-possible".'
                )
            self.flush()
            with self.paused():
                manager.add(*objects)
            return
        source, target = manager.source_field_name, manager.target_field_name
        using = instance._state.db  # noqa: SLF001 - Django documents it
        for other in objects:
            self.add(through, through(**{source: instance, target: other}), using)
            if getattr(manager, "symmetrical", False):
                self.add(through, through(**{source: other, target: instance}), using)


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


@attrs.frozen(eq=False)
class _Related:
    """What is to be related to an object that is not saved yet.

    Attributes:
        meta: The options of its factory.
        instance: The object.
        related: Relation → what was given for it.
        place: The database that the object is saved to.
    """

    meta: DjangoOptions
    instance: UserValue
    related: UserValues
    place: Place | None

    def run(self, collector: Bulk) -> None:
        """Relate it, while what is made for that is saved at once."""
        collector.flush()
        with collector.paused():
            relate_saved(self.meta, self.instance, self.related)


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


__all__ = ["Bulk", "BulkError", "deferring_nested", "make_in_bulk"]
