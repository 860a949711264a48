"""What every declaration is, and how users write their own."""

from __future__ import annotations

import copy
from typing import Any

import pytest

import typedfactory
from tests.data.making import notes_of
from typedfactory.declarations import (
    SKIP,
    BaseDeclaration,
    BuilderPhase,
    OrderedDeclaration,
    ParameteredAttribute,
    ParameteredDeclaration,
    is_declaration,
    is_post_declaration,
)
from typedfactory.errors import AssociatedClassError


class Shown(BaseDeclaration[dict[str, Any]]):
    """Gives its parameters."""

    def evaluate(self, instance: Any, step: Any, extra: dict[str, Any]) -> dict[str, Any]:
        return dict(extra)


class Joined(ParameteredAttribute[str]):
    """A function of its parameters."""

    def generate(self, step: Any, params: dict[str, Any]) -> str:
        return "-".join(f"{name}={value}" for name, value in sorted(params.items()))


class Looking(BaseDeclaration[Any]):
    """Gives what a function finds in the step."""

    def __init__(self, look: Any) -> None:
        super().__init__()
        self.look = look

    def evaluate(self, instance: Any, step: Any, extra: dict[str, Any]) -> Any:
        return self.look(instance, step)


class InnerFactory(typedfactory.DictFactory):
    seen: Any = None


# --- evaluate and generate ---


def test_evaluate_receives_defaults_merged_with_the_parameters_of_the_call() -> None:
    class OwnFactory(typedfactory.DictFactory):
        a = Shown(x=1, y=2)
        a__y = 3

    assert OwnFactory.build() == {"a": {"x": 1, "y": 3}}
    assert OwnFactory.build(a__x=7, a__z=8) == {"a": {"x": 7, "y": 3, "z": 8}}
    assert OwnFactory.build(a="replaced") == {"a": "replaced"}


def test_generate_receives_the_parameters() -> None:
    class OwnFactory(typedfactory.DictFactory):
        a = Joined(x=1)

    assert OwnFactory.build() == {"a": "x=1"}
    assert OwnFactory.build(a__y=2) == {"a": "x=1-y=2"}
    assert ParameteredDeclaration is ParameteredAttribute


def test_parameters_may_be_declarations_evaluated_in_a_scope_inside_the_field() -> None:
    class OwnFactory(typedfactory.DictFactory):
        b = "b of the factory"
        a = Shown(
            b="b among the parameters",
            near=typedfactory.SelfAttribute("b"),
            far=typedfactory.SelfAttribute("..b"),
            number=typedfactory.Sequence(lambda n: n),
            made=typedfactory.SubFactory(InnerFactory, seen=typedfactory.SelfAttribute("...b")),
        )

    assert OwnFactory.build(__sequence=4)["a"] == {
        "b": "b among the parameters",
        "near": "b among the parameters",
        "far": "b of the factory",
        "number": 4,
        "made": {"seen": "b of the factory"},
    }
    assert OwnFactory.build(a__b=typedfactory.LazyFunction(lambda: "given"))["a"]["near"] == "given"


def test_a_declaration_may_ask_for_its_parameters_as_they_are() -> None:
    class Raw(Shown):
        UNROLL_CONTEXT_BEFORE_EVALUATION = False

    inner = typedfactory.Sequence(str)

    class OwnFactory(typedfactory.DictFactory):
        a = Raw(inner=inner)

    assert OwnFactory.build() == {"a": {"inner": inner}}


def test_a_declaration_may_capture_what_is_given_for_its_field() -> None:
    class Capturing(BaseDeclaration[Any]):
        CAPTURE_OVERRIDES = True

        def evaluate(self, instance: Any, step: Any, extra: dict[str, Any]) -> Any:
            return ("captured", extra)

    class OwnFactory(typedfactory.DictFactory):
        a = Capturing()

    assert OwnFactory.build() == {"a": ("captured", {})}
    assert OwnFactory.build(a=1, a__b=2) == {"a": ("captured", {"": 1, "b": 2})}


def test_own_declarations_work_nested_in_others_and_at_the_call() -> None:
    class OuterFactory(typedfactory.DictFactory):
        one = typedfactory.Maybe("on", Shown(x=1))
        two = typedfactory.Dict({"k": Shown(x=2)})
        three = typedfactory.List([Shown(x=3)])
        four = typedfactory.SubFactory(InnerFactory, seen=Shown(x=4))
        five = typedfactory.Transformer(Shown(x=5), transform=lambda value: value["x"])

        class Params:
            on = True
            by_trait = typedfactory.Trait(six=Shown(x=6))

    made = OuterFactory.build(by_trait=True, seven=Shown(x=7))
    assert made == {
        "one": {"x": 1},
        "two": {"k": {"x": 2}},
        "three": [{"x": 3}],
        "four": {"seen": {"x": 4}},
        "five": 5,
        "six": {"x": 6},
        "seven": {"x": 7},
    }


# --- what the step offers ---


def test_the_step_knows_number_strategy_and_factory() -> None:
    class OwnFactory(typedfactory.DictFactory):
        a = Looking(lambda instance, step: (step.sequence, step.builder.strategy, step.builder.factory_meta.factory))

    assert OwnFactory.build(__sequence=7) == {"a": (7, "build", OwnFactory)}
    assert OwnFactory.create()["a"][1] == "create"
    assert OwnFactory.stub().a[1] == "stub"


