"""What factories say of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from typedfactory import typeinfo
from typedfactory.cli.graph.model import Edge, Graph, Kind, Node
from typedfactory.declarations import Dict, List, RelatedFactory, SubFactory, is_declaration
from typedfactory.orm.shared.many_to_many import ManyToMany
from typedfactory.plan.describe.branches import branches, defaults_tree
from typedfactory.plan.describe.filling import AutoSubFactory, AutoValue
from typedfactory.plan.describe.filling.automatic import factory_for, home_of, is_model
from typedfactory.plan.describe.overrides import UNSET, Tree

if TYPE_CHECKING:
    from typedfactory.ground.given import FactoryClass, UserValue


@attrs.frozen
class Link:
    """What leads from a factory to another one, before both have keys."""

    target: FactoryClass
    field: str
    kind: Kind
    traits: tuple[str, ...] = ()


@attrs.frozen
class Read:
    """A graph, and the factories behind it.

    Attributes:
        graph: The graph.
        factories: Key → factory.
    """

    graph: Graph
    factories: dict[str, FactoryClass]


def read(named: Iterable[FactoryClass]) -> Read:
    """Return the graph of factories, and of those that they lead to.

    Args:
        named: The factories that the user named.
    """
    named = list(named)
    nodes: dict[FactoryClass, Node] = {}
    edges: list[Edge] = []

    def key_of(factory: FactoryClass) -> str:
        if factory not in nodes:
            nodes[factory] = node_of(factory, f"f{len(nodes)}", is_named=factory in named)
            waiting.append(factory)
        return nodes[factory].key

    waiting: list[FactoryClass] = []
    for each in named:
        key_of(each)
    # What is reached is put at the end, and has its turn.
    for factory in waiting:
        seen: dict[Link, None] = dict.fromkeys(links_of(factory))
        edges.extend(
            Edge(key_of(factory), key_of(link.target), link.field, link.kind, link.traits) for link in merged(seen)
        )
    factories = {node.key: factory for factory, node in nodes.items()}
    return Read(Graph(tuple(nodes.values()), tuple(edges)), factories)


def node_of(factory: FactoryClass, key: str, *, is_named: bool) -> Node:
    """Return what stands for a factory.

    Args:
        factory: The factory.
        key: Its key.
        is_named: Whether the user named it.
    """
    model = factory._meta.get_model_class()
    automatic = not is_named and is_automatic(factory)
    return Node(
        key,
        factory.__name__,
        factory.__module__,
        getattr(model, "__name__", str(model)),
        "named" if is_named else "automatic" if automatic else "reached",
    )


def is_automatic(factory: FactoryClass) -> bool:
    """Say whether nobody wrote a factory: it was made for a field of its model's type.

    Args:
        factory: The factory.
    """
    known: UserValue = home_of(factory)._meta.automatic
    return factory in list(known.values()) and not factory._meta.default_for_model


def merged(links: Iterable[Link]) -> Iterator[Link]:
    """Put together what several traits say alike.

    Args:
        links: What leads to other factories.
    """
    found: dict[Link, list[str]] = {}
    always: set[Link] = set()
    for link in links:
        bare = attrs.evolve(link, traits=())
        found.setdefault(bare, []).extend(link.traits)
        if not link.traits:
            always.add(bare)
    for bare, traits in found.items():
        yield bare if bare in always else attrs.evolve(bare, traits=tuple(dict.fromkeys(traits)))


def links_of(factory: FactoryClass) -> Iterator[Link]:
    """Give what leads from a factory to others: in its class body, in its traits, and by the types of its model.

    Args:
        factory: The factory.
    """
    spec = factory._meta.spec
    for field in [*spec.fields.values(), *spec.hooks.values()]:
        yield from _links(factory, field.base, field.name, ())
        yield from _links_in(factory, field.context, field.name, ())
        for layer in field.layers:
            yield from _links(factory, layer.value, field.name, (layer.trait,))
            yield from _links_in(factory, layer.context, field.name, (layer.trait,))


def _links(factory: FactoryClass, declared: UserValue, path: str, traits: tuple[str, ...]) -> Iterator[Link]:
    if declared is UNSET:
        return
    for value in branches(declared):
        if isinstance(value, AutoValue):
            yield from (Link(each, path, Kind.FILLED, traits) for each in _models_in(factory, value.annotation))
        elif isinstance(value, (Dict, List)):
            yield from _links_in(factory, defaults_tree(value), path, traits)
        elif isinstance(value, SubFactory):
            kind = Kind.FILLED if isinstance(value, AutoSubFactory) else Kind.SUB
            yield Link(value.get_factory(), path, kind, traits)
            yield from _links_in(factory, defaults_tree(value), path, traits)
        elif isinstance(value, RelatedFactory):
            yield Link(value.get_factory(), path, Kind.RELATED, traits)
            yield from _links_in(factory, defaults_tree(value), path, traits)
        elif isinstance(value, ManyToMany):
            yield Link(value.get_factory(), path, Kind.MANY, traits)


def _links_in(factory: FactoryClass, tree: Tree, path: str, traits: tuple[str, ...]) -> Iterator[Link]:
    """Give what is declared below a field: ``author__company = SubFactory(…)``, and in what a sub-factory is given."""
    for name, node in tree.items():
        below = f"{path}__{name}" if name else path
        if is_declaration(node.value):
            yield from _links(factory, node.value, below, traits)
        yield from _links_in(factory, node.children, below, traits)


def _models_in(factory: FactoryClass, annotation: object, depth: int = 5) -> Iterator[FactoryClass]:
    """Give the factories that make the models in a type: ``list[Line]``."""
    bare = typeinfo.peel(annotation).bare
    if is_model(bare):
        yield factory_for(factory._meta, bare)
    elif depth:
        for inner in typeinfo.arguments_of(bare):
            yield from _models_in(factory, inner, depth - 1)
