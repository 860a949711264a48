"""Rows as objects: each made by the factory as if it were alone, under its own number and random stream."""

from __future__ import annotations

import functools
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from typedfactory.datasets.drawing.keys import start_of
from typedfactory.datasets.planning.meanings import row_stream
from typedfactory.declarations import Iterator
from typedfactory.ground.sequences import RowNumbers
from typedfactory.plan.describe.filling import derived_factory

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue, UserValues


_making = threading.RLock()


class Body(Protocol):
    """What a maker asks of the fields of a table."""

    @property
    def body(self) -> UserValues:
        """Field → what stands for it in a class body."""

    @property
    def constants(self) -> UserValues:
        """What each call gives."""

    @property
    def iterators(self) -> tuple[Iterator[UserValue], ...]:
        """What has to be told where to stand."""

    @property
    def first(self) -> int:
        """The number of the first object."""


class Maker:
    """Makes rows.

    Args:
        factory: The table's factory.
        fields: The fields that the table says something of.
        key: The key of the stream that a row draws from.
    """

    def __init__(self, factory: FactoryClass, fields: Body, key: int) -> None:
        self._factory, self._fields, self._key = factory, fields, key

    @functools.cached_property
    def factory(self) -> FactoryClass:
        """The factory with the fields that the table says something of."""
        return with_body(self._factory, self._fields.body)

    def make(self, numbers: Sequence[int]) -> list[UserValue]:
        """Make rows.

        Args:
            numbers: Which.
        """
        build, key, first, constants = self.factory.build, self._key, self._fields.first, self._fields.constants
        iterators = self._fields.iterators
        made: list[UserValue] = []
        counters = RowNumbers()
        # The numbers of sequences are the process's.
        with _making, counters, row_stream() as stream:
            for number in numbers:
                counters.stand_at(number)
                for iterator in iterators:
                    iterator.values.stand_at(number)
                stream.begin(start_of(key, number))
                made.append(build(__sequence=first + number, **constants))
        return made


def with_body(factory: FactoryClass, body: UserValues) -> FactoryClass:
    """Return a factory like another one, with other declarations for some fields.

    Args:
        factory: The factory.
        body: Field → value or declaration.
    """
    if not body:
        return factory
    options: UserValues = {"default_for_model": False} if factory._meta.default_for_model else {}
    return derived_factory(factory, factory.__name__, options, body)
