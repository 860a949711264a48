"""Filling collections: what `ManyToMany` does for SQLAlchemy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.ext.associationproxy import AssociationProxyExtensionType

from typedfactory.errors import InvalidDeclarationError, UnknownFieldError, did_you_mean
from typedfactory.ground.context import BuildStep
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.plan.describe.filling import factory_for


def link(
    step: BuildStep, instance: UserValue, name: str, objects: list[UserValue], through: Mapping[str, UserValue]
) -> None:
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
    relation = collection_of(step, type(instance), name, through)
    if relation is None:
        _link_through(step, instance, name, objects, through)
    else:
        _append(getattr(instance, name), objects)


def collection_of(
    step: BuildStep, model: type[UserValue], name: str, through: Mapping[str, UserValue]
) -> orm.RelationshipProperty[UserValue] | None:
    """Return the relationship that a collection is; None for an association proxy.

    Args:
        step: The step that makes the object.
        model: Its model.
        name: The collection.
        through: Fields of the objects in between.

    Raises:
        UnknownFieldError: There is no such collection.
        InvalidDeclarationError: There are no objects in between.
    """
    mapper = sa.inspect(model)
    described = mapper.all_orm_descriptors.get(name)
    if described is not None and described.extension_type is AssociationProxyExtensionType.ASSOCIATION_PROXY:
        return None
    relation: orm.RelationshipProperty[UserValue] | None = mapper.relationships.get(name)
    owner = step.builder.factory_meta.factory.__name__
    if relation is None or not relation.uselist:
        known = [each.key for each in mapper.relationships if each.uselist]
        raise UnknownFieldError(
            f"{owner}.{name}: {model.__name__} has no collection {name!r}. {did_you_mean(name, known)}"
        )
    if through:
        raise InvalidDeclarationError(
            f"{owner}.{name}: there are no objects in between that could take "
            f"through_defaults. Name an association proxy, or leave them out."
        )
    return relation


def _append(collection: UserValue, objects: list[UserValue]) -> None:
    adapter = orm.collections.collection_adapter(collection)
    # What was made with its parent is there already.
    known = {id(each) for each in adapter}
    for each in objects:
        if id(each) not in known:
            adapter.append_with_event(each)


def ties(
    model: type[UserValue], name: str, instance: UserValue, key_of: Callable[[UserValue, str], UserValue]
) -> UserValues:
    """Return what the children in a one-to-many collection are made with, so that they need no other parent.

    Args:
        model: The parent's model.
        name: The collection; nothing is said of others.
        instance: The parent.
        key_of: Parent, attribute → what a foreign key to it holds.
    """
    mapper: orm.Mapper[UserValue] = sa.inspect(model)
    relation = mapper.relationships.get(name)
    if relation is None or relation.direction is not orm.RelationshipDirection.ONETOMANY:
        return {}
    back = next(other_sides(relation), None)
    if back is not None:
        return {back: instance}
    return {
        relation.mapper.get_property_by_column(remote).key: key_of(instance, mapper.get_property_by_column(local).key)
        for local, remote in relation.local_remote_pairs
    }


def _link_through(
    step: BuildStep, instance: UserValue, name: str, objects: list[UserValue], through: Mapping[str, UserValue]
) -> None:
    """Make the objects in between, which the association proxy hides."""
    between = Between(type(instance), name)
    factory = factory_for(step.builder.factory_meta, between.model)
    for each in objects:
        made = step.recurse(factory, between.arguments(instance, each, through))
        collection = getattr(instance, between.collection)
        if not any(member is made for member in orm.collections.collection_adapter(collection)):
            _append(collection, [made])


def other_sides(relation: orm.RelationshipProperty[UserValue]) -> Iterator[str]:
    """Yield the relationships by which the children of a one-to-many relationship refer to their parent."""
    for each in relation.mapper.relationships:
        if each.direction is orm.RelationshipDirection.MANYTOONE and each.local_columns == relation.remote_side:
            yield each.key


class Between:
    """The objects in between that an association proxy hides.

    Args:
        model: The model with the proxy.
        name: The proxy.
    """

    def __init__(self, model: type[UserValue], name: str) -> None:
        proxy = getattr(model, name)
        target = sa.inspect(model).relationships[proxy.target_collection]
        self.model = target.mapper.class_
        self.collection = proxy.target_collection
        self.value = proxy.value_attr
        self.back = next(other_sides(target), None)

    def arguments(self, owner: UserValue, target: UserValue, through: Mapping[str, UserValue]) -> UserValues:
        """Return what the factory of the objects in between is called with.

        Args:
            owner: The object on the proxy's side.
            target: The object that the proxy shows.
            through: Other fields.
        """
        back = {} if self.back is None else {self.back: owner}
        return {self.value: target, **back, **through}
