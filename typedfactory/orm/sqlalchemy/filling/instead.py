"""Fields that say the same: a relationship and its foreign keys, a composite and its columns; one is enough."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import attrs
import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.declarations import SKIP, Maybe
from typedfactory.errors import UnreachableOverrideError
from typedfactory.ground.context import BuildStep, Resolver
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.ground.shape import FieldShape
from typedfactory.orm.shared.one_of_several import unless_given
from typedfactory.orm.shared.two_answers import check_call, leave_to_call, settle_layers
from typedfactory.orm.sqlalchemy.filling.answers import answers_of
from typedfactory.orm.sqlalchemy.filling.columns import mapper_of
from typedfactory.orm.sqlalchemy.filling.marks import KeyOf, make_parent
from typedfactory.orm.sqlalchemy.filling.rivals import rivals_of
from typedfactory.plan.describe.autofill import LateValue
from typedfactory.plan.describe.filling import AutoSubFactory, AutoValue, NestedModels, is_filled
from typedfactory.plan.describe.layers import FieldSpec
from typedfactory.plan.describe.overrides import UNSET, OverrideNode, Slot, Tree, any_demand, first_demand
from typedfactory.plan.describe.spec import FactorySpec
from typedfactory.typeinfo import peel

if TYPE_CHECKING:
    from typedfactory.orm.sqlalchemy.options import SQLAlchemyOptions


def leave_out(meta: SQLAlchemyOptions, spec: FactorySpec) -> FactorySpec:
    """Return a specification in which a field that is filled gives way to fields that say the same.

    Args:
        meta: The factory's options.
        spec: Its specification.
    """
    if meta.shape is None:
        return spec
    back = meta.renamed_back
    declared = {name for name, field in spec.fields.items() if field.base is not UNSET and not is_filled(field.base)}
    fields: dict[str, FieldSpec] = {}
    for name, field in spec.fields.items():
        shape = meta.shape.by_name.get(meta.rename.get(name, name))
        if is_filled(field.base) and _has_filled_parent(spec, shape, back):
            if field.layers:
                # What a trait says of it is said all the same.
                fields[name] = attrs.evolve(field, base=SKIP)
            continue
        others = tuple(back.get(other, other) for other in rivals_of(shape).unless)
        if not others or not is_filled(field.base):
            fields[name] = field
        elif not declared.intersection(others):
            fields[name] = attrs.evolve(field, base=unless_given(others, field.base))
        elif field.layers:
            fields[name] = attrs.evolve(field, base=SKIP)
    fields = {name: _with_one_parent(meta, field) for name, field in fields.items()}
    return settle_layers(meta, attrs.evolve(spec, fields=fields), answers_of(meta.get_model_class()))


def leave_to_keys(meta: SQLAlchemyOptions, tree: Tree) -> Tree:
    """Return what a call says, with declared relationships left out whose foreign keys it gives, and the other way round.

    Args:
        meta: The factory's options.
        tree: What the call says, by the factory's names.
    """
    return leave_to_call(meta, tree, answers_of(meta.get_model_class())) if meta.model is not None else tree


def check_keys(meta: SQLAlchemyOptions, tree: Tree, silent: Collection[str]) -> None:
    """Refuse a call that gives the key of a related object, and the object or fields for a new one.

    Args:
        meta: The factory's options.
        tree: What the call says.
        silent: The names whose value may turn out to be None.

    Raises:
        UnreachableOverrideError: It does; when the object is written, the key would be overwritten.
        InvalidDeclarationError: It gives the object, or says something else in two ways.
    """
    answers = answers_of(meta.get_model_class())
    check_call(meta, tree, answers, lambda name, node: _is_said(name, node, silent))
    given = {meta.rename.get(name, name) for name, node in tree.items() if _is_said(name, node, silent)}
    for name, node in tree.items():
        # What reaches into a relationship that nobody declared has got what makes the object.
        if (node.value is UNSET or isinstance(node.value, AutoSubFactory)) and any_demand(node.children):
            key = _key_given(meta, meta.rename.get(name, name), given)
            if key:
                raise UnreachableOverrideError(
                    f"{meta.factory.__name__}.{name}: {name}__{first_demand(node.children)}=… makes a new object, and "
                    f"{' and '.join(key)} is the key of another one. Give one of the two."
                )


def _is_said(name: str, node: OverrideNode, silent: Collection[str]) -> bool:
    return node.value is not UNSET and node.value is not None and not (name in silent and type(node.value) is Slot)


def _key_given(meta: SQLAlchemyOptions, relation: str, given: set[str]) -> list[str]:
    """Return the names of a relationship's key, if a call gives all of it."""
    mapper = mapper_of(meta.get_model_class())
    if mapper is None or relation not in mapper.relationships:
        return []
    if mapper.relationships[relation].direction is not orm.RelationshipDirection.MANYTOONE:
        return []
    keys = _keys_of(meta, relation)
    return sorted(meta.renamed_back.get(key, key) for key in keys) if given.issuperset(keys) else []


