"""LazyFunction, LazyAttribute, LazyAttributeSequence, Sequence and their decorators."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

import typedfactory
from tests.data.making import notes_of
from typedfactory.errors import ArgumentError, CyclicDefinitionError, UnknownAttributeError, UnreachableOverrideError

KINDS: dict[str, Any] = {
    "LazyFunction": typedfactory.LazyFunction(lambda: "made"),
    "LazyAttribute": typedfactory.LazyAttribute(lambda o: f"after {o.first}"),
    "Sequence": typedfactory.Sequence(lambda n: n),
    "LazyAttributeSequence": typedfactory.LazyAttributeSequence(lambda o, n: (o.first, n)),
}


class RowFactory(typedfactory.DictFactory):
    first: Any = "one"


class EveryKindFactory(RowFactory):
    function = KINDS["LazyFunction"]
    attribute = KINDS["LazyAttribute"]
    number = KINDS["Sequence"]
    both = KINDS["LazyAttributeSequence"]


class DecoratedFactory(RowFactory):
    @typedfactory.lazy_attribute
    def attribute(self: Any) -> str:
        return f"after {self.first}"

    @typedfactory.sequence
    def number(n: Any) -> int:  # noqa: N805 - a function of the counter
        return int(n)

    @typedfactory.lazy_attribute_sequence
    def both(self: Any, n: int) -> tuple[str, int]:
        return (self.first, n)


def test_each_computes_its_value_for_each_object() -> None:
    assert EveryKindFactory.build_batch(2) == [
        {"first": "one", "function": "made", "attribute": "after one", "number": n, "both": ("one", n)} for n in (0, 1)
    ]


def test_decorators_make_the_same_declarations_of_methods() -> None:
    assert DecoratedFactory.build(first="two", __sequence=5) == {
        "first": "two",
        "attribute": "after two",
        "number": 5,
        "both": ("two", 5),
    }
    kinds = [type(getattr(DecoratedFactory, name)).__name__ for name in ("attribute", "number", "both")]
    assert kinds == ["LazyAttribute", "Sequence", "LazyAttributeSequence"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_works_as_an_override_at_the_call(kind: str) -> None:
    expected = {
        "LazyFunction": "made",
        "LazyAttribute": "after one",
        "Sequence": 0,
        "LazyAttributeSequence": ("one", 0),
    }
    assert RowFactory.build(x=KINDS[kind])["x"] == expected[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_each_works_inside_every_other_declaration(kind: str) -> None:
    declaration = KINDS[kind]
    expected = {
        "LazyFunction": "made",
        "LazyAttribute": "after one",
        "Sequence": 4,
        "LazyAttributeSequence": ("one", 4),
    }

    class OuterFactory(typedfactory.DictFactory):
        first = "one"
        maybe = typedfactory.Maybe("first", declaration)
        inside = typedfactory.Dict({"first": "one", "x": declaration})
        sub = typedfactory.SubFactory(RowFactory, x=declaration, __sequence=4)
        forced = typedfactory.Transformer(declaration, transform=lambda value: [value])

        class Params:
            on = typedfactory.Trait(by_trait=declaration)

    made = OuterFactory.build(on=True, __sequence=4)
    value = expected[kind]
    assert made == {
        "first": "one",
        "maybe": value,
        "inside": {"first": "one", "x": value},
        "sub": {"first": "one", "x": value},
        "forced": [value],
        "by_trait": value,
    }


def test_a_lazy_attribute_sees_overrides_and_fields_declared_after_it() -> None:
    class LateFactory(typedfactory.DictFactory):
        early = typedfactory.LazyAttribute(lambda o: o.late + 1)
        late = typedfactory.LazyAttribute(lambda o: o.last * 2)
        last = 5

    assert LateFactory.build() == {"early": 11, "late": 10, "last": 5}
    assert LateFactory.build(last=1) == {"early": 3, "late": 2, "last": 1}
    assert LateFactory.build(extra=9, early=typedfactory.LazyAttribute(lambda o: o.extra))["early"] == 9


def test_each_value_is_computed_once_however_often_it_is_asked_for() -> None:
    calls = itertools.count(1)

    class OnceFactory(typedfactory.DictFactory):
        first = typedfactory.LazyAttribute(lambda o: o.counted + o.counted)
        counted = typedfactory.LazyFunction(lambda: next(calls))
        last = typedfactory.LazyAttribute(lambda o: o.counted)

    assert OnceFactory.build() == {"first": 2, "counted": 1, "last": 1}


def test_an_overridden_declaration_is_not_evaluated() -> None:
    def explode() -> None:
        raise AssertionError

    class ExplosiveFactory(typedfactory.DictFactory):
        a = typedfactory.LazyFunction(explode)

    assert ExplosiveFactory.build(a=1) == {"a": 1}


def test_fields_that_need_each_other_are_a_cycle() -> None:
    class CircularFactory(typedfactory.DictFactory):
        a = typedfactory.LazyAttribute(lambda o: o.b)
        b = typedfactory.LazyAttribute(lambda o: o.c)
        c = typedfactory.LazyAttribute(lambda o: o.a)

    with pytest.raises(CyclicDefinitionError) as caught:
        CircularFactory.build()
    assert str(caught.value) == (
        "CircularFactory.a: cyclic lazy attribute definition: a → b → c → a. "
        "Override one of them, or compute it from something else."
    )
    assert CircularFactory.build(c=1) == {"a": 1, "b": 1, "c": 1}


def test_a_field_that_needs_itself_is_a_cycle() -> None:
    class SelfishFactory(typedfactory.DictFactory):
        fine = 1
        a = typedfactory.LazyAttribute(lambda o: o.a)

    with pytest.raises(CyclicDefinitionError) as caught:
        SelfishFactory.build(fine=typedfactory.LazyFunction(int))
    assert str(caught.value) == (
        "SelfishFactory.a: cyclic lazy attribute definition: a → a. "
        "Override one of them, or compute it from something else."
    )


def test_a_misspelt_attribute_is_named_with_the_nearest_one() -> None:
    class MisspeltFactory(typedfactory.DictFactory):
        name = "joe"
        email = typedfactory.LazyAttribute(lambda o: o.nmae)

    with pytest.raises(UnknownAttributeError) as caught:
        MisspeltFactory.build()
    assert str(caught.value) == (
        "MisspeltFactory.email: MisspeltFactory has no 'nmae': it is neither declared nor given. Did you mean \"name\"?"
    )
    assert notes_of(caught.value) == ["while making MisspeltFactory.email"]


def test_a_lazy_function_sets_nothing() -> None:
    class SettingFactory(typedfactory.DictFactory):
        a = typedfactory.LazyAttribute(lambda o: setattr(o, "b", 1))

    with pytest.raises(AttributeError) as caught:
        SettingFactory.build()
    assert str(caught.value) == (
        "A lazy function cannot set 'b': fields are given by the factory's declarations. "
        "Declare 'b' with a LazyAttribute instead."
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_deep_override_of_them_reaches_nothing(kind: str) -> None:
    class OneFactory(RowFactory):
        x = KINDS[kind]

    with pytest.raises(UnreachableOverrideError) as caught:
        OneFactory.build(x__y=1)
    assert str(caught.value) == (
        f"OneFactory.x: x__y=… reaches nothing, because x is {kind}. "
        "Declare x with a SubFactory, or override x as a whole."
    )


@pytest.mark.parametrize("kind", [*KINDS, "PostGeneration"])
def test_what_is_no_function_is_refused(kind: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        getattr(typedfactory, kind)("a value")
    assert str(caught.value) == f"{kind} takes a function, not str. Wrap the value in a lambda."


# --- subclasses that users wrote ---


def test_a_subclass_may_evaluate_in_its_own_way_and_then_takes_parameters() -> None:
    class PrefixedSequence(typedfactory.Sequence[str]):
        def evaluate(self, instance: Any, step: Any, extra: dict[str, Any]) -> str:
            return f"{extra.get('prefix', '')}{super().evaluate(instance, step, extra)}"

    class NumberedFactory(typedfactory.DictFactory):
        code = PrefixedSequence(str)

    assert NumberedFactory.build() == {"code": "0"}
    assert NumberedFactory.build(code__prefix="no. ") == {"code": "no. 1"}
    assert NumberedFactory.build(code__prefix=typedfactory.LazyFunction(lambda: "#")) == {"code": "#2"}


def test_a_subclass_may_keep_refusing_parameters() -> None:
    class StrictSequence(typedfactory.Sequence[str]):
        TAKES_PARAMETERS = False

        def evaluate(self, instance: Any, step: Any, extra: dict[str, Any]) -> str:
            return f"<{super().evaluate(instance, step, extra)}>"

    class NumberedFactory(typedfactory.DictFactory):
        code = StrictSequence(str)

    assert NumberedFactory.build() == {"code": "<0>"}
    with pytest.raises(UnreachableOverrideError):
        NumberedFactory.build(code__prefix="x")
