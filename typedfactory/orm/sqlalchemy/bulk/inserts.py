"""Writing rows: which come first, what their foreign keys are, and how the database tells their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.ground.given import UserValue, UserValues
from typedfactory.orm.sqlalchemy.bulk.later import LateHooks, makes_rows
from typedfactory.orm.sqlalchemy.bulk.links import insert_links, note_links
from typedfactory.orm.sqlalchemy.bulk.refusals import is_linked
from typedfactory.orm.sqlalchemy.bulk.rows import BulkError, Row, RowKey, is_plain_model, key_of
from typedfactory.orm.sqlalchemy.filling.constructors import construct
from typedfactory.orm.sqlalchemy.listeners import listens


def can_return_keys(session: orm.Session, mapper: orm.Mapper[UserValue]) -> bool:
    """Say whether a model's database tells the keys of many rows in the order in which they were given."""
    dialect = session.get_bind(mapper).dialect
    # SQLAlchemy has the order since 2.0.10; what came before is left to the unit of work.
    in_order = getattr(dialect, "insert_executemany_returning_sort_by_parameter_order", False)
    return bool(in_order) or (dialect.name == "sqlite" and dialect.insert_executemany_returning)


class Inserter:
    """Inserts the rows of one chunk.

    Args:
        session: The session.
        keep: Whether objects are wanted.
        work: Runs a function as a call whose objects are flushed at its end.
    """

    def __init__(self, session: orm.Session, *, keep: bool, work: Callable[[Callable[[], None]], UserValue]) -> None:
        self.session = session
        self.keep = keep
        self.work = work
        self.direct = not listens(session)
        self.plans: dict[type, RowPlan] = {}

    def insert(self, rows: list[Row], *, keyed: bool = False) -> list[UserValue]:
        """Insert rows, their parents first; the hooks of a level run before the next one is inserted.

        Args:
            rows: The rows.
            keyed: Whether others will refer to them.

        Returns:
            The objects, where they are kept.
        """
        levels = self.levels(rows)
        self.flush_parents(levels)
        for depth, level in reversed(list(enumerate(levels))):
            for model, members in level.items():
                self.insert_level(model, members, keyed=keyed or depth > 0)
            waiting = [row for members in level.values() for row in members]
            insert_links(self.session, waiting)
            LateHooks(waiting, self.insert_more, self.instance, self.work, self.session).run()
        return [self.instance(row) for row in rows] if self.keep else []

    def insert_more(self, rows: list[Row]) -> None:
        """Insert what the hooks of rows make; nobody asks for the objects."""
        keep, self.keep = self.keep, False
        self.insert(rows, keyed=True)
        self.keep = keep

    def insert_level(self, model: type[UserValue], rows: list[Row], *, keyed: bool) -> None:
        """Insert the rows of one model and level.

        Args:
            model: The model.
            rows: The rows.
            keyed: Whether rows refer to them.
        """
        plan = self.plan(model)
        asked = [row for row in rows if row.later or row.links]
        keep = self.keep or any(not makes_rows(waiting) for row in asked for waiting in row.later or ())
        if self.direct and plan.is_direct and not any(row.args for row in rows):
            plan.insert(self.session, rows, keyed=keyed or bool(asked), keep=keep)
        else:
            self.insert_objects(plan, rows)
        for row in rows:
            row.done = True

    def insert_objects(self, plan: RowPlan, rows: list[Row]) -> None:
        """Let the unit of work insert the rows of a model whose objects are more than their arguments."""
        for row in rows:
            row.instance = construct(row.model, row.args, plan.arguments(row, self.instance))
            self.session.add(row.instance)
        self.session.flush()
        for row in rows:
            known = orm.attributes.instance_dict(row.instance)
            row.written = {name: known[name] for name in plan.columns if name in known}

    def plan(self, model: type[UserValue]) -> RowPlan:
        """Return how rows of a model are inserted."""
        plan = self.plans.get(model)
        if plan is None:
            mapper = sa.inspect(model)
            plan = self.plans[model] = RowPlan(mapper, tells_keys=can_return_keys(self.session, mapper))
        return plan

    def parents(self, row: Row) -> Iterator[UserValue]:
        """Yield the rows and objects that a row refers to."""
        plan, values = self.plan(row.model), row.values
        for name in plan.relations:
            parent = values.get(name)
            if parent is not None:
                yield parent
        for name in plan.foreign:
            value = values.get(name)
            if type(value) is RowKey:
                yield value.row
        if row.links:
            for objects in row.links.values():
                yield from objects

    def levels(self, rows: list[Row]) -> list[dict[type, list[Row]]]:
        """Return model → rows for each level: what was asked for, its parents, theirs, and so on."""
        placed: dict[int, tuple[int, Row]] = {}
        depth, current = 0, [row for row in rows if not row.done]
        while current:
            # A row that is met again further down goes there.
            placed.update((id(row), (depth, row)) for row in current)
            for row in current:
                self.plan(row.model).take_links(row)
            current = [
                parent for row in current for parent in self.parents(row) if type(parent) is Row and not parent.done
            ]
            depth += 1
        levels: list[dict[type, list[Row]]] = [{} for _ in range(depth)]
        for place, row in placed.values():
            levels[place].setdefault(row.model, []).append(row)
        return levels

    def flush_parents(self, levels: list[dict[type, list[Row]]]) -> None:
        """Write the objects that rows refer to and that are not in the database, all at once."""
        rows = [row for level in levels for members in level.values() for row in members]
        new = [
            parent
            for row in rows
            for parent in self.parents(row)
            if type(parent) is not Row and not sa.inspect(parent).has_identity
        ]
        if new:
            self.session.add_all(new)
            self.session.flush()

    def instance(self, row: Row) -> UserValue:
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
        tells_keys: Whether its database tells keys in order.
    """

    def __init__(self, mapper: orm.Mapper[UserValue], *, tells_keys: bool) -> None:
        self.mapper = mapper
        self.table: sa.Table = mapper.local_table  # type: ignore[assignment]  # what rows are inserted into is a table
        self.is_direct = tells_keys and is_plain_model(mapper.class_)
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
        self.foreign = tuple(
            each.key for each in mapper.column_attrs if any(column.foreign_keys for column in each.columns)
        )
        self.collections = {each.key: each for each in mapper.relationships if is_linked(each)}
        #: What foreign keys refer to, beside the keys.
        self.targets = _targets(mapper)
        self.keys = tuple(mapper.get_property_by_column(each).key for each in mapper.primary_key)
        self.constants: UserValues = {}
        if mapper.polymorphic_on is not None and mapper.polymorphic_identity is not None:
            discriminator = mapper.get_property_by_column(mapper.polymorphic_on).key
            self.constants[discriminator] = mapper.polymorphic_identity
        self.same_names = all(name == column for name, column in self.columns.items())

    def insert(self, session: orm.Session, rows: list[Row], *, keyed: bool, keep: bool) -> None:
        """Insert rows.

        Args:
            session: The session.
            rows: The rows; each is told what was written.
            keyed: Whether their keys are needed.
            keep: Whether all their values are needed.
        """
        groups: dict[tuple[str, ...], list[Row]] = {}
        for row in rows:
            row.written = self.attributes(row)
            groups.setdefault(tuple(row.written), []).append(row)
        for names, members in groups.items():
            asked = self.columns if keep else {*self.keys, *self.targets} if keyed else ()
            wanted = [name for name in self.columns if name not in names and name in asked]
            self.insert_group(session, names, members, wanted)

    def insert_group(self, session: orm.Session, names: Sequence[str], rows: list[Row], wanted: list[str]) -> None:
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
        if session.get_bind(self.mapper).dialect.name == "sqlite":
            found: Iterable[Sequence[UserValue]] = self.in_order(
                session.execute(statement.returning(*columns), parameters), names, rows
            )
        else:
            found = session.execute(statement.returning(*columns, sort_by_parameter_order=True), parameters)
        for row, values in zip(rows, found, strict=True):
            row.written.update(zip(asked, values, strict=True))

    def in_order(self, found: Iterable[Sequence[UserValue]], names: Sequence[str], rows: list[Row]) -> list[UserValue]:
        """Return what SQLite told of rows in the order of the rows, which it does not promise to keep."""
        count = len(self.keys)
        by_key = {tuple(values[:count]): values for values in found}
        if all(name in names for name in self.keys):
            return [by_key[tuple(row.written[name] for name in self.keys)] for row in rows]
        # The rows of one statement are numbered in the order in which they stand there.
        return [by_key[key] for key in sorted(by_key)]

    def parameters(self, row: Row) -> UserValues:
        """Return column → value of a row."""
        if self.same_names:
            return row.written
        return {self.columns[name]: value for name, value in row.written.items()}

    def take_links(self, row: Row) -> None:
        """Make links of the many-to-many collections that a row was given."""
        if self.collections and not self.collections.keys().isdisjoint(row.values):
            for name in self.collections.keys() & row.values.keys():
                given = row.values.pop(name)
                if given is not None and (isinstance(given, str) or not isinstance(given, Iterable)):
                    raise BulkError(
                        f"{row.model.__name__}.{name}: takes the related objects as a list, not {type(given).__name__}. "
                        f"Write [one, two]."
                    )
                note_links(row, self.collections[name], given or ())

    def attributes(self, row: Row) -> UserValues:
        """Return attribute → value of a row whose parents are in the database."""
        columns, relations = self.columns, self.relations
        found = dict(self.constants)
        for name, value in row.values.items():
            if name in columns:
                found[name] = key_of(value.row, value.attribute) if type(value) is RowKey else value
            elif name in relations:
                if value is not None:
                    for local, remote in relations[name]:
                        found[local] = key_of(value, remote)
            elif value:
                raise BulkError(
                    f"{row.model.__name__}.{name}: only columns and parents can be inserted in bulk. "
                    f'Use create_batch, or bulk="where-possible".'
                )
        return found

    @staticmethod
    def arguments(row: Row, instance: Callable[[Row], UserValue]) -> UserValues:
        """Return what the constructor of an object takes whose parents are in the database.

        Args:
            row: The row.
            instance: Row → its object.
        """
        found: UserValues = {}
        for name, value in row.values.items():
            if type(value) is Row:
                found[name] = instance(value)
            else:
                found[name] = key_of(value.row, value.attribute) if type(value) is RowKey else value
        return found


def _targets(mapper: orm.Mapper[UserValue]) -> frozenset[str]:
    """Return the attributes that foreign keys of other tables refer to."""
    table: sa.Table = mapper.local_table  # type: ignore[assignment]  # as above
    columns = {
        key.column
        for other in table.metadata.tables.values()
        for constraint in other.foreign_key_constraints
        if constraint.referred_table is table
        for key in constraint.elements
    }
    return frozenset(each.key for each in mapper.column_attrs if not columns.isdisjoint(each.columns))
