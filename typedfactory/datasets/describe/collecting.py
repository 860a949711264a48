"""What a table says of its columns, gathered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from typedfactory import typeinfo
from typedfactory.datasets.describe.lists import ListMaker
from typedfactory.datasets.describe.parents import is_of_model
from typedfactory.datasets.describe.picks import PerRow, Pick, Position, Same
from typedfactory.datasets.describe.references import Reference, picked
from typedfactory.datasets.drawing.keys import derive_key
from typedfactory.datasets.making.distinct import Distinct
from typedfactory.datasets.making.feeds import Feed
from typedfactory.datasets.planning.codes import Codes, Following, PlaceOf
from typedfactory.datasets.planning.columns import Column
from typedfactory.datasets.planning.meanings import AsInt, AsReferred
from typedfactory.declarations import USE_DEFAULT, Iterator, Sequence, Unique, is_declaration
from typedfactory.declarations.random.faker.declaration import Faker
from typedfactory.errors import DatasetError, did_you_mean

if TYPE_CHECKING:
    from typedfactory.datasets.describe.reading import Reader
    from typedfactory.datasets.describe.table import Table
    from typedfactory.ground.given import UserValue, UserValues


class Collector:
    """Gathers the columns that a table says something of.

    Args:
        table: The table.
        reader: Reads its declarations.

    Attributes:
        columns: Field → its values.
        references: Field → what it refers to.
        objects: Field → what it refers to, where it holds the other row's object.
        constants: What each call of the factory gives.
        replaced: The relations in whose place keys are given.
        nested: Whether some values are made with the row's object only.
    """

    def __init__(self, table: Table, reader: Reader) -> None:
        self._table, self._reader = table, reader
        self.columns: dict[str, Column] = {}
        self.references: dict[str, Reference] = {}
        self.objects: dict[str, Reference] = {}
        self.constants: UserValues = {}
        self.replaced: set[str] = set()
        self.nested = False
        self._body: UserValues = {}

    @property
    def _where(self) -> str:
        return self._table.factory.__name__

    def add(self, name: str, value: UserValue) -> None:
        """Add what the table says of a field.

        Args:
            name: The field.
            value: The value, declaration or reference.
        """
        if isinstance(value, Pick):
            key = derive_key(self._table.stream_key, "pick", name)
            codes = picked(f"{self._where}.{name}", key, self._table.count, value, self.references)
            self.refer(name, value.table, codes, value.field)
        elif isinstance(value, Same):
            self._follow(name, value)
        elif isinstance(value, Position):
            if self._table.blocks is None:
                raise DatasetError(f"{self._where}.{name}: Position needs a table made with per=. Use a Sequence.")
            self.columns[name] = Column(PlaceOf(self._table.blocks), AsInt(value.start))
        elif isinstance(value, PerRow):
            self._body[name] = ListMaker(name, value, self._table.stream_key)
            self.nested = True
        else:
            self._add_plain(name, value)

    def _add_plain(self, name: str, value: UserValue) -> None:
        column = self._reader.column(name, value)
        if column is not None and self._table.layout.field(name) is not None:
            self.columns[name] = column
        elif is_declaration(value):
            self._body[name] = value
            self.nested = True
        else:
            # A trait, a parameter, a deep value: the factory knows.
            self.constants[name] = value
            self.nested = True

    def refer(self, name: str, other: Table, codes: Codes, field: str | None) -> None:
        """Add a reference.

        Args:
            name: The field, or the relation.
            other: The table that it refers to.
            codes: The rows there.
            field: The field that is taken from there; None for the key.

        Raises:
            DatasetError: There is no such field.
        """
        layout = self._table.layout
        target = layout.relations.get(name, name)
        place = layout.field(target)
        if place is None:
            names = [*(each.name for each in layout.fields), *layout.relations]
            raise DatasetError(f"{self._where}.{name}: there is no such field. {did_you_mean(name, names)}")
        reference = Reference(other, codes)
        aliases = {name, target, *(relation for relation, held in layout.relations.items() if held == target)}
        if other.key_name:
            aliases.add(name.removesuffix(f"_{other.key_name}"))
        self.references.update(dict.fromkeys(aliases, reference))
        self.replaced.update(aliases - {target})
        if field is None and is_of_model(place.annotation, typeinfo.class_of(other.layout.model)):
            self.objects[target] = reference
        else:
            self.columns[target] = self.key_column(other, codes, field or other.key_of())

    def key_column(self, other: Table, codes: Codes, field: str) -> Column:
        """Return a field of the rows referred to, as a column of this table.

        Args:
            other: The table that they are in.
            codes: The rows.
            field: The field.
        """
        known = other.fields.columns.get(field)
        if known is not None:
            return Column(Following(codes, known.codes), known.meaning)
        other.referred_values(field, [])
        return Column(
            codes,
            AsReferred(
                lambda number: other.referred_values(field, [number])[0],
                lambda numbers: other.referred_values(field, numbers),
            ),
        )

    def _follow(self, name: str, same: Same) -> None:
        first, *others = same.reference.split(".")
        references: Mapping[str, Reference] = self.references
        codes: Codes | None = None
        table = self._table
        for part in [first, *others]:
            found = references.get(part)
            if found is None:
                raise DatasetError(
                    f"{self._where}.{name}: {table.name} has no reference {part!r}. {did_you_mean(part, references)}"
                )
            codes = found.codes if codes is None else Following(codes, found.codes)
            table, references = found.table, found.table.references
        if codes is not None:
            self.columns[name] = self.key_column(table, codes, same.field or table.key_of())

    def detach(self, declared: UserValues) -> UserValues:
        """Let declarations that go on from object to object depend on the row's number instead; return the others.

        Args:
            declared: Field → declaration.
        """
        others = dict(declared)
        for name, value in declared.items():
            column = self._reader.column(name, value) if type(value) in {Iterator, Unique} else None
            if column is not None:
                self.columns[name] = column
            elif type(value) is Unique:
                self._body[name] = Distinct(value.declaration)
            elif type(value) is Faker and value.unique:
                self._body[name] = Distinct(Faker(value.provider, locale=value.locale, **value.arguments))
            else:
                continue
            del others[name]
        return others

    def feeds(self, first: int) -> dict[str, Feed]:
        """Return the fields whose values are known before the rest of the row.

        Args:
            first: The number of the factory's first object.
        """
        found = {name: Feed(column.value, first) for name, column in self.columns.items()}
        return found | {name: Feed(_referred(reference), first) for name, reference in self.objects.items()}

    def body(self, first: int, feeds: Mapping[str, Feed]) -> UserValues:
        """Return what stands for fields in the class body of the factory that makes objects.

        Args:
            first: The number of the factory's first object.
            feeds: The fields whose values are known.
        """
        layout = self._table.layout
        held = set(layout.relations.values()) if layout.keys_in_calls else set()
        relations = () if layout.keys_in_calls else layout.relations
        values: UserValues = {name: USE_DEFAULT for name in self.replaced if name in relations}
        values.update({name: Sequence(feed.take) for name, feed in feeds.items() if name not in held})
        for name, value in self._body.items():
            values[name] = Sequence(Feed(value.make, first).take) if isinstance(value, ListMaker) else value
        return values


def _referred(reference: Reference) -> Callable[[int], UserValue]:
    find = Column(reference.codes, AsInt()).value
    return lambda row: reference.table.referred_row(find(row))
