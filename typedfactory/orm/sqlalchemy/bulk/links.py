"""Many-to-many in bulk: rows of secondary tables, and rows in between, instead of collections that are filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.ground.context import BuildStep
from typedfactory.ground.given import UserValue, UserValues
from typedfactory.orm.sqlalchemy.bulk.rows import BulkError, Row, key_of
from typedfactory.orm.sqlalchemy.collections import Between, collection_of, other_sides
from typedfactory.plan.describe.filling import factory_for


def link_rows(step: BuildStep, row: Row, name: str, objects: list[UserValue], through: Mapping[str, UserValue]) -> None:
    """Note what is to be put into a collection of a row.

    Args:
        step: The step that made the row.
        row: The row; it is in the database.
        name: The collection, or the association proxy that leads through rows in between.
        objects: Rows, or objects.
        through: Fields of the rows in between.
    """
    relation = collection_of(step, row.model, name, through)
    if relation is None:
        between = Between(row.model, name)
        factory = factory_for(step.builder.factory_meta, between.model)
        for each in objects:
            step.recurse(factory, between.arguments(row, each, through))
    elif relation.secondary is not None:
        note_links(row, relation, objects)
    else:
        for each in objects:
            _adopt(row, relation, each)


def note_links(row: Row, relation: orm.RelationshipProperty[UserValue], objects: Iterable[UserValue]) -> None:
    """Note which objects a secondary table is to link to a row."""
    if row.links is None:
        row.links = {}
    row.links.setdefault(relation, []).extend(objects)


def _adopt(row: Row, relation: orm.RelationshipProperty[UserValue], child: UserValue) -> None:
    """Let a child refer to a row: by its foreign keys, before it is inserted."""
    if type(child) is not Row:
        raise BulkError(
            f"{row.model.__name__}.{relation.key}: objects that exist cannot be given to rows in bulk. "
            f'Use create_batch, or bulk="where-possible".'
        )
    for local, remote in relation.local_remote_pairs:
        attribute = relation.mapper.get_property_by_column(remote).key
        child.values[attribute] = key_of(row, relation.parent.get_property_by_column(local).key)
    for name in other_sides(relation):
        # Who was to be its parent is none.
        child.values.pop(name, None)


def insert_links(session: orm.Session, rows: Iterable[Row]) -> None:
    """Insert what was noted, with one statement for each secondary table, and forget it.

    Args:
        session: The session.
        rows: The rows; they and what is linked to them are in the database.
    """
    found: dict[sa.Table, list[UserValues]] = {}
    for row in rows:
        for relation, objects in (row.links or {}).items():
            table: sa.Table = relation.secondary  # type: ignore[assignment]  # what links has a secondary table
            for each in objects:
                found.setdefault(table, []).append(dict(_pair(relation, row, each)))
        row.links = None
    for linking, parameters in found.items():
        session.execute(sa.insert(linking), parameters)


def _pair(relation: orm.RelationshipProperty[UserValue], row: Row, other: UserValue) -> Iterator[tuple[str, UserValue]]:
    for column, link in relation.synchronize_pairs:
        yield str(link.key), key_of(row, relation.parent.get_property_by_column(column).key)
    for column, link in relation.secondary_synchronize_pairs or ():
        yield str(link.key), key_of(other, relation.mapper.get_property_by_column(column).key)
