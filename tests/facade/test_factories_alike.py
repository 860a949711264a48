"""Factories that are made for one model without declarations share their first calls, and nothing that shows."""

from __future__ import annotations

import dataclasses
import gc
import weakref
from typing import Any
from unittest import mock

import pytest

import typedfactory
from typedfactory.errors import UnknownFieldError
from typedfactory.plan.call import tiers


@pytest.fixture(params=[0, 2, 32], ids=lambda calls: f"compiled at {calls}")
def pair(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """Two factories of one model, the second made after the first."""
    monkeypatch.setattr(tiers, "COMPILED_AT", request.param)
    model: Any = dataclasses.make_dataclass("Account", [("name", str), ("age", int, 3)])
    first, second = typedfactory.make_factory(model), typedfactory.make_factory(model)
    assert second._meta.alike is first._meta
    return first, second


def test_each_is_a_class_of_its_own(pair: tuple[Any, Any]) -> None:
    first, second = pair
    assert first is not second
    assert (first.__name__, first.__module__) == (second.__name__, second.__module__)
    assert second._meta.factory is second
    assert repr(second._meta) == "<FactoryOptions for AccountFactory>"


def test_each_counts_for_itself(pair: tuple[Any, Any]) -> None:
    first, second = pair
    for _ in range(40):
        second(name="x")
    assert (first._meta.next_sequence(), second._meta.next_sequence()) == (0, 40)
    second.reset_sequence(7)
    second(name="x")
    assert (first._meta.next_sequence(), second._meta.next_sequence()) == (1, 8)


def test_a_factory_derived_from_one_goes_on_counting(pair: tuple[Any, Any]) -> None:
    _, second = pair
    second(name="x")

    class NamedFactory(second):  # type: ignore[valid-type, misc]  # a class made just now
        name = typedfactory.Sequence(str)

    made: Any = NamedFactory()
    assert made.name == "1"


def test_what_is_put_into_one_says_nothing_about_the_other(pair: tuple[Any, Any]) -> None:
    first, second = pair
    for patched, other in ((second, first), (first, second)):
        patched(name="x")
        with mock.patch.object(patched, "_build", return_value="mine"):
            assert (patched.build(name="x"), other.build(name="x").name) == ("mine", "x")
        assert (patched.build(name="y").name, other.build(name="y").name) == ("y", "y")


@pytest.mark.parametrize("used", [True, False])
def test_an_option_that_is_set_late_says_nothing_about_the_other(pair: tuple[Any, Any], used: bool) -> None:
    for changed, other in (pair, pair[::-1]):
        if used:
            changed(name="x")
        changed._meta.rename = {"title": "name"}
        assert changed(title="x").name == "x"
        assert other(name="y").name == "y"
        del changed._meta.rename
        changed._meta.rename = {}


def test_what_the_base_of_all_factories_is_told_holds_for_those_made_later() -> None:
    model: Any = dataclasses.make_dataclass("Account", [("name", str)])
    first = typedfactory.make_factory(model)
    with mock.patch.object(typedfactory.Factory._meta, "autofill", new=False):
        later = typedfactory.make_factory(model)
        assert (first._meta.autofill, later._meta.autofill) == ("required", False)


def test_a_hook_of_the_base_of_all_factories_is_seen_by_both(pair: tuple[Any, Any]) -> None:
    first, second = pair
    first(name="x"), second(name="x")
    with mock.patch.object(typedfactory.Factory, "_create", return_value="patched"):
        assert (first(name="x"), second(name="x")) == ("patched", "patched")
    assert (first(name="x").name, second(name="x").name) == ("x", "x")


def test_a_name_that_means_nothing_is_refused_by_both(pair: tuple[Any, Any]) -> None:
    message = "AccountFactory.nmae: neither the factory nor Account has a field 'nmae'. Did you mean \"name\"?"
    for factory in pair:
        with pytest.raises(UnknownFieldError) as caught:
            factory(nmae="x")
        assert str(caught.value) == message
        assert factory(name="x").name == "x"


def test_a_constructor_put_in_place_of_the_models_is_called_by_both(pair: tuple[Any, Any]) -> None:
    first, second = pair
    model: Any = first._meta.model

    def take_anything(self: Any, **anything: Any) -> None:
        self.anything = anything

    with mock.patch.object(model, "__init__", take_anything):
        third = typedfactory.make_factory(model)
        for factory in (first, second, third):
            assert factory(name="x", colour="red").anything == {"name": "x", "colour": "red"}
    for factory in (first, second):
        with pytest.raises(UnknownFieldError):
            factory(colour="red")


def test_the_same_values_are_filled_with_the_same_seed(pair: tuple[Any, Any]) -> None:
    made: list[list[str]] = []
    for factory in pair:
        typedfactory.random.reseed_random(5)
        made.append([factory().name for _ in range(3)])
    assert made[0] == made[1]


def test_nothing_is_kept_of_a_model_that_nobody_has() -> None:
    model: Any = dataclasses.make_dataclass("Account", [("name", str)])
    first, second = typedfactory.make_factory(model), typedfactory.make_factory(model)
    second(name="x")
    gone = [weakref.ref(each) for each in (model, first, second)]
    del model, first, second
    gc.collect()
    assert [each() for each in gone] == [None, None, None]
