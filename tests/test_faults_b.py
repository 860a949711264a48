"""Kind B of the faults found by trying it: nothing given or declared is lost without a word. By number."""

from __future__ import annotations

import dataclasses
import importlib
import re
from collections import deque
from typing import Any

import pytest

import typedfactory as factory
import typedfactory.factory_boy as moved
from typedfactory.errors import InvalidDeclarationError
from typedfactory.pytest_plugin import LazyFixture

#: The measure of what is right, without type hints.
factory_boy: Any = importlib.import_module("factory")


@dataclasses.dataclass
class Thing:
    a: Any = None
    b: Any = None
    _x: Any = None


class Open:
    def __init__(self, **fields: Any) -> None:
        vars(self).update(fields)


class ThingFactory(factory.Factory[Thing]):
    pass


def refused(message: str) -> Any:
    return pytest.raises(InvalidDeclarationError, match=f"^{re.escape(message)}")


# 13: declarations in the wrong place

A_COMMA = "a comma behind it makes a tuple of a Sequence. Take the comma away."
A_LIST = (
    "a list with a Sequence inside stands here as a plain value, and nobody would evaluate it. Write List([…]); for the "
    "list as it is, LazyFunction(lambda: …)."
)
A_DICT = (
    "a dict with a Sequence inside stands here as a plain value, and nobody would evaluate it. Write Dict({…}); for the "
    "dict as it is, LazyFunction(lambda: …)."
)
A_SET = (
    "a set with a Sequence inside stands here as a plain value, and nobody would evaluate it. "
    "Write LazyAttribute(lambda o: …); for the set as it is, LazyFunction(lambda: …)."
)


def number() -> factory.Sequence[int]:
    return factory.Sequence(lambda n: n)


WRONG = {
    "comma": (lambda: (number(),), A_COMMA),
    "list": (lambda: [number()], A_LIST),
    "dict": (lambda: {"k": number()}, A_DICT),
    "set": (lambda: {number()}, A_SET),
    "deep": (lambda: [{"k": (1, number())}], A_LIST),
    "deque": (lambda: deque([number()]), A_SET.replace("a set", "a deque").replace("the set", "the deque")),
    "lazy fixture": (
        lambda: LazyFixture("user"),
        (
            "a LazyFixture is read where pytest makes fixtures: in register(), in the mark and in parametrisations, and not "
            "by a factory. Give the fixture's value in the test, or register the factory."
        ),
    ),
    "trait": (lambda: factory.Trait(b=1), "a Trait belongs into class Params. Move it there."),
    "factory": (
        lambda: ThingFactory,
        (
            "ThingFactory is a factory, not a value. Write SubFactory(ThingFactory); for the class itself, "
            "LazyFunction(lambda: ThingFactory)."
        ),
    ),
    "foreign": (
        lambda: factory_boy.Sequence(str),
        (
            "Sequence is a declaration of factory_boy's, and would be passed on as a value. Import it from typedfactory; a "
            "class of your own, derive from typedfactory.declarations.BaseDeclaration."
        ),
    ),
    "foreign, in a list": (lambda: [factory_boy.Sequence(str)], A_LIST),
}
EACH = pytest.mark.parametrize(("make", "message"), WRONG.values(), ids=WRONG)


@EACH
@pytest.mark.parametrize("base", [factory.Factory[Thing], factory.DictFactory, moved.Factory])
def test_declaration_in_a_plain_value_is_refused_in_a_class_body(base: Any, make: Any, message: str) -> None:
    with refused(f"BodyFactory.a: {message}"):

        class BodyFactory(base):  # type: ignore[misc]
            a = make()


@EACH
def test_declaration_in_a_plain_value_is_refused_in_a_trait(make: Any, message: str) -> None:
    with refused(f"TraitFactory.on.a: {message}"):

        class TraitFactory(factory.Factory[Thing]):
            class Params:
                on = factory.Trait(a=make())


@EACH
def test_declaration_in_a_plain_value_is_refused_among_params(make: Any, message: str) -> None:
    if make() is ThingFactory or isinstance(make(), factory.Trait):
        return

    with refused(f"ParamFactory.param: {message}"):

        class ParamFactory(factory.Factory[Thing]):
            class Params:
                param = make()


@EACH
@pytest.mark.parametrize("strategy", ["build", "create", "stub"])
def test_declaration_in_a_plain_value_is_refused_in_a_call(strategy: str, make: Any, message: str) -> None:
    for _ in range(3):
        ThingFactory.generate(strategy, a=1)
        with refused(f"ThingFactory.a: {message}"):
            ThingFactory.generate(strategy, a=make())
        with refused(f"ThingFactory.a: {message}"):
            ThingFactory.generate_batch(strategy, 2, a=make())


@EACH
def test_declaration_in_a_plain_value_is_refused_deep_in_a_call(make: Any, message: str) -> None:
    class OuterFactory(factory.DictFactory):
        inner = factory.SubFactory(ThingFactory)

    with refused(f"ThingFactory.a: {message}"):
        OuterFactory(inner__a=make())


