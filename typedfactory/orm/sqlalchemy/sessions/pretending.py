"""Objects that look saved, and are not: for tests without a database."""

from __future__ import annotations

import uuid
import weakref
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import event, orm
from sqlalchemy.orm import attributes

from typedfactory.errors import UnsupportedStrategy

if TYPE_CHECKING:
    from typedfactory.ground.given import UserValue

#: The states of the objects → the names of the factories that made them.
_pretending: weakref.WeakKeyDictionary[UserValue, str] = weakref.WeakKeyDictionary()


def look_saved(owner: str, made: UserValue, number: int) -> None:
    """Give an object a key, and make it one that is in a database and in no session.

    Args:
        owner: The factory's name, for messages.
        made: The object.
        number: Its number.
    """
    state = sa.inspect(made)
    mapper: orm.Mapper[UserValue] = state.mapper
    _take_keys(mapper, made)
    for column in mapper.primary_key:
        key = mapper.get_property_by_column(column).key
        if vars(made).get(key) is None:
            setattr(made, key, _key(column, number + 1))
    for attribute in mapper.attrs:
        # What is not there would be read from the database.
        if attribute.key not in vars(made):
            several = isinstance(attribute, orm.RelationshipProperty) and attribute.uselist
            empty: UserValue = [] if several else None
            attributes.set_committed_value(made, attribute.key, empty)
    orm.make_transient_to_detached(made)
    if not _pretending:
        _watch()
    _pretending[state] = owner


def _take_keys(mapper: orm.Mapper[UserValue], made: UserValue) -> None:
    """Give the foreign keys of an object the keys of the objects that it refers to."""
    for relation in mapper.relationships:
        other = vars(made).get(relation.key)
        if relation.direction is not orm.RelationshipDirection.MANYTOONE or other is None:
            continue
        for local, remote in relation.local_remote_pairs or ():
            key = mapper.get_property_by_column(local).key
            if vars(made).get(key) is None:
                there = relation.mapper.get_property_by_column(remote).key
                setattr(made, key, vars(other).get(there))


def _key(column: sa.ColumnElement[UserValue], number: int) -> UserValue:
    kind: type[UserValue]
    try:
        kind = column.type.python_type
    except NotImplementedError:
        kind = int
    if kind is uuid.UUID:
        return uuid.UUID(int=number)
    return kind(number) if kind in (int, str, float) else number


def _watch() -> None:
    if not event.contains(orm.Session, "before_attach", _refuse):
        event.listen(orm.Session, "before_attach", _refuse)


def _refuse(session: orm.Session, instance: UserValue) -> None:
    owner = _pretending.get(sa.inspect(instance))
    if owner is not None:
        raise UnsupportedStrategy(
            f"{owner}: this object goes into no session, for it only looks saved: build_persisted() made it. "
            f"Use create() for an object that is."
        )
