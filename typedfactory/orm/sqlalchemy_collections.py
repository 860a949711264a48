"""Filling collections: what `ManyToMany` does for SQLAlchemy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.associationproxy import AssociationProxyExtensionType

from typedfactory.context import BuildStep
from typedfactory.errors import InvalidDeclarationError, UnknownFieldError, did_you_mean
from typedfactory.plan.autofill import factory_for


def link(step: BuildStep, instance: Any, name: str, objects: list[Any], through: Mapping[str, Any]) -> None:
    """Put objects into a collection of another one.

    Args:
        step: The step that made the one.
        instance: The one.
        name: Its collection, or the association proxy that leads through the objects in between.
        objects: The objects.
        through: Fields of the objects in between.

    Raises:
        UnknownFieldError: There is no such collection.
    """
    mapper = sa.inspect(type(instance))
    described = mapper.all_orm_descriptors.get(name)
    if described is not None and described.extension_type is AssociationProxyExtensionType.ASSOCIATION_PROXY:
        _link_through(step, instance, name, objects, through)
        return
    relation = mapper.relationships.get(name)
    if relation is None or not relation.uselist:
        known = [each.key for each in mapper.relationships if each.uselist]
        raise UnknownFieldError(
            f"{step.builder.factory_meta.factory.__name__}.{name}: {type(instance).__name__} has no collection "
            f"{name!r}. {did_you_mean(name, known)}"
        )
    if through:
        raise InvalidDeclarationError(
            f"{step.builder.factory_meta.factory.__name__}.{name}: there are no objects in between that could take "
            f"through_defaults. Name an association proxy, or leave them out."
        )
    _append(getattr(instance, name), objects)


def _append(collection: Any, objects: list[Any]) -> None:
    adapter = orm.collections.collection_adapter(collection)
    for each in objects:
        adapter.append_with_event(each)


def _link_through(step: BuildStep, instance: Any, name: str, objects: list[Any], through: Mapping[str, Any]) -> None:
    """Make the objects in between, which the association proxy hides."""
    proxy = getattr(type(instance), name)
    target = sa.inspect(type(instance)).relationships[proxy.target_collection]
    back = [
        each.key
        for each in target.mapper.relationships
        if each.direction is orm.RelationshipDirection.MANYTOONE and each.local_columns == target.remote_side
    ]
    factory = factory_for(step.builder.factory_meta, target.mapper.class_)
    for each in objects:
        between = step.recurse(factory, {proxy.value_attr: each, **dict.fromkeys(back[:1], instance), **through})
        collection = getattr(instance, proxy.target_collection)
        if not any(member is between for member in orm.collections.collection_adapter(collection)):
            _append(collection, [between])
