"""Writing rows: which come first, what their foreign keys are, and how the database tells their keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.orm.sqlalchemy_rows import BulkError, Row


def can_return_keys(session: Any) -> bool:
    """Say whether a database tells the keys of many rows in the order in which they were given."""
    dialect = session.get_bind().dialect
    # SQLAlchemy has the order since 2.0.10; what came before is left to the unit of work.
    in_order = getattr(dialect, "insert_executemany_returning_sort_by_parameter_order", False)
    return bool(in_order) or (dialect.name == "sqlite" and dialect.insert_executemany_returning)


class Inserter:
    """Inserts the rows of one chunk.

    Args:
        session: The session.
        keep: Whether objects are wanted.
    """

    def __init__(self, session: Any, *, keep: bool) -> None:
        self.session = session
        self.keep = keep
        self.plans: dict[Any, RowPlan] = {}

    def insert(self, rows: list[Row]) -> list[Any]:
        """Insert rows, their parents first.

        Returns:
            The objects, where they are kept.
        """
        for depth, level in reversed(list(enumerate(self.levels(rows)))):
            for model, members in level.items():
                self.plan(model).insert(self.session, members, keyed=depth > 0, keep=self.keep)
        return [self.instance(row) for row in rows] if self.keep else []

    def plan(self, model: Any) -> RowPlan:
        """Return how rows of a model are inserted."""
        plan = self.plans.get(model)
        if plan is None:
            plan = self.plans[model] = RowPlan(sa.inspect(model))
        return plan

    def levels(self, rows: list[Row]) -> list[dict[Any, list[Row]]]:
        """Return model → rows for each level: what was asked for, its parents, theirs, and so on."""
        placed: dict[int, tuple[int, Row]] = {}
        depth, current = 0, rows
        while current:
            # A row that is met again further down goes there.
            placed.update((id(row), (depth, row)) for row in current)
            current = [
                parent
                for row in current
                for name in self.plan(row.model).relations
                if type(parent := row.values.get(name)) is Row
            ]
            depth += 1
        levels: list[dict[Any, list[Row]]] = [{} for _ in range(depth)]
        for place, row in placed.values():
            levels[place].setdefault(row.model, []).append(row)
        return levels

    def instance(self, row: Row) -> Any:
        """Return the object of a row that is in the database, as if it had been loaded."""
        if row.instance is None:
            row.instance = row.model()
            known = orm.attributes.instance_dict(row.instance)
            known.update(row.written)
            for name in self.plan(row.model).relations:
                parent = row.values.get(name)
                if parent is not None:
                    known[name] = self.instance(parent) if type(parent) is Row else parent
            orm.make_transient_to_detached(row.instance)
            stale = self.session.identity_map.get(sa.inspect(row.instance).key)
            if stale is not None:
                # What had this key is gone: a rollback took it back, and the database gave the key again.
                self.session.expunge(stale)
            self.session.add(row.instance)
        return row.instance


class RowPlan:
    """How the rows of one model are inserted.

    Args:
        mapper: The model's mapper.
    """

    def __init__(self, mapper: Any) -> None:
        self.table = mapper.local_table
        #: Attribute → key of its column in the table.
        self.columns = {
            each.key: each.columns[0].key for each in mapper.column_attrs if isinstance(each.columns[0], sa.Column)
        }
        #: Relationship → the pairs of own attribute and parent's attribute.
        self.relations = {
            each.key: [
                (mapper.get_property_by_column(local).key, each.mapper.get_property_by_column(remote).key)
                for local, remote in each.local_remote_pairs
            ]
            for each in mapper.relationships
            if each.direction is orm.RelationshipDirection.MANYTOONE
        }
        self.keys = tuple(mapper.get_property_by_column(each).key for each in mapper.primary_key)
        self.constants: dict[str, Any] = {}
        if mapper.polymorphic_on is not None and mapper.polymorphic_identity is not None:
            discriminator = mapper.get_property_by_column(mapper.polymorphic_on).key
            self.constants[discriminator] = mapper.polymorphic_identity
        self.same_names = all(name == column for name, column in self.columns.items())

    def insert(self, session: Any, rows: list[Row], *, keyed: bool, keep: bool) -> None:
        """Insert rows.

        Args:
            session: The session.
            rows: The rows; each is told what was written.
            keyed: Whether their keys are needed.
            keep: Whether all their values are needed.
        """
        groups: dict[tuple[str, ...], list[Row]] = {}
        for row in rows:
            row.written = self.attributes(session, row)
            groups.setdefault(tuple(row.written), []).append(row)
        for names, members in groups.items():
            wanted = [name for name in self.columns if name not in names and (keep or (keyed and name in self.keys))]
            self.insert_group(session, names, members, wanted)

    def insert_group(self, session: Any, names: Sequence[str], rows: list[Row], wanted: list[str]) -> None:
        """Insert rows with the same columns, in one statement, and learn what the database decides.

        Args:
            session: The session.
            names: The attributes that are given.
            rows: The rows.
            wanted: The attributes that are asked back.
        """
        parameters = [self.parameters(row) for row in rows]
        statement = sa.insert(self.table)
        if not wanted:
            session.execute(statement, parameters)
            return
        asked = [*self.keys, *(name for name in wanted if name not in self.keys)]
        columns = [self.table.c[self.columns[name]] for name in asked]
        if session.get_bind().dialect.name == "sqlite":
            found = self.in_order(session.execute(statement.returning(*columns), parameters), names, rows)
        else:
            found = session.execute(statement.returning(*columns, sort_by_parameter_order=True), parameters)
        for row, values in zip(rows, found, strict=True):
            row.written.update(zip(asked, values, strict=True))

    def in_order(self, found: Any, names: Sequence[str], rows: list[Row]) -> list[Any]:
        """Return what SQLite told of rows in the order of the rows, which it does not promise to keep."""
        count = len(self.keys)
        by_key = {tuple(values[:count]): values for values in found}
        if all(name in names for name in self.keys):
            return [by_key[tuple(row.written[name] for name in self.keys)] for row in rows]
        # The rows of one statement are numbered in the order in which they stand there.
        return [by_key[key] for key in sorted(by_key)]

    def parameters(self, row: Row) -> dict[str, Any]:
        """Return column → value of a row."""
        if self.same_names:
            return row.written
        return {self.columns[name]: value for name, value in row.written.items()}

    def attributes(self, session: Any, row: Row) -> dict[str, Any]:
        """Return attribute → value of a row whose parents are in the database."""
        columns, relations = self.columns, self.relations
        found = dict(self.constants)
        for name, value in row.values.items():
            if name in columns:
                found[name] = value
            elif name in relations:
                if value is not None:
                    for local, remote in relations[name]:
                        found[local] = _key_of(session, value, remote)
            elif value:
                raise BulkError(
                    f"{row.model.__name__}.{name}: only columns and parents can be inserted in bulk. "
                    f'Use create_batch, or bulk="where-possible".'
                )
        return found


def _key_of(session: Any, parent: Any, attribute: str) -> Any:
    """Return what a foreign key to a parent holds."""
    if type(parent) is Row:
        return parent.written[attribute]
    if not sa.inspect(parent).has_identity:
        session.add(parent)
        session.flush()
    return getattr(parent, attribute)