def declared_keys(meta: SQLAlchemyOptions, tree: Tree) -> frozenset[str]:
    """Return the foreign keys that a call gives of relationships which the factory declares.

    Args:
        meta: The factory's options.
        tree: What the call says.
    """
    if meta.shape is None or not tree:
        return frozenset()
    back, synonyms = meta.renamed_back, meta.synonyms
    # What a call gives is as good as declared.
    declared = {*meta.collected.values, *tree}
    for trait in meta.collected.traits().values():
        declared.update(trait.overrides)
    found = set()
    for alias in tree:
        name = synonyms.get(alias, alias)
        shape = meta.shape.by_name.get(meta.rename.get(name, name))
        parents = () if shape is None else rivals_of(shape).parents
        if any(back.get(parent, parent) in declared for parent in parents):
            found.add(alias)
    return frozenset(found)


def _keys_of(meta: SQLAlchemyOptions, parent: str) -> set[str]:
    """Return the attributes that make up the foreign key of a relationship."""
    mapper = sa.inspect(meta.get_model_class())
    return {mapper.get_property_by_column(column).key for column in mapper.relationships[parent].local_columns}


def _has_filled_parent(spec: FactorySpec, shape: FieldShape | None, back: dict[str, str]) -> bool:
    """Say whether a foreign key's relationship is filled as well; it decides."""
    found = [spec.fields.get(back.get(parent, parent)) for parent in rivals_of(shape).parents]
    return any(each is not None and is_filled(each.base) for each in found)


def _with_one_parent(meta: SQLAlchemyOptions, field: FieldSpec) -> FieldSpec:
    """Return a field whose value, if it is a part of a foreign key, is of the same parent as the other parts."""
    base = field.base
    filled: UserValue = base.no if type(base) is Maybe else base
    mark = parent_key(filled)
    if mark is None or len(mark.parts) < 2:  # noqa: PLR2004 - two parts make a composite key
        return field
    part = PartOfKey(filled, mark, f"{meta.factory.__name__}.{field.name}")
    return attrs.evolve(field, base=Maybe(base.decider, base.yes, part) if base is not filled else part)


def parent_key(value: UserValue) -> KeyOf | None:
    """Return what says that a field is filled with the key of a parent; None where it is not."""
    if not isinstance(value, AutoValue) or isinstance(value, LateValue):
        return None
    return next((item for item in peel(value.annotation).metadata if isinstance(item, KeyOf)), None)


class PartOfKey(AutoValue):
    """A part of a composite foreign key: one parent is made for all of them.

    Args:
        filled: What fills the part by itself.
        mark: Which part it is.
        where: The field, for messages.
    """

    def __init__(self, filled: AutoValue, mark: KeyOf, where: str) -> None:
        super().__init__(filled.annotation, filled.recipe, nested=True)
        self.mark = mark
        self.where = where

    def evaluate(self, instance: Resolver[UserValue], step: BuildStep, extra: UserValues) -> UserValue:
        """Return the part, of a parent that is made with the first one."""
        parent = shared_parent(self.mark, instance, lambda: make_parent(self.mark, NestedModels(step), self.where))
        return None if parent is None else getattr(parent, self.mark.attribute)


def shared_parent(mark: KeyOf, instance: Resolver[UserValue], make: Callable[[], UserValue]) -> UserValue:
    """Return the parent that the parts of a foreign key have in common.

    Args:
        mark: The part.
        instance: The resolver of the object with the foreign key.
        make: Makes the parent.
    """
    # Names with a star in front are none of a field's.
    key = f"*{'*'.join(mark.parts)}"
    if key not in instance.__dict__:
        instance.__dict__[key] = make()
    return instance.__dict__[key]