ARGUMENTS = {
    "a.a": lambda wrong: factory.SubFactory(ThingFactory, a=wrong),
    "a.yes_declaration": lambda wrong: factory.Maybe("b", wrong),
    "a.no_declaration": lambda wrong: factory.Maybe("b", no_declaration=wrong),
    "a.default": lambda wrong: factory.Transformer(wrong, transform=str),
    "a.0": lambda wrong: factory.List([wrong]),
    "a.k": lambda wrong: factory.Dict({"k": wrong}),
    "a.elements": lambda wrong: factory.Faker("random_element", elements=wrong),
    "a.set_it": lambda wrong: factory.PostGenerationMethodCall("set_it", wrong),
    "a.what": lambda wrong: factory.PostGenerationMethodCall("set_it", what=wrong),
    "a.b": lambda wrong: factory.RelatedFactory(ThingFactory, "a", b=wrong),
    "a.yes_declaration.b": lambda wrong: factory.Maybe("b", factory.SubFactory(ThingFactory, b=wrong)),
}


@pytest.mark.parametrize(("where", "declare"), ARGUMENTS.items(), ids=ARGUMENTS)
def test_declaration_in_a_plain_argument_of_a_declaration_is_refused(where: str, declare: Any) -> None:
    with refused(f"ArgumentFactory.{where}: {A_LIST}"):

        class ArgumentFactory(factory.DictFactory):
            a = declare([number()])

    with refused(f"CalledFactory.{where}: {A_LIST}"):

        class CalledFactory(factory.DictFactory):
            pass

        CalledFactory(a=declare([number()]))


@pytest.mark.parametrize("declare", [factory.Iterator, factory.fuzzy.FuzzyChoice])
def test_declaration_among_the_values_to_choose_from_is_refused(declare: Any) -> None:
    with pytest.raises(InvalidDeclarationError, match=r"^ChoiceFactory\.a\.\w+: a list with a Sequence inside"):

        class ChoiceFactory(factory.DictFactory):
            a = declare([1, number()])


def test_getter_may_turn_a_declaration_into_a_value() -> None:
    class GotFactory(factory.DictFactory):
        a = factory.Iterator([number()], getter=lambda declaration: type(declaration).__name__)

    assert GotFactory() == {"a": "Sequence"}


def test_lists_dicts_and_tuples_of_plain_values_arrive() -> None:
    class Odd(type):
        __hash__ = None  # type: ignore[assignment]

        def __eq__(cls, other: object) -> bool:
            raise AssertionError

    class Strange(metaclass=Odd):
        pass

    circle: list[Any] = []
    circle.append(circle)
    for value in (
        [1, "x"],
        ("x",),
        {"k": [1]},
        {1, 2},
        deque([1]),
        circle,
        Strange(),
        [Strange()],
        str,
        print,
        object(),
    ):
        for _ in range(2):
            assert ThingFactory.build(a=value).a is value
            assert ThingFactory.build_batch(1, a=value)[0].a is value


def test_deep_hook_of_ones_own_takes_anything() -> None:
    class HookedFactory(factory.DictFactory):
        class Params:
            maker = None

        @factory.post_generation
        def hook(self: dict[str, Any], create: bool, extracted: Any, **extra: Any) -> None:
            self["got"] = extracted

    class OuterFactory(factory.DictFactory):
        inner = factory.SubFactory(HookedFactory)

    made = OuterFactory(inner__hook=[ThingFactory], inner__maker=ThingFactory)
    assert made == {"inner": {"got": [ThingFactory]}}


def test_hook_of_ones_own_takes_anything() -> None:
    class HookedFactory(factory.DictFactory):
        @factory.post_generation
        def hook(self: dict[str, Any], create: bool, extracted: Any, **extra: Any) -> None:
            self["got"] = (extracted, extra)

        class Params:
            on = factory.Trait(hook=[ThingFactory], hook__how=ThingFactory)

    wanted = ([ThingFactory], {"how": ThingFactory})
    assert HookedFactory(hook=[ThingFactory], hook__how=ThingFactory) == {"got": wanted}
    assert HookedFactory(on=True) == {"got": wanted}
    assert HookedFactory.build(hook=ThingFactory) == {"got": (ThingFactory, {})}


def test_param_may_be_a_factory() -> None:
    class ChosenFactory(factory.DictFactory):
        class Params:
            maker = ThingFactory

        a = factory.LazyAttribute(lambda o: o.maker.__name__)

    class OtherFactory(ThingFactory):
        pass

    assert ChosenFactory() == {"a": "ThingFactory"}
    assert ChosenFactory(maker=OtherFactory) == {"a": "OtherFactory"}


def test_factory_in_the_place_of_a_related_object_is_refused() -> None:
    class RelatingFactory(factory.DictFactory):
        logs = factory.RelatedFactory(ThingFactory, "a")

    with refused("RelatingFactory.logs: ThingFactory is a factory, not a value."):
        RelatingFactory(logs=ThingFactory)
