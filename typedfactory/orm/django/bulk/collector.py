"""What collects the objects of a call and writes them together, parents first."""

from __future__ import annotations

from collections import abc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import attrs
from django.db import connections
from django.db.models import Field, ForeignKey, Model
from django.db.models.signals import m2m_changed

from typedfactory.errors import UnsupportedStrategy
from typedfactory.ground.given import UserFunction, UserValue, UserValues
from typedfactory.orm.django.bulk.judging import problem_of
from typedfactory.orm.django.saving.changes import remember_moments
from typedfactory.orm.django.saving.collecting import CURRENT
from typedfactory.orm.django.saving.moments import Kept, is_moment, keeping
from typedfactory.orm.django.saving.places import Place, current_place, placed
from typedfactory.orm.django.saving.relations import relate_saved

if TYPE_CHECKING:
    from typedfactory.orm.django.options import DjangoOptions


#: What is no expression of the database, and what most columns hold.
_DATA = frozenset({str, int, float, bool, type(None)})


class BulkError(UnsupportedStrategy):
    """Something cannot be made in bulk."""


class Later(Protocol):
    """What is done once the objects are saved.

    Attributes:
        place: The database that they are saved to.
    """

    @property
    def place(self) -> Place | None:
        """The database."""

    def run(self, collector: Bulk) -> None:
        """Do it."""


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
        self.hooks: list[Later] = []
        self._problems: dict[DjangoOptions, str | None] = {}
        self._keys: dict[type[Model], list[ForeignKey[UserValue, UserValue]]] = {}
        #: Where objects of factories go, as long as the place is the same.
        self._writes_to: dict[DjangoOptions, str] = {}
        self._place: Place | None = None
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
        place = current_place()
        if place is not self._place:
            self._place, self._writes_to = place, {}
        using = self._writes_to.get(meta)
        if using is None:
            if self.problem_of(meta) is not None:
                self.flush()
                with self.paused():
                    return meta.factory._create(model, *args, **arguments)
            using = self._writes_to[meta] = meta.writes_to()
        instance = model(*args, **arguments)
        # Django asks for it when what refers to the object is made.
        instance._state.db = using  # noqa: SLF001 - Django documents it
        self.add(model, instance, using)
        if kept:
            self.kept += kept
            remember_moments(instance, kept)
        return instance

    def relate_later(self, meta: DjangoOptions, instance: UserValue, related: UserValues) -> None:
        """Keep what is to be related to an object once that is saved."""
        self.hooks.append(Related(meta, instance, related, current_place()))

    def add(self, model: type[Model], instance: UserValue, using: str) -> None:
        """Keep an object; what it refers to has been kept before."""
        self.put(self.level_of(model, instance), model, instance, using)

    def put(self, level: int, model: type[Model], instance: UserValue, using: str) -> None:
        """Keep an object of a level."""
        self.levels[id(instance)] = level
        group = self.groups.get((level, model, using))
        if group is None:
            group = self.groups[level, model, using] = _Waiting(model, using, [])
        group.rows.append(instance)

    def level_of(self, model: type[Model], instance: UserValue) -> int:
        """Return the level of an object: above all that it refers to."""
        keys = self._keys.get(model)
        if keys is None:
            keys = self._keys[model] = [field for field in model._meta.fields if isinstance(field, ForeignKey)]
        level = 0
        levels = self.levels
        for field in keys:
            below = levels.get(id(field.get_cached_value(instance, default=None)))
            if below is not None and below >= level:
                level = below + 1
        return level

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


class LateBulk(Bulk):
    """Collects the objects of a batch, and writes them before anybody can look for them."""

    def __init__(self) -> None:
        super().__init__(strict=False)
        self._writing = False
        self._moments: dict[type[Model], list[Field[UserValue, UserValue]]] = {}
        #: Model and database → the level of its rows that wait.
        self._level_kept: dict[tuple[type[Model], str], int] = {}

    def before_statement(
        self, execute: UserFunction, sql: UserValue, params: UserValue, many: bool, context: UserValue
    ) -> UserValue:
        """Write what is kept before a statement that somebody else sends: Django calls this with each."""
        if self.groups and not self._writing:
            self.flush()
        return execute(sql, params, many, context)

    def flush(self) -> None:
        """Write what was kept, parents first."""
        self._writing = True
        self._level_kept.clear()
        try:
            super().flush()
        finally:
            self._writing = False

    def take(
        self,
        meta: DjangoOptions,
        model: type[UserValue],
        args: tuple[UserValue, ...],
        arguments: UserValues,
        kept: list[Kept],
    ) -> UserValue:
        """Make an object and keep it for later; moments are those of now."""
        if any(type(value) not in _DATA and hasattr(value, "resolve_expression") for value in arguments.values()):
            # The database computes it, from the rows that are there.
            self.flush()
            with self.paused():
                return meta.factory._create(model, *args, **arguments)
        instance = super().take(meta, model, args, arguments, kept)
        moments = self._moments.get(model)
        if moments is None:
            moments = self._moments[model] = [field for field in model._meta.concrete_fields if is_moment(field)]
        if moments:
            given = [field for field, _value in kept]
            self.kept += [(field, field.pre_save(instance, True)) for field in moments if field not in given]
        return instance

    def add(self, model: type[Model], instance: UserValue, using: str) -> None:
        """Keep an object; rows of one table are written in the order in which they were made."""
        level = self.level_of(model, instance)
        if self._level_kept.setdefault((model, using), level) != level:
            self.flush()
            level = self._level_kept[model, using] = self.level_of(model, instance)
        self.put(level, model, instance, using)


@attrs.frozen(eq=False)
class Related:
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
