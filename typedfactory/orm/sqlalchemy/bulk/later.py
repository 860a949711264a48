"""Hooks of rows: they run once the rows of their level are in the database, and what they make is written together."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

import sqlalchemy as sa
from sqlalchemy import orm

from typedfactory.declarations import RelatedFactory, RelatedFactoryList
from typedfactory.ground.given import FactoryClass, UserValue, UserValues
from typedfactory.orm.shared.many_to_many import ManyToMany
from typedfactory.orm.sqlalchemy.bulk.links import insert_links
from typedfactory.orm.sqlalchemy.bulk.refusals import needs_objects
from typedfactory.orm.sqlalchemy.bulk.rows import Row
from typedfactory.orm.sqlalchemy.bulk.twins import Waiting, makes_mapped, of_rows, row_factory
from typedfactory.orm.sqlalchemy.collections import other_sides
from typedfactory.plan.interpret.evaluation import note_field
from typedfactory.plan.interpret.related import is_attached
from typedfactory.plan.interpret.steps import BuilderView, StepView

#: Hooks that make rows; their classes themselves, for a subclass may do something else.
_MAKING = (RelatedFactory, RelatedFactoryList, ManyToMany)
#: How relationships load that never hold a list of objects.
_UNLOADED = ("dynamic", "write_only", "noload")


class LateStep(StepView):
    """The step of a row that is in the database: what is nested in it is created.

    Args:
        waiting: The hook.
        made: Receives the rows that the hook makes; None where it makes objects.
    """

    __slots__ = ("made",)

    def __init__(self, waiting: Waiting, made: list[Row] | None = None) -> None:
        super().__init__(waiting.step.stub)  # type: ignore[union-attr]  # a hook has a step; its report alone has none
        self.made = made

    @property
    def builder(self) -> BuilderView:
        """Strategy and factory."""
        return BuilderView("create", super().builder.factory_meta)

    def recurse(
        self, factory: FactoryClass, params: Mapping[str, UserValue], force_sequence: int | None = None
    ) -> UserValue:
        """Make a row of another factory, nested in this one, or an object."""
        if self.made is None:
            return super().recurse(factory, params, force_sequence)
        given = {name: of_rows(value, name) for name, value in params.items()}
        row = row_factory(factory)._meta.make_nested("build", given, self.stub, force_sequence)
        self.made.append(row)
        return row


def makes_rows(waiting: Waiting) -> bool:
    """Say whether a hook is one whose objects can be rows."""
    hook = waiting.hook
    if type(hook) not in _MAKING:
        return False
    factory = hook.get_factory()
    return makes_mapped(factory) and not needs_objects(factory, (), (waiting.factory._meta,))


class LateHooks:
    """Runs the hooks of the rows of one level.

    Hooks that are functions run row by row, as they do where each object is saved by itself. One that makes rows runs
    for all rows at once, and its rows are inserted before the next hook.

    Args:
        rows: The rows.
        insert: Inserts the rows that hooks make.
        instance: Row → its object.
        work: Runs a function as a call whose objects are flushed at its end.
        session: The session.
    """

    def __init__(
        self,
        rows: list[Row],
        insert: Callable[[list[Row]], UserValue],
        instance: Callable[[Row], UserValue],
        work: Callable[[Callable[[], None]], UserValue],
        session: orm.Session,
    ) -> None:
        self.rows = [row for row in rows if row.later]
        self.insert = insert
        self.instance = instance
        self.work = work
        self.session = session
        self.results: dict[Row, UserValues] = {row: {} for row in self.rows}

    def run(self) -> None:
        """Run all hooks."""
        for row in self.rows:
            if row.later and not makes_rows(row.later[0]):
                open_collections(self.instance(row), row.links or ())
        while self.rows:
            self.work(self.run_functions)
            self.rows = [row for row in self.rows if row.later]
            if self.rows:
                self.run_making()
            self.rows = [row for row in self.rows if row.later]

    def run_functions(self) -> None:
        """Run what comes before the next hook that makes rows."""
        for row in self.rows:
            while row.later and not makes_rows(row.later[0]):
                waiting = row.later.pop(0)
                instance = self.instance(row)
                if waiting.hook is None:
                    waiting.factory._after_postgeneration(instance, create=True, results=self.finished(row))
                    continue
                result = self.call(waiting, instance, LateStep(waiting))
                self.results[row][waiting.name] = result
                self.attach(row, waiting, result)

    def run_making(self) -> None:
        """Run the next hook of each row, which makes rows."""
        made: list[Row] = []
        done: list[tuple[Row, Waiting, UserValue]] = []
        for row in self.rows:
            waiting = row.later.pop(0)  # type: ignore[union-attr]  # the rows are those that wait
            result = self.call(waiting, row, LateStep(waiting, made))
            self.results[row][waiting.name] = result
            done.append((row, waiting, result))
        self.insert(made)
        insert_links(self.session, self.rows)
        for row in self.rows:
            self.forget_collections(row)
        self.work(lambda: self.attach_all(done))

    def attach_all(self, done: list[tuple[Row, Waiting, UserValue]]) -> None:
        """Put related objects into the fields of their hooks' names."""
        for row, waiting, result in done:
            self.attach(row, waiting, result)

    @staticmethod
    def call(waiting: Waiting, instance: UserValue, step: LateStep) -> UserValue:
        """Run a hook."""
        try:
            return waiting.hook.evaluate_post(instance, step, waiting.overrides)
        except Exception as error:
            note_field(error, waiting.factory.__name__, waiting.name)
            raise

    def attach(self, row: Row, waiting: Waiting, result: UserValue) -> None:
        """Put a related object into the field of its hook's name, unless its own foreign key has put it there."""
        if not is_attached(waiting.factory._meta, waiting.name, waiting.hook):
            return
        relation = sa.inspect(row.model).relationships.get(waiting.name)
        if relation is not None and relation.uselist:
            if waiting.hook.name in other_sides(relation) and type(result) is list:
                return
            open_collections(self.instance(row), ())
        setattr(self.instance(row), waiting.name, self.finished_value(result))

    def finished(self, row: Row) -> UserValues:
        """Return what the hooks of a row returned, with objects in the place of rows."""
        return {name: self.finished_value(value) for name, value in self.results[row].items()}

    def finished_value(self, value: UserValue) -> UserValue:
        """Return an object in the place of a row."""
        if type(value) is Row:
            return self.instance(value)
        return [self.finished_value(each) for each in value] if type(value) is list else value

    @staticmethod
    def forget_collections(row: Row) -> None:
        """Let the collections of an object be loaded when they are next asked for: there are rows in them now."""
        if row.instance is None:
            return
        state = sa.inspect(row.instance)
        names = [each.key for each in state.mapper.relationships if each.uselist and each.key in state.dict]
        if names and state.session is not None:
            state.session.expire(row.instance, names)


def open_collections(instance: UserValue, filled: Container[object]) -> None:
    """Give an object that was inserted just now its empty collections: nothing need be loaded to add to them.

    Args:
        instance: The object.
        filled: The relationships in which there is something.
    """
    state: UserValue = sa.inspect(instance)
    for relation in state.mapper.relationships:
        loads = relation.uselist and not relation.viewonly and relation.lazy not in _UNLOADED
        if loads and relation not in filled and relation.key not in state.dict:
            orm.attributes.set_committed_value(instance, relation.key, ())
