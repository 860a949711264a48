"""Factories of rows: each the twin of one of objects, from which it takes its numbers."""

from __future__ import annotations

import copy
import weakref
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

import attrs

from typedfactory.declarations import (
    BaseDeclaration,
    Maybe,
    PostGenerationDeclaration,
    SubFactory,
    is_post_declaration,
)
from typedfactory.declarations.nested import STRATEGY_KEY
from typedfactory.ground.context import BuildStep, Resolver
from typedfactory.ground.given import FactoryClass, UserValue, UserValues
from typedfactory.ground.making.sharing import NOTHING, find_shared
from typedfactory.orm.shared.many_to_many import ManyToMany
from typedfactory.orm.sqlalchemy.bulk.links import link_rows
from typedfactory.orm.sqlalchemy.bulk.rows import Row, RowKey, key_of
from typedfactory.orm.sqlalchemy.collections import ties
from typedfactory.orm.sqlalchemy.filling.answers import check_keys_agree, is_key
from typedfactory.orm.sqlalchemy.filling.columns import is_mapped
from typedfactory.orm.sqlalchemy.filling.instead import parent_key, shared_parent
from typedfactory.orm.sqlalchemy.filling.marks import KeyOf, comes_to_an_end
from typedfactory.orm.sqlalchemy.options import SQLAlchemyOptions
from typedfactory.plan.describe.branches import is_own_subfactory
from typedfactory.plan.describe.filling import NestedModels, derived_factory, factory_for
from typedfactory.plan.describe.hooks import effect_of, own_hook
from typedfactory.plan.describe.layers import FieldSpec
from typedfactory.plan.describe.spec import FactorySpec

if TYPE_CHECKING:
    from typedfactory.orm.sqlalchemy.factory import SQLAlchemyModelFactory

_twins: weakref.WeakKeyDictionary[FactoryClass, FactoryClass] = weakref.WeakKeyDictionary()


@own_hook("row")
def _build_row(cls: FactoryClass, model_class: type[UserValue], /, *args: UserValue, **kwargs: UserValue) -> Row:
    meta: UserValue = cls._meta
    check_keys_agree(meta, model_class, kwargs, _is_key)
    return Row(model_class, kwargs, args)


def _is_key(parent: UserValue, attribute: str, value: UserValue) -> bool:
    """Say whether a value is the key of an object, or of a row that has none yet."""
    if type(parent) is Row:
        return type(value) is RowKey and value.row is parent and value.attribute == attribute
    return is_key(parent, attribute, value)


def _report_later(cls: FactoryClass, instance: UserValue, create: bool, results: UserValues | None = None) -> None:
    """Wait: the hooks have not run yet."""
    wait(instance, Waiting(None, "", None, {}, cls.__mro__[1]))


class RowOptions(SQLAlchemyOptions):
    """The options of a factory of rows: that of the objects, whose nested factories make rows as well."""

    @property
    def spec(self) -> FactorySpec:
        """The frozen description of the factory."""
        if self._spec is None:
            spec = super().spec
            fields = {name: self._with_rows(field) for name, field in spec.fields.items()}
            hooks = {name: self._with_rows(field) for name, field in spec.hooks.items()}
            self._spec = attrs.evolve(spec, fields=fields, hooks=hooks)
        return self._spec

    def _with_rows(self, field: FieldSpec) -> FieldSpec:
        attribute = str(self.rename.get(field.name, field.name))
        layers = tuple(attrs.evolve(layer, value=of_rows(layer.value, field.name, attribute)) for layer in field.layers)
        return attrs.evolve(field, base=of_rows(field.base, field.name, attribute), layers=layers)

    def ties_of_many(self, name: str, instance: UserValue) -> UserValues:
        """Return what rows are made with that are to be put into a collection of another one; see `ManyToMany`."""
        return ties(instance.model, name, instance, key_of)

    def link_many(
        self,
        step: BuildStep,
        instance: UserValue,
        name: str,
        objects: list[UserValue],
        through: Mapping[str, UserValue],
    ) -> None:
        """Note what is to be put into a collection of a row; see `ManyToMany`."""
        link_rows(step, instance, name, objects, through)


