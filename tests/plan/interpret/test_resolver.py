"""The resolver, which defines what is right: the same outcomes as the compiled functions."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

import typedfactory
from tests.data.making import notes_of
from typedfactory.errors import MetaOptionError, UnknownAttributeError
from typedfactory.plan.call.refs import interpret
from typedfactory.plan.describe.overrides import parse_overrides


@dataclasses.dataclass
class User:
    name: str
    tags: Any = None


class InnerFactory(typedfactory.DictFactory):
    n = typedfactory.Sequence(lambda n: n)
    label = typedfactory.SelfAttribute("..name", default="alone")


class RowFactory(typedfactory.DictFactory):
    """One field of each kind, and a hook."""

    name: Any = "joe"
    early: Any = typedfactory.LazyAttribute(lambda o: o.late + 1)
    late: Any = typedfactory.LazyFunction(lambda: 1)
    number: Any = typedfactory.LazyAttributeSequence(lambda o, n: (o.name, n))
    inner: Any = typedfactory.SubFactory(InnerFactory, __sequence=7)
    table: Any = typedfactory.Dict({"x": typedfactory.Sequence(lambda n: n)})
    items: Any = typedfactory.List([1, typedfactory.SelfAttribute("..name")])
    maybe: Any = typedfactory.Maybe("flag", typedfactory.SelfAttribute("late"))
    loud: Any = typedfactory.Transformer("a", transform=str.upper)
    mutable: Any = [1]  # noqa: RUF012 - copied for each object
    hook: Any = typedfactory.PostGeneration(
        lambda obj, create, extracted, **kwargs: obj.update(hook=(extracted, kwargs))
    )

    class Params:
        flag = False
        on = typedfactory.Trait(flag=True, extra="on", table__x="trait", hook__t=1)


@pytest.mark.parametrize(
    "overrides",
    [
        {},
        {"on": True},
        {"on": False, "flag": True},
        {"name": "ann", "inner__x": 1, "table__x": 2, "items__0": 3, "loud": "b", "hook": 4, "hook__k": 5},
        {"on": True, "extra": None, "late": 9, "__sequence": 3},
        {"inner": None, "table": None, "unknown": 1},
        {"inner____sequence": 2, "maybe": typedfactory.declarations.SKIP},
    ],
)
@pytest.mark.parametrize("strategy", ["build", "create", "attributes"])
def test_the_resolver_and_the_compiled_function_agree(overrides: dict[str, Any], strategy: str) -> None:
    compiled = getattr(RowFactory, strategy)(**overrides)
    RowFactory.reset_sequence()
    resolved = interpret(RowFactory._meta, strategy, parse_overrides(overrides, strict=True), None, None)
    assert resolved == compiled


def test_the_resolver_makes_stubs() -> None:
    tree = parse_overrides({"extra": 2}, strict=True)
    stub = interpret(InnerFactory._meta, "stub", tree, None, 4)
    assert vars(stub) == {"n": 4, "label": "alone", "extra": 2}


def test_a_hook_is_no_field_that_a_lazy_function_could_ask_for() -> None:
    class HookedFactory(typedfactory.DictFactory):
        name = "joe"
        asking = typedfactory.SelfAttribute("name")
        hook = typedfactory.PostGeneration(lambda *_, **__: None)

        class Params:
            late = typedfactory.Trait(name=typedfactory.PostGeneration(lambda *_, **__: None))

    for overrides, missing in (
        ({"asking": typedfactory.LazyAttribute(lambda o: o.hook)}, "hook"),
        ({"late": typedfactory.LazyFunction(lambda: True)}, "name"),
        ({"late": True}, "name"),
    ):
        with pytest.raises(UnknownAttributeError, match=rf"HookedFactory has no {missing!r}"):
            HookedFactory.build(**overrides)


def test_attributes_given_declarations_stop_before_the_model_and_its_hooks() -> None:
    made = RowFactory.attributes(name=typedfactory.LazyFunction(lambda: "eve"))
    assert made["number"] == ("eve", 0)
    assert "hook" not in made


def test_a_missing_positional_argument_is_noted() -> None:
    class ShortFactory(typedfactory.Factory[User]):
        class Meta:
            inline_args = ("zip",)

    for overrides in ({}, {"name": typedfactory.LazyFunction(str)}):
        with pytest.raises(MetaOptionError) as caught:
            ShortFactory.build(**overrides)
        assert notes_of(caught.value) == ["while making ShortFactory"]
