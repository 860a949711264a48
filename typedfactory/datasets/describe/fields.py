"""All columns of a table: where each of its values comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from typedfactory import typeinfo
from typedfactory.datasets.describe.collecting import Collector
from typedfactory.datasets.describe.models.keys import key_column
from typedfactory.datasets.describe.parents import field_of_parent
from typedfactory.datasets.describe.picks import Pick, Same
from typedfactory.datasets.describe.reading import Reader
from typedfactory.datasets.describe.refusing import hooked, iterators_in, refuse_related, refuse_unpicked
from typedfactory.datasets.drawing.keys import derive_key
from typedfactory.datasets.making.feeds import Feed
from typedfactory.datasets.planning.codes import ParentOf
from typedfactory.datasets.planning.meanings import AsCall, AsConstant
from typedfactory.declarations import Iterator
from typedfactory.declarations.random.faker.declaration import Faker
from typedfactory.errors import DatasetError
from typedfactory.plan.describe.filling import AutoValue

if TYPE_CHECKING:
    from typedfactory.datasets.describe.models.layout import Field
    from typedfactory.datasets.describe.references import Reference
    from typedfactory.datasets.describe.table import Table
    from typedfactory.datasets.planning.columns import Column
    from typedfactory.ground.given import UserValue, UserValues


@attrs.frozen
class Output:
    """One column as it is written.

    Attributes:
        name: Its name.
        annotation: The type of its values.
        column: Its values; None where they are read from the row's object.
        attribute: What is read there.
    """

    name: str
    annotation: object
    column: Column | None
    attribute: str


@attrs.frozen
class Fields:
    """The columns of a table.

    Attributes:
        outputs: The columns as they are written.
        columns: Field → values that are known without the rest of the row.
        references: Field → what it refers to.
        objects: Field → what it refers to, where it holds the other row's object.
        feeds: Field → what gives its value to the row's object.
        body: Field → what stands for it in the class body of the factory that makes the rows as objects.
        constants: What each call of that factory gives.
        iterators: What has to be told where to stand, for objects.
        first: The number of the factory's first object.
        whole: Whether all columns are known without making objects.
    """

    outputs: tuple[Output, ...]
    columns: Mapping[str, Column]
    references: Mapping[str, Reference]
    objects: Mapping[str, Reference]
    feeds: Mapping[str, Feed]
    body: UserValues
    constants: UserValues
    iterators: tuple[Iterator[UserValue], ...]
    first: int
    whole: bool


def fields_of(table: Table) -> Fields:
    """Return the columns of a table.

    Args:
        table: The table.

    Raises:
        DatasetError: One of them cannot be a function of the row's number.
    """
    factory, layout, given = table.factory, table.layout, table.definition.values
    first = factory._setup_next_sequence()
    reader = Reader(factory.__name__, table.stream_key, first, table.count)
    collector = Collector(table, reader)
    parent = table.definition.parent
    if parent is not None and table.blocks is not None:
        name = field_of_parent(factory.__name__, layout, parent, table.definition.via)
        collector.refer(name, parent, ParentOf(table.blocks), None)
    for name, value in _in_order(given):
        collector.add(name, value)
    _add_key(table, collector, reader)
    declared = _declared_of(table, collector)
    refuse_related(factory, given)
    refuse_unpicked(factory, layout, declared, collector.columns, given)
    iterators: list[Iterator[UserValue]] = []
    whole = layout.stores and not hooked(factory, given) and not collector.nested
    planned: dict[str, Column] = {}
    for field in layout.fields:
        if field.name in collector.columns or field.name in collector.objects:
            continue
        column = _column_of(table, reader, field, declared)
        if column is None:
            whole = False
        else:
            planned[field.name] = column
    if whole:
        collector.columns.update(planned)
    else:
        # What calls functions draws from the row's own stream, as those do that need the rest of the row.
        quick = {
            name: column
            for name, column in planned.items()
            if type(column.meaning) is not AsCall and (type(column.meaning) is not AsConstant or name not in declared)
        }
        collector.columns.update(quick)
        said = {name: value for name, value in given.items() if name not in collector.columns}
        iterators = iterators_in(factory, {**collector.detach(declared), **said})
    outputs = tuple(_output(collector, field, whole=whole) for field in layout.fields)
    _refuse_twins(factory.__name__, outputs)
    feeds = collector.feeds(first)
    return Fields(
        outputs=outputs,
        columns=collector.columns,
        references=collector.references,
        objects=collector.objects,
        feeds=feeds,
        body=collector.body(first, feeds),
        constants=collector.constants,
        iterators=tuple(iterators),
        first=first,
        whole=whole,
    )


def _refuse_twins(where: str, outputs: Sequence[Output]) -> None:
    for name, count in Counter(each.name for each in outputs).items():
        if count > 1:
            raise DatasetError(
                f"{where}.{name}: the key of what {name.rpartition('_')[0]!r} refers to would be a second column of this "
                f"name. Rename the field, or leave the reference out."
            )


def _in_order(given: Mapping[str, UserValue]) -> list[tuple[str, UserValue]]:
    """Return what is given, what refers to other references of the same row last."""
    return sorted(
        given.items(), key=lambda item: (type(item[1]) is Same, isinstance(item[1], Pick) and bool(item[1].same))
    )


def _add_key(table: Table, collector: Collector, reader: Reader) -> None:
    name = table.key_name
    field = None if name is None else table.layout.field(name)
    if field is None or field.name in collector.columns or field.name in table.definition.values:
        return
    base = _base_of(table, field.name)
    if base is typeinfo.MISSING or type(base) is AutoValue:
        column = key_column(table.name, field.annotation, derive_key(table.stream_key, "key"))
    else:
        column = reader.column(field.name, base)
    if column is not None:
        collector.columns[field.name] = column


def _base_of(table: Table, name: str) -> UserValue:
    spec = table.factory._meta.spec.fields.get(name)
    return typeinfo.MISSING if spec is None else spec.base


def _declared_of(table: Table, collector: Collector) -> UserValues:
    """Return what the factory declares for the fields that the table says nothing of."""
    fields = table.factory._meta.spec.fields.items()
    skipped = {*collector.columns, *collector.objects, *table.definition.values, *collector.replaced}
    return {name: spec.base for name, spec in fields if name not in skipped}


def _column_of(table: Table, reader: Reader, field: Field, declared: UserValues) -> Column | None:
    """Return a field that the table says nothing of as a column; None where objects have to be made."""
    name = field.name
    if name in table.definition.values:
        return reader.column(name, table.definition.values[name])
    if name not in declared:
        if field.late:
            raise DatasetError(
                f"{table.factory.__name__}.{name}: its default is a function, which is called when an object is saved. "
                f"Declare the field: {name}=LazyFunction(…)."
            )
        return None if field.default is typeinfo.MISSING else reader.column(name, field.default)
    spec = table.factory._meta.spec.fields[name]
    if spec.context or (spec.layers and any(layer.trait in table.definition.values for layer in spec.layers)):
        return None
    base = declared[name]
    if type(base) is AutoValue and field.unique:
        return reader.counted(name, base)
    if type(base) is Faker and base.unique:
        return None
    return reader.column(name, base)


def _output(collector: Collector, field: Field, *, whole: bool) -> Output:
    reference = collector.objects.get(field.name)
    if reference is not None:
        key = reference.table.key_of()
        keyed = reference.table.layout.field(key)
        held = collector.key_column(reference.table, reference.codes, key)
        return Output(f"{field.name}_{key}", keyed and keyed.annotation, held, field.attribute)
    column = collector.columns.get(field.name)
    return Output(field.name, field.annotation, column if whole else None, field.attribute)
