"""Overrides as a tree: parsing paths, laying trees over each other, binding values."""

from __future__ import annotations

from typing import Any

import pytest

from typedfactory.plan.describe.overrides import (
    UNSET,
    OverrideNode,
    Slot,
    Template,
    any_demand,
    as_template,
    bind_slots,
    copy_container,
    first_demand,
    flatten,
    merge_trees,
    parse_overrides,
    signature,
    split_path,
)


class Proud:
    """A value that may be neither compared nor shown."""

    def __eq__(self, other: object) -> bool:
        raise AssertionError

    __hash__ = None  # type: ignore[assignment]  # as with arrays

    def __repr__(self) -> str:
        raise AssertionError


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("a", ("a", None)),
        ("a__b", ("a", "b")),
        ("a__b__c", ("a", "b__c")),
        ("a_b", ("a_b", None)),
        ("a____size", ("a", "__size")),
        ("__sequence", ("__sequence", None)),
        ("a__", ("a", "")),
        ("", ("", None)),
    ],
)
def test_a_path_is_split_at_its_first_double_underscore(key: str, expected: tuple[str, str | None]) -> None:
    assert split_path(key) == expected


def test_keywords_become_a_tree_and_keywords_again() -> None:
    flat = {"a": 1, "b__c": 2, "b__d__e": 3, "f____sequence": 4}
    tree = parse_overrides(flat, strict=True)
    assert list(tree) == ["a", "b", "f"]
    assert tree["b"].value is UNSET
    assert tree["b"].children["d"].children["e"] == OverrideNode(3, strict=True)
    assert flatten(tree) == flat
    assert flatten(tree["b"].children, "b__") == {"b__c": 2, "b__d__e": 3}


def test_a_value_and_what_is_below_it_stand_beside_each_other() -> None:
    tree = parse_overrides([("a__x", 1), ("a", 2), ("a__y", 3)], strict=False)
    assert flatten(tree) == {"a": 2, "a__x": 1, "a__y": 3}


def test_upper_trees_win_and_keep_what_they_do_not_mention() -> None:
    lower = parse_overrides({"a": 1, "b__c": 2, "b__d": 3}, strict=False)
    upper = parse_overrides({"b__c": "two", "e": 4}, strict=True)
    assert flatten(merge_trees(lower, upper)) == {"a": 1, "b__c": "two", "b__d": 3, "e": 4}
    assert flatten(lower) == {"a": 1, "b__c": 2, "b__d": 3}
    assert merge_trees(lower, {}) is lower
    assert merge_trees({}, upper) is upper


def test_below_a_value_from_above_nothing_is_demanded_of_what_was_said_before() -> None:
    lower = parse_overrides({"b__c": 2}, strict=True)
    merged = merge_trees(lower, parse_overrides({"b": 1}, strict=True))
    assert first_demand(merged) == "b"
    assert not any_demand(merged["b"].children)
    with_more = merge_trees(lower, parse_overrides({"b": 1, "b__d": 3}, strict=True))
    assert first_demand(with_more["b"].children) == "d"


def test_the_first_demand_is_found_at_any_depth() -> None:
    tree = parse_overrides({"a__b": 1}, strict=False)
    tree = merge_trees(tree, parse_overrides({"a__c__d": 2, "e": 3}, strict=True))
    assert first_demand(tree) == "a__c__d"
    assert first_demand(parse_overrides({"a__b": 1}, strict=False)) == ""


def test_plain_containers_are_copied_with_those_inside_them() -> None:
    inner: list[int] = [1]
    shared = object()
    value = {"list": [inner], "set": {1}, "object": shared, "tuple": (inner,)}
    copied = copy_container(value)
    assert copied == value
    assert copied is not value
    assert copied["list"][0] is not inner
    assert copied["set"] is not value["set"]
    assert copied["object"] is shared
    assert copied["tuple"] is value["tuple"]


def test_subclasses_of_containers_are_passed_as_they_are() -> None:
    class Own(list[Any]):
        pass

    own = Own([1])
    assert copy_container(own) is own
    assert as_template(own) is own


def test_templates_are_copied_when_a_tree_is_flattened_unless_asked_otherwise() -> None:
    value: list[int] = [1]
    tree = {"a": OverrideNode(as_template(value))}
    assert flatten(tree)["a"] == [1]
    assert flatten(tree)["a"] is not value
    assert type(flatten(tree, copy=False)["a"]) is Template


def test_slots_receive_the_values_of_a_call() -> None:
    tree = parse_overrides({"a": Slot("a"), "b__c": Slot("b__c"), "d": 1}, strict=True)
    assert flatten(bind_slots(tree, {"a": "x", "b__c": "y"})) == {"a": "x", "b__c": "y", "d": 1}
    assert tree["a"].value == Slot("a")


def test_trees_that_lead_to_the_same_plan_have_the_same_signature() -> None:
    value = Proud()

    def tree(**params: Any) -> Any:
        return signature(parse_overrides(params, strict=True))

    assert tree(a=Slot("a"), b__c=value) == tree(a=Slot("a"), b__c=value)
    assert len({tree(a=value), tree(b=value), tree(a=Slot("a")), tree(a__b=value), tree(a=1)}) == 5
    assert tree(a=1) != signature(parse_overrides({"a": 1}, strict=False))


def test_values_are_neither_compared_nor_shown() -> None:
    value = Proud()
    tree = merge_trees(parse_overrides({"a": value}, strict=False), parse_overrides({"a__b": value}, strict=True))
    assert flatten(bind_slots(tree, {}))["a"] is value
    assert any_demand(tree)


def test_unset_shows_itself() -> None:
    assert repr(UNSET) == "UNSET"
