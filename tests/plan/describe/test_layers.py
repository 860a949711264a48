"""Which declaration of a field holds: class body, traits, call."""

from __future__ import annotations

from typing import Any

import pytest

import typedfactory
from typedfactory.errors import InvalidDeclarationError, UnreachableOverrideError
from typedfactory.plan.describe.layers import VALUE_KEY, FieldSpec, Layer, settle, takes_parameters, unreachable
from typedfactory.plan.describe.overrides import UNSET, OverrideNode, Tree, flatten, parse_overrides

SUB = typedfactory.SubFactory(typedfactory.DictFactory)
HOOK = typedfactory.PostGeneration(print)
OTHER_HOOK = typedfactory.PostGeneration(repr)
LOUD = typedfactory.Transformer("joe", transform=str.upper)


def context(**params: Any) -> Tree:
    return parse_overrides(params, strict=False)


def given(value: Any = UNSET, **params: Any) -> OverrideNode:
    return OverrideNode(value, True, parse_overrides(params, strict=True))


def outcome(field: FieldSpec, *layers: Layer, call: OverrideNode | None = None) -> tuple[Any, dict[str, Any]]:
    settled = settle("UserFactory", field, layers, call)
    assert settled.name == "x"
    return settled.value, flatten(settled.context)


@pytest.mark.parametrize(
    ("field", "layers", "call", "expected"),
    [
        (FieldSpec("x", 1), (), None, (1, {})),
        (FieldSpec("x", 1), (Layer("t", 2, {}),), None, (2, {})),
        (FieldSpec("x", 1), (Layer("t", 2, {}), Layer("u", 3, {})), None, (3, {})),
        (FieldSpec("x", 1), (Layer("t", 2, {}),), given(4), (4, {})),
        (FieldSpec("x"), (), None, (UNSET, {})),
        (FieldSpec("x", SUB, context(a=1)), (), None, (SUB, {"a": 1})),
        (FieldSpec("x", SUB, context(a=1)), (Layer("t", UNSET, context(a=2, b=2)),), None, (SUB, {"a": 2, "b": 2})),
        (FieldSpec("x", SUB, context(a=1)), (Layer("t", UNSET, context(a=2)),), given(a=3), (SUB, {"a": 3})),
        (FieldSpec("x", 1), (Layer("t", SUB, context(a=2)),), given(b=3), (SUB, {"a": 2, "b": 3})),
        (FieldSpec("x", SUB, context(a=1)), (), given(None), (None, {"a": 1})),
        (FieldSpec("x", HOOK, context(a=1)), (Layer("t", 5, context(b=2)),), None, (HOOK, {"": 5, "a": 1, "b": 2})),
        (FieldSpec("x", HOOK), (Layer("t", 5, {}),), given(6, a=1), (HOOK, {"": 6, "a": 1})),
        (FieldSpec("x", HOOK, context(a=1)), (), given(OTHER_HOOK), (OTHER_HOOK, {"a": 1})),
        (FieldSpec("x"), (), given(HOOK, a=1), (HOOK, {"a": 1})),
        (FieldSpec("x", LOUD), (), given("ann"), (LOUD, {"": "ann"})),
        (FieldSpec("x", LOUD), (Layer("t", "ann", {}),), None, ("ann", {})),
    ],
)
def test_the_uppermost_layer_holds(
    field: FieldSpec, layers: tuple[Layer, ...], call: OverrideNode | None, expected: Any
) -> None:
    assert outcome(field, *layers, call=call) == expected


def test_a_field_is_a_hook_by_its_class_body_or_else_by_its_traits() -> None:
    assert FieldSpec("x", HOOK).is_hook
    assert FieldSpec("x", layers=(Layer("t", UNSET, {}), Layer("u", HOOK, {}))).is_hook
    assert not FieldSpec("x", 1, layers=(Layer("t", HOOK, {}),)).is_hook
    assert not FieldSpec("x").is_hook


def test_a_hook_from_the_call_does_not_shadow_a_declared_value() -> None:
    with pytest.raises(InvalidDeclarationError) as caught:
        outcome(FieldSpec("x", 1), call=given(HOOK))
    assert str(caught.value) == (
        "UserFactory.x: a post-generation declaration shadows the declaration of the same name. "
        "Give one of the two another name."
    )


@pytest.mark.parametrize(
    ("field", "call", "what", "path"),
    [
        (FieldSpec("x", 1), given(a=1), "a plain value", "x__a"),
        (FieldSpec("x", 1), given(a__b=1), "a plain value", "x__a__b"),
        (FieldSpec("x", SUB), given(None, a=1), "a plain value", "x__a"),
        (FieldSpec("x", typedfactory.Sequence(str)), given(a=1), "Sequence", "x__a"),
        (FieldSpec("x"), given(a=1), "not declared", "x__a"),
    ],
)
def test_parameters_of_the_call_have_to_reach_something(
    field: FieldSpec, call: OverrideNode, what: str, path: str
) -> None:
    with pytest.raises(UnreachableOverrideError) as caught:
        outcome(field, call=call)
    assert str(caught.value) == (
        f"UserFactory.x: {path}=… reaches nothing, because x is {what}. "
        "Declare x with a SubFactory, or override x as a whole."
    )


def test_parameters_of_the_class_body_and_of_traits_need_not() -> None:
    assert outcome(FieldSpec("x", 1, context(a=1)), Layer("t", UNSET, context(b=2))) == (1, {"a": 1, "b": 2})


def test_without_a_demand_the_message_names_the_field_alone() -> None:
    assert str(unreachable("UserFactory", "x", 1, context(a=1))) == (
        "UserFactory.x: x=… reaches nothing, because x is a plain value. "
        "Declare x with a SubFactory, or override x as a whole."
    )


def test_declarations_say_whether_they_take_parameters() -> None:
    assert takes_parameters(SUB)
    assert takes_parameters(HOOK)
    assert not takes_parameters(typedfactory.LazyFunction(int))
    assert not takes_parameters("a value")


def test_captured_values_stand_under_the_empty_name() -> None:
    assert VALUE_KEY == ""
