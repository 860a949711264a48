"""Hooks: PostGeneration, PostGenerationMethodCall, RelatedFactory and RelatedFactoryList."""

from __future__ import annotations

from typing import Any

import pytest

import typedfactory
from tests.data.making import notes_of
from typedfactory.declarations import PostGenerationContext, PostGenerationDeclaration
from typedfactory.errors import InvalidDeclarationError, UnknownFieldError


class Account:
    """A model with methods to call."""

    def __init__(self, **kwargs: Any) -> None:
        self.fields = kwargs
        self.calls: list[Any] = []

    def set_password(self, *args: Any, **kwargs: Any) -> str:
        self.calls.append((args, kwargs))
        return "set"


def write_down(obj: Any, create: bool, extracted: Any, **kwargs: Any) -> Any:
    """Note on a dict how the hook was called."""
    obj.setdefault("hooks", []).append((create, extracted, kwargs))
    return len(obj["hooks"])


class HookedFactory(typedfactory.DictFactory):
    name: Any = "joe"
    hook: Any = typedfactory.PostGeneration(write_down)


class LogFactory(typedfactory.DictFactory):
    """Related objects register with the object that they point to."""

    text: Any = "log"

    @typedfactory.post_generation
    def register(obj: Any, create: bool, extracted: Any) -> None:  # noqa: N805 - the object
        obj["user"].setdefault("logs", []).append(obj["text"])


class UserFactory(typedfactory.DictFactory):
    log: Any = typedfactory.RelatedFactory(LogFactory, "user", text="one")


class ManyFactory(typedfactory.DictFactory):
    logs: Any = typedfactory.RelatedFactoryList(LogFactory, "user", size=2)


# --- PostGeneration ---


def test_the_function_receives_object_strategy_value_and_parameters() -> None:
    assert HookedFactory.build() == {"name": "joe", "hooks": [(False, None, {})]}
    assert HookedFactory.create(hook=5, hook__a=1, hook__b=2)["hooks"] == [(True, 5, {"a": 1, "b": 2})]
    assert HookedFactory.create(hook__a__b=1)["hooks"] == [(True, None, {"a__b": 1})]