def test_the_step_knows_the_chain_of_resolvers() -> None:
    class MiddleFactory(typedfactory.DictFactory):
        label = "middle"
        inner = typedfactory.SubFactory(InnerFactory)

    class OuterFactory(typedfactory.DictFactory):
        label = "outer"
        middle = typedfactory.SubFactory(MiddleFactory)

    def look(instance: Any, step: Any) -> Any:
        assert step.chain[0] is instance is step.stub
        assert step.chain[1:] == step.parent_chain
        assert step.parent_step.stub is step.chain[1]
        return [resolver.label for resolver in step.parent_chain]

    made = OuterFactory.build(middle__inner__seen=Looking(look))
    assert made["middle"]["inner"] == {"seen": ["middle", "outer"]}
    assert InnerFactory.build(seen=Looking(lambda instance, step: (step.parent_step, step.parent_chain))) == {
        "seen": (None, ())
    }


def test_the_step_shows_the_values_found_so_far() -> None:
    class OwnFactory(typedfactory.DictFactory):
        a = typedfactory.LazyFunction(lambda: 1)
        b = Looking(lambda instance, step: dict(step.attributes))
        c = typedfactory.LazyFunction(lambda: 3)

    assert OwnFactory.build()["b"] == {"a": 1}


def test_recurse_makes_an_object_of_another_factory_inside_this_one() -> None:
    class NumberedFactory(typedfactory.DictFactory):
        n = typedfactory.Sequence(lambda n: n)
        above = typedfactory.SelfAttribute("..label")
        deep = typedfactory.Dict({"x": 1})

    def look(instance: Any, step: Any) -> Any:
        params = {"deep__x": 2, "lazy": typedfactory.LazyAttribute(lambda o: o.n + 1)}
        return [step.recurse(NumberedFactory, params), step.recurse(NumberedFactory, {}, force_sequence=40)]

    class OwnFactory(typedfactory.DictFactory):
        label = "own"
        a = Looking(look)

    assert OwnFactory.build()["a"] == [
        {"n": 0, "above": "own", "deep": {"x": 2}, "lazy": 1},
        {"n": 40, "above": "own", "deep": {"x": 1}},
    ]


def test_recurse_keeps_the_strategy() -> None:
    class OwnFactory(typedfactory.DictFactory):
        a = Looking(lambda instance, step: step.recurse(InnerFactory, {}))

    assert isinstance(OwnFactory.stub().a, typedfactory.StubObject)
    assert isinstance(OwnFactory.build()["a"], dict)


def test_recurse_refuses_what_is_no_factory() -> None:
    class OwnFactory(typedfactory.DictFactory):
        a = Looking(lambda instance, step: step.recurse(dict, {}))

    with pytest.raises(AssociatedClassError) as caught:
        OwnFactory.build()
    assert str(caught.value) == (
        "OwnFactory.a: <BuildStep of OwnFactory, strategy='build'>: attempting to recurse into a non-factory object "
        "<class 'dict'>. Pass a Factory subclass."
    )


# --- what is missing in a declaration ---


def test_a_declaration_that_forgot_its_method_is_told_so() -> None:
    class Forgotten(ParameteredAttribute[int]):
        pass

    cases: list[tuple[Any, str]] = [
        (BaseDeclaration(), "BaseDeclaration must define evaluate(instance, step, extra)."),
        (Forgotten(), "Forgotten must define generate(step, params)."),
    ]
    for declaration, expected in cases:
        with pytest.raises(NotImplementedError) as caught:
            InnerFactory.build(seen=declaration)
        assert str(caught.value) == expected
        assert notes_of(caught.value) == ["while making InnerFactory.seen"]


def test_a_declaration_for_before_the_object_is_not_evaluated_after_it() -> None:
    with pytest.raises(NotImplementedError) as caught:
        Shown().evaluate_post({}, None, {})  # type: ignore[arg-type]  # it does not get to the step
    assert str(caught.value) == "Shown is evaluated before the object exists."


# --- vocabulary ---


def test_declarations_are_told_from_values_by_their_class_alone() -> None:
    class Liar:
        def __getattribute__(self, name: str) -> Any:
            raise AssertionError

    assert is_declaration(Shown())
    assert not is_declaration(Liar())
    assert not is_declaration(Shown)
    assert OrderedDeclaration is BaseDeclaration is typedfactory.Declaration


def test_phases_tell_hooks_from_fields() -> None:
    assert is_post_declaration(typedfactory.PostGeneration(print))
    assert not is_post_declaration(Shown())
    assert not is_post_declaration(None)
    assert [phase.value for phase in BuilderPhase] == ["attributes", "post_instance"]


def test_later_declarations_count_higher() -> None:
    first, second = Shown(), Shown()
    assert first.creation_counter < second.creation_counter


def test_skip_is_false_and_shows_itself() -> None:
    assert not SKIP
    assert repr(SKIP) == "SKIP"


def test_a_field_given_skip_is_left_out() -> None:
    assert InnerFactory.build(seen=SKIP, kept=1) == {"kept": 1}
    assert InnerFactory.build(seen=Looking(lambda instance, step: SKIP)) == {}


def test_declarations_can_be_copied() -> None:
    twin = copy.copy(typedfactory.Sequence(str))
    assert InnerFactory.build(seen=twin) == {"seen": "0"}
