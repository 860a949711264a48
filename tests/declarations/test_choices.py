"""Maybe: one of two values, by a third."""

from __future__ import annotations

from typing import Any

import pytest

import typedfactory
from typedfactory.errors import PhaseError, UnknownAttributeError, UnreachableOverrideError


class InnerFactory(typedfactory.DictFactory):
    name: Any = "joe"


class UserFactory(typedfactory.DictFactory):
    active: Any = True
    left: Any = typedfactory.Maybe("active", None, typedfactory.Sequence(lambda n: f"day {n}"))


# --- what decides ---


def test_a_field_decides() -> None:
    assert UserFactory.build() == {"active": True, "left": None}
    assert UserFactory.build(active=False) == {"active": False, "left": "day 1"}
    assert UserFactory.build(left="today") == {"active": True, "left": "today"}


def test_a_path_decides() -> None:
    class OwnerFactory(typedfactory.DictFactory):
        user = typedfactory.SubFactory(InnerFactory)
        switch = typedfactory.LazyFunction(lambda: typedfactory.StubObject(on=True))
        a = typedfactory.Maybe("switch.on", "yes", "no")
        b = typedfactory.Maybe("switch.off", "yes", "no")

    made = OwnerFactory.build()
    assert (made["a"], made["b"]) == ("yes", "no")


def test_a_declaration_decides() -> None:
    class ParityFactory(typedfactory.DictFactory):
        parity = typedfactory.Maybe(typedfactory.Sequence(lambda n: n % 2), "odd", "even")
        far = typedfactory.Maybe(typedfactory.LazyAttribute(lambda o: o.parity == "odd"), "far", "near")

    assert ParityFactory.build_batch(2) == [{"parity": "even", "far": "near"}, {"parity": "odd", "far": "far"}]


def test_a_maybe_decides_for_another() -> None:
    class DoubleFactory(typedfactory.DictFactory):
        a = typedfactory.Maybe(typedfactory.Maybe("p", typedfactory.SelfAttribute("q"), False), "both", "not both")

        class Params:
            p = True
            q = True

    assert [DoubleFactory.build(p=p, q=q)["a"] for p in (0, 1) for q in (0, 1)] == [*["not both"] * 3, "both"]


def test_a_param_and_a_trait_decide() -> None:
    class ParamFactory(typedfactory.DictFactory):
        a = typedfactory.Maybe("flag", 1, 2)
        b = typedfactory.Maybe("on", 1, 2)

        class Params:
            flag = False
            on = typedfactory.Trait(c=3)

    assert ParamFactory.build() == {"a": 2, "b": 2}
    assert ParamFactory.build(flag=True, on=True) == {"a": 1, "b": 1, "c": 3}


def test_a_decider_that_nothing_defines_says_no() -> None:
    class UndecidedFactory(typedfactory.DictFactory):
        a = typedfactory.Maybe("nowhere", "yes", "no")

    assert UndecidedFactory.build() == {"a": "no"}


def test_an_error_inside_the_decider_is_seen() -> None:
    class BrokenFactory(typedfactory.DictFactory):
        flag = typedfactory.LazyAttribute(lambda o: o.nowhere)
        a = typedfactory.Maybe("flag", "yes", "no")

    with pytest.raises(UnknownAttributeError) as caught:
        BrokenFactory.build(flag=typedfactory.LazyAttribute(lambda o: o.nowhere))
    assert str(caught.value) == (
        "BrokenFactory.flag: BrokenFactory has no 'nowhere': it is neither declared nor given. Known names: a, flag."
    )


# --- the branches ---


def test_a_branch_left_out_leaves_the_field_out() -> None:
    class SparseFactory(typedfactory.DictFactory):
        a = typedfactory.Maybe("flag", yes_declaration=1)
        b = typedfactory.Maybe("flag", no_declaration=2)

        class Params:
            flag = True

    assert SparseFactory.build() == {"a": 1}
    assert SparseFactory.build(flag=False) == {"b": 2}
    assert vars(SparseFactory.stub()) == {"a": 1}
    assert SparseFactory.attributes() == {"a": 1}


def test_only_the_chosen_branch_is_evaluated() -> None:
    def explode() -> None:
        raise AssertionError

    class LazyFactory(typedfactory.DictFactory):
        a = typedfactory.Maybe("flag", 1, typedfactory.LazyFunction(explode))

        class Params:
            flag = True

    assert LazyFactory.build() == {"a": 1}


def test_deep_overrides_reach_the_chosen_branch() -> None:
    class OwnerFactory(typedfactory.DictFactory):
        user = typedfactory.Maybe(
            "flag",
            typedfactory.SubFactory(InnerFactory, name="ann"),
            typedfactory.Maybe("other", typedfactory.Dict({"name": "eve"}), typedfactory.SubFactory(InnerFactory)),
        )

        class Params:
            flag = True
            other = True

    assert OwnerFactory.build() == {"user": {"name": "ann"}}
    assert OwnerFactory.build(user__name="x", user__age=1) == {"user": {"name": "x", "age": 1}}
    assert OwnerFactory.build(flag=False, user__name="x") == {"user": {"name": "x"}}
    assert OwnerFactory.build(flag=False, other=False, user__name="x") == {"user": {"name": "x"}}