def test_the_decorator_makes_the_same_of_a_method() -> None:
    class DecoratedFactory(typedfactory.DictFactory):
        @typedfactory.post_generation
        def hook(obj: Any, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805 - the object
            write_down(obj, create, extracted, **kwargs)

    assert DecoratedFactory.build(hook=5, hook__a=1) == {"hooks": [(False, 5, {"a": 1})]}


def test_hooks_run_for_stubs() -> None:
    class StubbedFactory(typedfactory.StubFactory):
        hook = typedfactory.PostGeneration(lambda obj, create, extracted: setattr(obj, "hooked", create))

    assert StubbedFactory.build().hooked is False


def test_hooks_do_not_run_for_attributes() -> None:
    assert HookedFactory.attributes() == {"name": "joe"}


def test_hooks_run_in_the_order_in_which_they_were_written() -> None:
    order: list[str] = []

    def note(label: str) -> Any:
        return typedfactory.PostGeneration(lambda *_, **__: order.append(label))

    class OrderedFactory(typedfactory.DictFactory):
        b = note("b")
        a = note("a")

        class Params:
            on = typedfactory.Trait(z=note("z"))

    class ChildFactory(OrderedFactory):
        c = note("c")

    ChildFactory.build(call=note("call"))
    assert order == ["b", "a", "c", "call"]
    order.clear()
    ChildFactory.build(on=True, a=1)
    assert order == ["b", "a", "c", "z"]


def test_values_and_parameters_may_be_declarations_seen_from_the_object_s_fields() -> None:
    made = HookedFactory.build(
        hook=typedfactory.SelfAttribute("..name"),
        hook__number=typedfactory.Sequence(lambda n: n),
        hook__name=typedfactory.LazyAttribute(lambda o: o.factory_parent.name.upper()),
        __sequence=4,
    )
    assert made["hooks"] == [(False, "joe", {"number": 4, "name": "JOE"})]


def test_parameters_in_the_class_body_are_defaults() -> None:
    class DefaultFactory(HookedFactory):
        hook__a = 1
        hook__b = typedfactory.Sequence(lambda n: n)

    assert DefaultFactory.build()["hooks"] == [(False, None, {"a": 1, "b": 0})]
    assert DefaultFactory.build(hook=5, hook__a=2)["hooks"] == [(False, 5, {"a": 2, "b": 1})]


def test_a_trait_gives_values_and_parameters() -> None:
    class TraitFactory(HookedFactory):
        class Params:
            five = typedfactory.Trait(hook=5, hook__a=1)
            none = typedfactory.Trait(hook=None, hook__a=2)

    assert TraitFactory.build()["hooks"] == [(False, None, {})]
    assert TraitFactory.build(five=True)["hooks"] == [(False, 5, {"a": 1})]
    assert TraitFactory.build(five=True, hook=6)["hooks"] == [(False, 6, {"a": 1})]
    assert TraitFactory.build(none=True)["hooks"] == [(False, None, {"a": 2})]


def test_hooks_are_no_fields_for_lazy_functions() -> None:
    class CuriousFactory(HookedFactory):
        seen = typedfactory.SelfAttribute("hook", default="nothing")

    assert CuriousFactory.build()["seen"] == "nothing"


def test_a_hook_of_a_nested_object_runs_before_the_outer_object_exists() -> None:
    class OuterFactory(typedfactory.DictFactory):
        inner = typedfactory.SubFactory(HookedFactory, hook=1)

    assert OuterFactory.build(inner__hook__a=2) == {"inner": {"name": "joe", "hooks": [(False, 1, {"a": 2})]}}


def test_an_error_in_a_hook_is_seen_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        HookedFactory.build(hook=typedfactory.PostGeneration(lambda obj, create, extracted: 1 // 0))
    assert notes_of(caught.value) == ["while making HookedFactory.hook"]


def test_a_hook_where_a_value_is_declared_is_refused() -> None:
    with pytest.raises(InvalidDeclarationError) as caught:
        HookedFactory.build(name=typedfactory.PostGeneration(write_down))
    assert str(caught.value) == (
        "HookedFactory.name: a post-generation declaration shadows the declaration of the same name. "
        "Give one of the two another name."
    )


def test_a_trait_may_put_a_hook_where_a_value_is_declared() -> None:
    class PlainFactory(typedfactory.DictFactory):
        extra = None

        class Params:
            loud = typedfactory.Trait(extra=typedfactory.PostGeneration(lambda obj, create, extracted: obj.update(x=1)))

    assert PlainFactory.build() == {"extra": None}
    assert PlainFactory.build(loud=True) == {"x": 1}


# --- PostGenerationMethodCall ---


def test_a_method_is_called_with_the_arguments_of_the_declaration() -> None:
    class AccountFactory(typedfactory.Factory[Account]):
        plain = typedfactory.PostGenerationMethodCall("set_password")
        secret = typedfactory.PostGenerationMethodCall("set_password", "s3cret", scheme="md5")

    assert AccountFactory.build().calls == [((), {}), (("s3cret",), {"scheme": "md5"})]
    overrides = {"secret": "other", "secret__scheme": "sha", "secret__salt": typedfactory.Sequence(str)}
    made = AccountFactory.build(plain=None, **overrides)
    assert made.calls == [((None,), {}), (("other",), {"scheme": "sha", "salt": "1"})]


def test_the_result_of_the_method_is_reported() -> None:
    reported: list[Any] = []

    class AccountFactory(typedfactory.Factory[Account]):
        secret = typedfactory.PostGenerationMethodCall("set_password", "s3cret")

        @classmethod
        def _after_postgeneration(cls, instance: Account, create: bool, results: dict[str, Any] | None = None) -> None:
            reported.append(results)

    AccountFactory.build()
    assert reported == [{"secret": "set"}]


def test_a_method_takes_one_positional_argument_at_most() -> None:
    with pytest.raises(InvalidDeclarationError) as caught:
        typedfactory.PostGenerationMethodCall("set_password", "a", "b")
    assert str(caught.value) == (
        "A PostGenerationMethodCall can only handle one positional argument; 'set_password' was given 2. "
        "Please provide other parameters through keyword arguments."
    )


def test_a_misspelt_method_is_python_s_error() -> None:
    class AccountFactory(typedfactory.Factory[Account]):
        secret = typedfactory.PostGenerationMethodCall("set_pasword", "s3cret")

    with pytest.raises(AttributeError) as caught:
        AccountFactory.build()
    assert str(caught.value) == "'Account' object has no attribute 'set_pasword'"
    assert notes_of(caught.value) == ["while making AccountFactory.secret"]


# --- hooks that users wrote ---


def test_a_subclass_defines_call() -> None:
    class Noted(PostGenerationDeclaration[Any]):
        def call(self, instance: Any, step: Any, context: PostGenerationContext) -> Any:
            instance["noted"] = (step.builder.strategy, context.value_provided, context.value, context.extra)

    class NotedFactory(typedfactory.DictFactory):
        note = Noted()

    assert NotedFactory.build() == {"noted": ("build", False, None, {})}
    assert NotedFactory.create(note=None, note__a=1) == {"noted": ("create", True, None, {"a": 1})}


def test_a_subclass_may_recurse_and_see_the_chain() -> None:
    class Made(PostGenerationDeclaration[Any]):
        def call(self, instance: Any, step: Any, context: PostGenerationContext) -> Any:
            instance["made"] = step.recurse(HookedFactory, {"name": step.chain[0].name, **context.extra})

    class MakerFactory(typedfactory.DictFactory):
        name = "maker"
        make = Made()

    assert MakerFactory.build(make__x=1)["made"] == {"name": "maker", "x": 1, "hooks": [(False, None, {})]}


def test_a_subclass_of_a_ready_hook_may_extend_it() -> None:
    class Twice(typedfactory.RelatedFactory[Any]):
        def call(self, instance: Any, step: Any, context: PostGenerationContext) -> Any:
            super().call(instance, step, context)
            return super().call(instance, step, context)

    class TwiceFactory(typedfactory.DictFactory):
        logs = Twice(LogFactory, "user")

    assert TwiceFactory.build() == {"logs": ["log", "log"]}


def test_a_subclass_that_forgot_call_is_told_so() -> None:
    class Forgotten(PostGenerationDeclaration[Any]):
        pass

    with pytest.raises(NotImplementedError) as caught:
        HookedFactory.build(other=Forgotten())
    assert str(caught.value) == "Forgotten must define call(instance, step, context)."


def test_a_subclass_of_a_list_may_extend_it() -> None:
    class Counted(typedfactory.RelatedFactoryList[Any]):
        def call(self, instance: Any, step: Any, context: PostGenerationContext) -> Any:
            made = super().call(instance, step, context)
            instance["count"] = None if made is None else len(made)

    class RowFactory(typedfactory.DictFactory):
        n = 1

    class CountedFactory(typedfactory.DictFactory):
        rows = Counted(RowFactory, size=lambda: 3, n=2)
        one = Counted(RowFactory, "parent", size=1)

    assert CountedFactory.build(one=None) == {"count": None}
    assert CountedFactory.build(one____size=2, rows__n=7) == {"count": 2}
    assert CountedFactory.build(one=[]) == {"count": 0}


def test_a_method_may_take_any_keyword_and_have_any_name() -> None:
    class AccountFactory(typedfactory.Factory[Account]):
        secret = typedfactory.PostGenerationMethodCall("set_password", **{"class": 1, "two words": 2})

    assert AccountFactory.build(secret=5).calls == [((5,), {"class": 1, "two words": 2})]

    class Odd:
        pass

    setattr(Odd, "odd name", lambda self, value: setattr(self, "value", value))

    class OddFactory(typedfactory.Factory[Odd]):
        call = typedfactory.PostGenerationMethodCall("odd name", 3)

    assert vars(OddFactory.build()) == {"value": 3}


def test_a_misspelt_argument_of_a_list_shows_when_there_is_something_to_make() -> None:
    class ManyTeamsFactory(typedfactory.DictFactory):
        cities = typedfactory.RelatedFactoryList("tests.data.cities.CityFactory", size=0, contry__name="x")

    assert ManyTeamsFactory.build() == {}
    with pytest.raises(UnknownFieldError) as caught:
        ManyTeamsFactory.build(cities____size=1)
    assert str(caught.value) == (
        "CityFactory.contry: there is no field 'contry' to set 'name' in (reached through ManyTeamsFactory.cities). "
        'Did you mean "country"?'
    )