class Later(PostGenerationDeclaration[None]):
    """A hook that waits until the row is in the database.

    Args:
        hook: The hook.
        name: Its name.
    """

    UNROLL_CONTEXT_BEFORE_EVALUATION = False

    def __init__(self, hook: UserValue, name: str) -> None:
        super().__init__()
        self.hook = hook
        self.name = name
        self.creation_counter = hook.creation_counter

    def evaluate_post(self, instance: UserValue, step: BuildStep, overrides: Mapping[str, UserValue]) -> None:
        """Note what is to be done."""
        wait(instance, Waiting(self.hook, self.name, step, overrides, step.builder.factory_meta.factory.__mro__[1]))


@attrs.frozen(eq=False)
class Waiting:
    """What happens once a row is in the database.

    Attributes:
        hook: The hook's declaration; None for the report of what the hooks returned.
        name: Its name.
        step: The step that made the row.
        overrides: What the call gave it.
        factory: The factory of objects.
    """

    hook: UserValue
    name: str
    step: BuildStep | None
    overrides: Mapping[str, UserValue]
    factory: type[SQLAlchemyModelFactory[UserValue]]


def wait(row: Row, waiting: Waiting) -> None:
    """Note what happens once a row is in the database."""
    if row.later is None:
        row.later = [waiting]
    else:
        row.later.append(waiting)


class ParentKey(BaseDeclaration[RowKey | None]):
    """The key of a parent that no relationship leads to; its row is made for it.

    Args:
        mark: Says which key.
    """

    TAKES_PARAMETERS = False

    def __init__(self, mark: KeyOf) -> None:
        super().__init__()
        self.mark = mark

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> RowKey | None:
        """Make the parent's row, one for all parts of a composite key, or take the one that is shared."""
        found = find_shared(self.mark.model)
        if found is not NOTHING:
            key: UserValue = getattr(found, self.mark.attribute)
            return cast("RowKey | None", key)

        def make() -> Row | None:
            if not comes_to_an_end(self.mark, NestedModels(step), step.builder.factory_meta.factory.__name__):
                return None
            row: Row = step.recurse(row_factory(factory_for(step.builder.factory_meta, self.mark.model)), {})
            return row

        single = len(self.mark.parts) < 2  # noqa: PLR2004 - two parts make a composite key
        row = make() if single else shared_parent(self.mark, instance, make)
        return None if row is None else RowKey(row, self.mark.attribute)


def of_rows(value: UserValue, name: str, attribute: str = "") -> UserValue:
    """Return a declaration with factories of rows in the place of those of objects, and hooks that wait.

    Args:
        value: The declaration, or anything else.
        name: Its field.
        attribute: The field, as the model knows it; left out where that is the same.
    """
    if type(value) is Maybe:
        return Maybe(value.decider, of_rows(value.yes, name, attribute), of_rows(value.no, name, attribute))
    if is_post_declaration(value):
        return Later(_named(value, attribute or name), name)
    if is_own_subfactory(value) and makes_mapped(value.get_factory()):
        # Rows are made in one way only.
        given = {name: each for name, each in value._defaults.items() if name != STRATEGY_KEY}  # noqa: SLF001 - ours
        return SubFactory(row_factory(value.get_factory()), **given)
    mark = parent_key(value)
    return value if mark is None else ParentKey(mark)


def makes_mapped(factory: FactoryClass) -> bool:
    """Say whether a factory makes objects that are rows, and not what is kept in a column."""
    meta = factory._meta
    return isinstance(meta, SQLAlchemyOptions) and is_mapped(meta.get_model_class())


def _named(hook: UserValue, attribute: str) -> UserValue:
    """Return a hook that knows its relation: it is not found among the twin's declarations."""
    if not isinstance(hook, ManyToMany) or hook.attribute:
        return hook
    hook = copy.copy(hook)
    hook.attribute = attribute
    return hook


def row_factory(factory: FactoryClass) -> FactoryClass:
    """Return the factory that makes rows where another one makes objects; it takes its numbers from that one.

    Args:
        factory: The factory of objects.
    """
    if issubclass(factory._meta.__class__, RowOptions):
        return factory
    found = _twins.get(factory)
    if found is None:
        body: UserValues = {"_options_class": RowOptions, "_build": classmethod(_build_row)}
        if reports(factory):
            body["_after_postgeneration"] = classmethod(_report_later)
        found = _twins[factory] = derived_factory(factory, factory.__name__, {}, body)
    return found


def reports(factory: FactoryClass) -> bool:
    """Say whether a factory wants to know what its hooks returned."""
    return effect_of(factory, "_after_postgeneration") is None
