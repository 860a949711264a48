"""Factories that contain each other: which recursion is theirs, and which is the user's own."""

from __future__ import annotations

from typing import Any

import pytest

import typedfactory
from tests.data.making import define_factory
from typedfactory.errors import CyclicDefinitionError
from typedfactory.plan.call.circles import describe_circle


class LeafFactory(typedfactory.DictFactory):
    n = 1


class NodeFactory(typedfactory.DictFactory):
    """A circle of one."""

    leaf = typedfactory.SubFactory(LeafFactory)
    next = typedfactory.SubFactory("tests.plan.call.test_circles.NodeFactory")


def circle_of(first: Any) -> str | None:
    return describe_circle(first._meta)


def test_factories_without_a_circle_have_none() -> None:
    class HolderFactory(typedfactory.DictFactory):
        first = typedfactory.SubFactory(LeafFactory)
        second = typedfactory.List([typedfactory.SubFactory(LeafFactory), typedfactory.SubFactory(LeafFactory)])
        plain = 1

    assert circle_of(HolderFactory) is None


def test_a_factory_that_contains_itself_is_a_circle() -> None:
    expected = (
        "NodeFactory.next: the factories contain each other without end: NodeFactory → NodeFactory. "
        "End the circle with next=None (or another value) in the declaration or at the call."
    )
    assert circle_of(NodeFactory) == expected
    for overrides in ({}, {"leaf__n": 2}, {"leaf": typedfactory.Sequence(str)}):
        with pytest.raises(CyclicDefinitionError) as caught:
            NodeFactory.build(**overrides)
        assert str(caught.value) == expected
        assert caught.value.__suppress_context__, "the thousand frames of the recursion are not shown"


@pytest.mark.parametrize("kind", ["related", "list", "maybe", "trait", "dict"])
def test_a_circle_is_found_through_every_declaration_that_nests(kind: str) -> None:
    sub = typedfactory.SubFactory(NodeFactory)
    declared: dict[str, Any] = {
        "related": {"inner": typedfactory.RelatedFactory(NodeFactory)},
        "list": {"inner": typedfactory.RelatedFactoryList(NodeFactory)},
        "maybe": {"flag": True, "inner": typedfactory.Maybe("flag", 1, sub)},
        "trait": {"Params": type("Params", (), {"on": typedfactory.Trait(inner=sub)})},
        "dict": {"inner": typedfactory.Dict({"x": sub})},
    }
    outer = define_factory("OuterFactory", typedfactory.DictFactory, **declared[kind])
    assert circle_of(outer) == circle_of(NodeFactory)
    with pytest.raises(CyclicDefinitionError) as caught:
        outer.build(**{"trait": {"on": True}, "maybe": {"flag": False}}.get(kind, {}))
    assert str(caught.value) == circle_of(NodeFactory)


@pytest.mark.parametrize("strategy", ["build", "create", "stub"])
def test_a_circle_behind_an_overridden_method_is_explained_too(strategy: str) -> None:
    class HookedFactory(NodeFactory):
        @classmethod
        def _generate(cls, strategy: str, params: dict[str, Any]) -> Any:
            return super()._generate(strategy, params)

    with pytest.raises(CyclicDefinitionError):
        getattr(HookedFactory, strategy)()


def test_a_circle_that_a_declaration_ends_is_none() -> None:
    class EndedFactory(typedfactory.DictFactory):
        first = typedfactory.SubFactory(NodeFactory, next=None)
        second = typedfactory.SubFactory(NodeFactory)
        second__next = typedfactory.LazyFunction(lambda: None)

    assert EndedFactory.build()["second"]["next"] is None
    assert circle_of(EndedFactory) is None


def test_factories_of_the_same_name_are_no_circle() -> None:
    def make(inner: Any) -> Any:
        class TwinFactory(typedfactory.DictFactory):
            twin = inner

        return TwinFactory

    assert circle_of(make(typedfactory.SubFactory(make(None)))) is None


def test_a_recursion_of_the_user_s_own_is_seen_as_it_is() -> None:
    def recurse() -> Any:
        return recurse()

    class HolderFactory(typedfactory.DictFactory):
        leaf = typedfactory.SubFactory(LeafFactory)

    for make in (HolderFactory.build, HolderFactory.create):
        with pytest.raises(RecursionError):
            make(leaf__n=typedfactory.LazyFunction(recurse))
    with pytest.raises(RecursionError):
        HolderFactory.build_batch(2, leaf__n=typedfactory.LazyFunction(recurse))
