"""The plans that factories keep: bounded in number, and forgetting one changes nothing but speed."""

from __future__ import annotations

import gc
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import typedfactory
from typedfactory.plan.call import cache, tiers

NAMES = ("a", "b", "c", "x", "y", "d__k", "d__l")
CALLS = st.lists(st.tuples(st.sampled_from(["build", "create", "stub"]), st.sets(st.sampled_from(NAMES))), max_size=30)


def new_factory() -> Any:
    class ThingFactory(typedfactory.DictFactory):
        a = typedfactory.Sequence(lambda n: n)
        b = typedfactory.LazyAttribute(lambda o: ("b", o.a))
        d = typedfactory.Dict({"k": typedfactory.SelfAttribute("..a")})

    return ThingFactory


def kept(factory: Any) -> int:
    """Return the largest number of plans that a factory keeps of one kind."""
    plans = factory._meta.plans
    return max(0, len(plans.by_tree), *(len(known) for known in plans.by_keywords.values()))


@pytest.fixture(autouse=True)
def few_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "PLANS_KEPT", 3)
    monkeypatch.setattr(tiers, "COMPILED_AT", 0)


@given(CALLS)
def test_calls_with_any_keywords_are_right_and_the_plans_stay_bounded(calls: list[tuple[str, set[str]]]) -> None:
    factory = new_factory()
    for number, (way, names) in enumerate(calls):
        given_values = {name: (name, number) for name in sorted(names)}
        made = getattr(factory, way)(**given_values)
        found = vars(made) if way == "stub" else made
        first = given_values.get("a", number)
        nested = {"k": first} | {key[3:]: value for key, value in given_values.items() if key.startswith("d__")}
        plain = {key: value for key, value in given_values.items() if "__" not in key}
        assert {key: value for key, value in found.items() if key != "d"} == {"a": first, "b": ("b", first), **plain}
        assert (vars(found["d"]) if way == "stub" else found["d"]) == nested
        assert kept(factory) <= 3


def test_a_thousand_different_calls_leave_a_bounded_number_of_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(tiers, "COMPILED_AT", 0)
    factory = new_factory()
    for number in range(1_000):
        assert factory(**{f"x{number}": number})[f"x{number}"] == number
    assert kept(factory) == cache.PLANS_KEPT == 256


def test_plans_that_are_forgotten_are_freed() -> None:
    factory = new_factory()
    for number in range(20):
        factory(**{f"x{number}": number})
    gc.collect()
    # Those kept, and one for each way of calling without keywords, at the top and nested.
    assert len(factory._meta.plans._all) <= 3 + 2 * 4


def test_nested_calls_stay_bounded_too() -> None:
    nested = new_factory()
    pairs = itertools.combinations(NAMES[:5], 2)
    for pair in pairs:

        class OuterFactory(typedfactory.DictFactory):
            inner = typedfactory.SubFactory(nested)

        values = {f"inner__{name}": name for name in pair}
        made = OuterFactory.build(**values)
        assert {name: made["inner"][name] for name in pair} == {name: name for name in pair}
    assert kept(nested) <= 3