def test_a_deep_override_that_the_chosen_branch_does_not_take_is_an_error() -> None:
    class OwnerFactory(typedfactory.DictFactory):
        flag = True
        user = typedfactory.Maybe("flag", typedfactory.SubFactory(InnerFactory), "nobody")

    for flag in (False, typedfactory.LazyFunction(bool)):
        with pytest.raises(UnreachableOverrideError) as caught:
            OwnerFactory.build(flag=flag, user__name="x")
        assert str(caught.value) == (
            "OwnerFactory.user: user__name=… reaches nothing, because user is a plain value. "
            "Declare user with a SubFactory, or override user as a whole."
        )


def test_a_maybe_works_inside_other_declarations_and_at_the_call() -> None:
    maybe = typedfactory.Maybe(typedfactory.Sequence(bool), "odd", "even")

    class OuterFactory(typedfactory.DictFactory):
        inside = typedfactory.Dict({"x": maybe})
        items = typedfactory.List([maybe])
        sub = typedfactory.SubFactory(InnerFactory, name=maybe)

        class Params:
            on = typedfactory.Trait(trait=maybe)

    assert OuterFactory.build(__sequence=1, sub____sequence=1, call=maybe, on=True) == {
        "inside": {"x": "odd"},
        "items": ["odd"],
        "sub": {"name": "odd"},
        "call": "odd",
        "trait": "odd",
    }


# --- after the object exists ---


def test_a_maybe_of_hooks_is_a_hook() -> None:
    class HookedFactory(typedfactory.DictFactory):
        flag = True
        mark = typedfactory.Maybe(
            "flag",
            typedfactory.PostGeneration(lambda obj, create, extracted, **kwargs: obj.update(yes=extracted, **kwargs)),
            typedfactory.PostGeneration(lambda obj, create, extracted, **kwargs: obj.update(no=extracted, **kwargs)),
        )

    assert HookedFactory.build() == {"flag": True, "yes": None}
    assert HookedFactory.build(flag=False, mark=1, mark__k=2) == {"flag": False, "no": 1, "k": 2}


def test_the_decider_of_a_hook_sees_fields_and_params_but_not_the_object() -> None:
    class HookedFactory(typedfactory.DictFactory):
        mark = typedfactory.Maybe("flag", typedfactory.PostGeneration(lambda obj, *_, **__: obj.update(marked=True)))

        class Params:
            flag = False

    assert HookedFactory.build() == {}
    assert HookedFactory.build(flag=True) == {"marked": True}


def test_a_hook_beside_a_plain_value_does_nothing_when_the_value_is_chosen() -> None:
    reported: list[Any] = []

    class HookedFactory(typedfactory.DictFactory):
        mark = typedfactory.Maybe(
            "flag", "plain", typedfactory.PostGeneration(lambda obj, *_, **__: obj.update(marked=True))
        )

        class Params:
            flag = True

        @classmethod
        def _after_postgeneration(cls, instance: Any, create: bool, results: dict[str, Any] | None = None) -> None:
            reported.append(results)

    assert HookedFactory.build() == {}
    assert HookedFactory.build(flag=False) == {"marked": True}
    assert reported == [{"mark": "plain"}, {"mark": None}]


def test_branches_of_different_phases_are_refused() -> None:
    with pytest.raises(PhaseError) as caught:
        typedfactory.Maybe("flag", typedfactory.Sequence(str), typedfactory.PostGeneration(print))
    assert str(caught.value) == (
        "Inconsistent phases for Maybe(<SelfAttribute('flag')>, yes=Sequence, no=PostGeneration): one branch is "
        "evaluated before the object exists, the other after. Use two declarations of the same phase."
    )


# --- subclasses ---


def test_a_subclass_may_choose_in_its_own_way() -> None:
    class Reverse(typedfactory.Maybe[Any]):
        def evaluate_pre(self, instance: Any, step: Any, overrides: Any) -> Any:
            return ("own", super().evaluate_pre(instance, step, overrides))

    class OwnFactory(typedfactory.DictFactory):
        a = Reverse("flag", typedfactory.SubFactory(InnerFactory), 2)

        class Params:
            flag = True

    assert OwnFactory.build(a__name="x") == {"a": ("own", {"name": "x"})}
    assert OwnFactory.build(flag=False) == {"a": ("own", 2)}
    assert repr(OwnFactory.a) == "Maybe(<SelfAttribute('flag')>, yes=SubFactory, no=value)"


def test_a_subclass_may_choose_among_hooks_in_its_own_way() -> None:
    class Logged(typedfactory.Maybe[Any]):
        def evaluate_post(self, instance: Any, step: Any, overrides: Any) -> Any:
            instance["chosen"] = super().evaluate_post(instance, step, overrides)

    class HookedFactory(typedfactory.DictFactory):
        hook = Logged("flag", typedfactory.PostGeneration(lambda obj, create, extracted: ("ran", extracted)), "plain")

        class Params:
            flag = True

    assert HookedFactory.build(hook=3) == {"chosen": ("ran", 3)}
    assert HookedFactory.build(flag=False) == {"chosen": "plain"}


def test_a_parameter_that_the_chosen_declaration_does_not_take_is_an_error() -> None:
    class OwnerFactory(typedfactory.DictFactory):
        flag = True
        user = typedfactory.Maybe("flag", typedfactory.Sequence(str), typedfactory.SubFactory(InnerFactory))

    for flag in (True, typedfactory.LazyFunction(lambda: True)):
        with pytest.raises(UnreachableOverrideError) as caught:
            OwnerFactory.build(flag=flag, user__name="x")
        assert str(caught.value) == (
            "OwnerFactory.user: user__name=… reaches nothing, because user is Sequence. "
            "Declare user with a SubFactory, or override user as a whole."
        )
    assert OwnerFactory.build(flag=False, user__name="x")["user"] == {"name": "x"}
