"""Plans: what the keywords of a call settle before anything is made."""

from __future__ import annotations

from typing import Any

import pytest

import typedfactory
from tests.data.making import define_factory
from typedfactory.plan.describe.overrides import UNSET, Slot, parse_overrides
from typedfactory.plan.interpret.settle import settle_plan, toggled_slots


class OrderFactory(typedfactory.DictFactory):
    state: Any = "pending"
    hook: Any = typedfactory.PostGeneration(lambda *_, **__: None)

    class Params:
        shipped = typedfactory.Trait(state="shipped", shipped_on="monday")
        received = typedfactory.Trait(shipped=True, state="received")


def settled(factory: Any, strategy: str = "build", toggles: Any = None, **given: Any) -> Any:
    return settle_plan(factory._meta, strategy, parse_overrides(given, strict=True), toggles or {})


def values(plan: Any) -> dict[str, Any]:
    return {field.name: field.value for field in plan.fields}


def test_a_plan_has_one_value_for_each_field_and_the_hooks_apart() -> None:
    plan = settled(OrderFactory)
    assert values(plan) == {"state": "pending", "shipped": False, "received": False}
    assert [hook.name for hook in plan.hooks] == ["hook"]
    assert plan.number is UNSET
    assert plan.strategy == plan.build_strategy == "build"


def test_attributes_are_those_of_a_built_object() -> None:
    assert settled(OrderFactory, "attributes").build_strategy == "build"


def test_what_the_call_brings_is_a_slot() -> None:
    plan = settled(OrderFactory, state=Slot("state"), __sequence=Slot("__sequence"), new=Slot("new"))
    assert values(plan)["state"] == Slot("state")
    assert values(plan)["new"] == Slot("new")
    assert plan.number == Slot("__sequence")


def test_traits_that_the_call_names_are_its_toggles() -> None:
    tree = parse_overrides({"received": Slot("received"), "state": Slot("state")}, strict=True)
    assert toggled_slots(OrderFactory._meta, tree) == {"received": "received"}
    on = settled(OrderFactory, toggles={"received": True}, received=Slot("received"))
    assert values(on) == {
        "state": "received",
        "shipped": True,
        "shipped_on": "monday",
        "received": Slot("received"),
    }
    off = settled(OrderFactory, toggles={"received": False}, received=Slot("received"))
    assert values(off)["state"] == "pending"


@pytest.mark.parametrize(
    "switch",
    [
        {"shipped": typedfactory.Sequence(bool)},
        {"received": typedfactory.Sequence(bool)},
        {"Params": type("Params", (), {"any": typedfactory.Trait(shipped=typedfactory.Sequence(bool))}), "any": True},
    ],
)
def test_a_trait_switched_by_a_declaration_cannot_be_planned(switch: dict[str, Any]) -> None:
    factory = define_factory("SwitchedFactory", OrderFactory, **switch)
    assert settled(factory) is None
    assert [factory.build(__sequence=n)["state"] != "pending" for n in range(2)] == [False, True]


def test_a_trait_may_be_switched_by_a_container() -> None:
    factory = define_factory("ListedFactory", OrderFactory, shipped=[1], received=[])
    assert factory.build()["state"] == "shipped"


def test_a_trait_may_be_switched_by_one_written_before_it() -> None:
    class ChainedFactory(typedfactory.DictFactory):
        class Params:
            first = typedfactory.Trait(second=True)
            second = typedfactory.Trait(x=1)

    assert ChainedFactory.build(first=True) == {"x": 1}
    assert values(settled(ChainedFactory)) == {"first": False, "second": False}
