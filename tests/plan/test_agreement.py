"""What random factories once showed: places where compiler and resolver, or factory_boy, did not agree."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import pytest

import typedfactory
from typedfactory.declarations import SKIP, BaseDeclaration, PostGenerationContext, PostGenerationDeclaration
from typedfactory.errors import UnreachableOverrideError


class Thing:
    def __init__(self, **kwargs: Any) -> None:
        self.__dict__.update(kwargs)


@pytest.fixture(params=["compiled", "resolved"], autouse=True)
def _reader(request: pytest.FixtureRequest) -> Any:
    """Run each test with the compiled functions, and with the resolver, which `debug` makes do the work."""
    with contextlib.nullcontext() if request.param == "compiled" else typedfactory.debug(stream=io.StringIO()):
        yield


class PlainFactory(typedfactory.DictFactory):
    x = 1


class DeepFactory(typedfactory.DictFactory):
    x = typedfactory.SubFactory(PlainFactory)


def test_a_path_need_only_fit_the_branch_of_a_maybe_that_is_taken() -> None:
    class ThingFactory(typedfactory.DictFactory):
        deep = True
        inner = typedfactory.Maybe("deep", typedfactory.SubFactory(DeepFactory), typedfactory.SubFactory(PlainFactory))

    assert ThingFactory.create(inner__x__x=5) == {"deep": True, "inner": {"x": {"x": 5}}}
    with pytest.raises(UnreachableOverrideError) as caught:
        ThingFactory.create(deep=False, inner__x__x=5)
    assert str(caught.value) == (
        "PlainFactory.x: x__x=… reaches nothing, because x is a plain value. "
        "Declare x with a SubFactory, or override x as a whole."
    )


def test_a_path_into_a_related_factory_has_to_reach_something() -> None:
    class ThingFactory(typedfactory.Factory[Thing]):
        related = typedfactory.RelatedFactory(PlainFactory)

    with pytest.raises(UnreachableOverrideError) as caught:
        ThingFactory.create(related__x__x=5)
    assert "PlainFactory.x: x__x=… reaches nothing, because x is a plain value." in str(caught.value)


def test_a_path_into_a_list_that_is_empty_is_not_looked_into() -> None:
    class ThingFactory(typedfactory.Factory[Thing]):
        related = typedfactory.RelatedFactoryList(PlainFactory, size=0)

    assert vars(ThingFactory.create(related__x__x=5)) == {}


def test_a_path_goes_through_the_branch_of_a_maybe_between_hooks() -> None:
    made: list[Any] = []

    class SeenFactory(PlainFactory):
        @typedfactory.post_generation
        def see(obj: Any, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805 - obj is the object made
            made.append(obj)

    class ThingFactory(typedfactory.Factory[Thing]):
        on = True
        related = typedfactory.Maybe("on", typedfactory.RelatedFactory(SeenFactory))

    ThingFactory.create(related__x=5)
    ThingFactory.create(on=False, related__x=5)
    assert made == [{"x": 5}]
    with pytest.raises(UnreachableOverrideError):
        ThingFactory.create(related__x__x=5)


def test_attributes_refuse_a_path_into_a_hook_that_a_trait_leaves_out() -> None:
    class ThingFactory(typedfactory.DictFactory):
        class Params:
            noisy = typedfactory.Trait(shout=typedfactory.PostGeneration(lambda *_, **__: None))

    assert ThingFactory.attributes(noisy=True, shout__word="hey") == {}
    with pytest.raises(UnreachableOverrideError) as caught:
        ThingFactory.attributes(shout__word="hey")
    assert str(caught.value) == (
        "ThingFactory.shout: shout__word=… reaches nothing, because shout is not declared. "
        "Declare shout with a SubFactory, or override shout as a whole."
    )


def test_a_field_is_left_out_however_it_comes_to_skip() -> None:
    class InnerFactory(typedfactory.DictFactory):
        above = typedfactory.SelfAttribute("..left_out")
        asked = typedfactory.LazyAttribute(lambda o: o.factory_parent.left_out)

    class ThingFactory(typedfactory.DictFactory):
        off = False
        left_out = typedfactory.Maybe("off", 1)
        copied = typedfactory.SelfAttribute("left_out")
        forced = typedfactory.Transformer(typedfactory.Transformer.Force(typedfactory.Maybe("off", 1)), transform=str)
        returned = typedfactory.LazyFunction(lambda: SKIP)
        inner = typedfactory.SubFactory(InnerFactory)

    assert ThingFactory.create() == {"off": False, "inner": {}}
    assert ThingFactory.attributes() == {"off": False, "inner": {}}
    assert ThingFactory.create(off=True)["inner"] == {"above": 1, "asked": 1}


def test_a_parameter_that_comes_to_skip_is_left_out() -> None:
    class Shown(BaseDeclaration[Any]):
        def evaluate(self, instance: Any, step: Any, extra: dict[str, Any]) -> Any:
            return extra

    class ThingFactory(typedfactory.DictFactory):
        shown = Shown(x=1, y=typedfactory.Maybe(typedfactory.LazyFunction(bool), 1))

    assert ThingFactory.create() == {"shown": {"x": 1}}


def test_a_users_hook_has_the_defaults_that_it_was_declared_with() -> None:
    contexts = []

    class Hook(PostGenerationDeclaration[None]):
        def call(self, instance: Any, step: Any, context: PostGenerationContext) -> None:
            contexts.append(context)

    class ThingFactory(typedfactory.Factory[Thing]):
        hook = Hook(x=1, y=typedfactory.Sequence(lambda n: n))

    ThingFactory.create(hook__x=2)
    assert contexts == [PostGenerationContext(value_provided=False, value=None, extra={"x": 2, "y": 0})]


def test_a_stub_has_its_attributes_in_one_order() -> None:
    class ThingFactory(typedfactory.Factory[Thing]):
        first, second = 1, 2
        items = typedfactory.List([1])

        class Meta:
            inline_args = ("second",)

    stub = ThingFactory.stub(items__x=2)
    assert list(vars(stub)) == ["second", "first", "items"]
    assert list(vars(stub.items)) == ["0", "x"]


def test_a_forced_number_is_an_integer() -> None:
    assert PlainFactory.attributes(__sequence="3", n=typedfactory.Sequence(lambda n: n)) == {"x": 1, "n": 3}
    with pytest.raises(TypeError, match=r"int\(\) argument must be"):
        PlainFactory.create(__sequence=[])
