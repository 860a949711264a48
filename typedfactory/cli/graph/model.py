"""What is drawn: factories, and what leads from one to another."""

from __future__ import annotations

import enum
from collections.abc import Iterator

import attrs


class Kind(enum.Enum):
    """Why a factory leads to another one."""

    SUB = "sub-factory"
    RELATED = "related factory"
    MANY = "many-to-many"
    FILLED = "filled by type"


@attrs.frozen
class Field:
    """A field of a factory.

    Attributes:
        name: Its name.
        kind: Where its value comes from, in a word.
        text: The same in full, with the place.
    """

    name: str
    kind: str
    text: str


@attrs.frozen
class Node:
    """A factory.

    Attributes:
        key: What it is called in files: ``f0``, ``f1``, …
        name: Its name.
        module: Where it is defined.
        model: What it makes.
        origin: ``"named"``, ``"reached"`` from a factory that was named, or ``"automatic"``: nobody wrote it.
    """

    key: str
    name: str
    module: str
    model: str
    origin: str


@attrs.frozen
class Edge:
    """What leads from one factory to another.

    Attributes:
        source: The factory that asks, by its key.
        target: The factory that is asked.
        field: The field, or the path of fields, that it is asked for.
        kind: Why.
        traits: The traits that have to be on; none where it is always so.
    """

    source: str
    target: str
    field: str
    kind: Kind
    traits: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The field, and the traits that it needs."""
        return f"{self.field} ({', '.join(self.traits)})" if self.traits else self.field


@attrs.frozen
class Graph:
    """All that is drawn.

    Attributes:
        nodes: The factories, those that were named first.
        edges: What leads from one to another.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def edges_of(self, key: str) -> Iterator[Edge]:
        """Give what leads away from a factory.

        Args:
            key: The factory.
        """
        return (edge for edge in self.edges if edge.source == key)
