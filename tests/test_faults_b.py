"""Kind B of the faults found by trying it: nothing given or declared is lost without a word. By number."""

from __future__ import annotations

import dataclasses
import enum
import functools
import importlib
import io
import re
from collections import deque
from collections.abc import Callable
from typing import Any, Literal, Optional

import pydantic
import pytest

import typedfactory as factory
from typedfactory.errors import (
    ArgumentError,
    AssociatedClassError,
    FactoryError,
    InvalidDeclarationError,
    MetaOptionError,
)
from typedfactory.pytest_plugin import LazyFixture

#: What a moved suite imports; what is wrong here would be wrong for type checkers too.
moved: Any = importlib.import_module("typedfactory.factory_boy")
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


# 12: names that begin with an underscore


def test_keyword_with_an_underscore_arrives() -> None:
    assert factory.build(Thing, _x=5)._x == 5
    assert factory.create(Thing, _x=number())._x == 0
    assert vars(factory.build(Open, _x=5, _using="other")) == {"_x": 5, "_using": "other"}
    assert factory.make_factory(dict, _x=5).build(_y=6) == {"_x": 5, "_y": 6}
    assert moved.build(Thing, _x=5)._x == 5
    assert factory.stub(Thing, _x=5)._x == 5


def test_keyword_with_an_underscore_that_the_model_lacks_is_refused() -> None:
    with refused("ThingFactory._quantity: Thing has no field '_quantity'. Known names: _x, a, b. If it only"):
        factory.build(Thing, _quantity=3)


def test_keyword_with_the_name_of_a_hook_is_the_hook() -> None:
    made = factory.make_factory(Thing, a=1, _adjust_kwargs=classmethod(lambda _, **given: {**given, "b": 2})).build()
    assert (made.a, made.b) == (1, 2)


def test_private_field_in_a_class_body_arrives() -> None:
    class PrivateFactory(factory.Factory[Thing]):
        _x = 5
        _mine = 7

    class BelowFactory(PrivateFactory):
        pass

    class MovedFactory(moved.Factory):  # type: ignore[misc]
        class Meta:
            model = "tests.test_faults_b.Thing"

        _x = {1: 2}  # noqa: RUF012 - copied for each object

    assert PrivateFactory()._x == BelowFactory.build()._x == 5
    assert PrivateFactory.build(_x=6)._x == 6
    assert PrivateFactory._mine == 7
    assert MovedFactory()._x == {1: 2}
    assert MovedFactory()._x is not MovedFactory()._x


def test_name_with_an_underscore_stays_the_factorys_own_where_the_model_takes_any() -> None:
    class OwnFactory(factory.DictFactory):
        _x = 5
        a = factory.LazyFunction(lambda: OwnFactory._x)

    assert OwnFactory() == {"a": 5}


def test_param_or_trait_with_an_underscore_is_refused() -> None:
    for value in (factory.Trait(a=1), number()):
        with refused("Params._x: a param's name cannot begin with an underscore. Give it another name."):

            class ParamFactory(factory.Factory[Thing]):
                class Params:
                    _x = value


# 13: bases that are no factories


def test_declaration_in_a_base_that_is_no_factory_is_refused() -> None:
    class Mixin:
        a = number()

    for base in (factory.Factory[Thing], factory.DictFactory, moved.Factory):
        with refused(
            "MixedFactory.a: a Sequence stands in Mixin, which is no factory, and nothing would read it. "
            "Derive Mixin from Factory, or move it to MixedFactory."
        ):

            class MixedFactory(Mixin, base):  # type: ignore[misc, valid-type]
                pass


def test_value_or_section_in_a_base_that_is_no_factory_is_refused() -> None:
    class Valued:
        b = 2
        helper = 3

        def method(self) -> None: ...

    class Param:
        class Params:
            size = 3

    with refused("MixedFactory.b: the value of a field of Thing stands in Valued, which is no factory"):

        class MixedFactory(Valued, factory.Factory[Thing]):
            pass

    with refused("ParamFactory.Params: class Params stands in Param, which is no factory"):

        class ParamFactory(Param, factory.Factory[Thing]):
            pass


def test_base_that_is_no_factory_may_hold_what_is_said_before_it() -> None:
    class Mixin:
        a = number()
        b = 2

    class OwnFactory(Mixin, factory.Factory[Thing]):
        a = 1  # type: ignore[assignment]
        b = 3

    class BaseFactory(factory.Factory[Thing]):
        a = 1
        b = 4

    class BehindFactory(BaseFactory, Mixin):  # type: ignore[misc]
        pass

    assert (OwnFactory().a, OwnFactory().b) == (1, 3)
    assert (BehindFactory().a, BehindFactory().b) == (1, 4)


def test_params_inherited_by_the_class_alone_arrive() -> None:
    class Shared:
        rate = 2
        double = factory.Trait(a=factory.LazyAttribute(lambda o: o.rate * 2))

    class SharingFactory(factory.DictFactory):
        class Params(Shared):
            other = 1

    assert SharingFactory(double=True) == {"a": 4}


# 14: functions named like fields


@dataclasses.dataclass
class Person:
    name: str
    age: int = 0
    on_save: Callable[[], int] | None = None
    kind: type = int
    anything: Any = None
    tags: list[str] = dataclasses.field(default_factory=list)


@pytest.mark.parametrize("base", [factory.Factory[Person], moved.Factory])
def test_function_named_like_a_field_is_refused(base: Any) -> None:
    with refused(
        "PersonFactory.age: a function stands where Person has a field whose type takes none. Decorate it with "
        "@lazy_attribute, which hands it the other fields; for the function itself, LazyFunction(lambda: …)."
    ):

        class PersonFactory(base):  # type: ignore[misc]
            class Meta:
                model = Person

            def age(self) -> int:
                return 3


@pytest.mark.parametrize("decorate", [classmethod, staticmethod])
def test_method_named_like_a_field_is_refused(decorate: Any) -> None:
    for base in (factory.Factory[Person], moved.Factory):
        with refused(
            f"PersonFactory.on_save: a {decorate.__name__} stands where Person has a field, which would never see it. "
            f"Decorate the function with @lazy_attribute instead, or give the method another name."
        ):

            class PersonFactory(base):  # type: ignore[misc, valid-type]
                class Meta:
                    model = Person

                on_save = decorate(lambda *_: "ann")


@pytest.mark.parametrize("decorate", [property, functools.cached_property])
@pytest.mark.parametrize("base", [factory.Factory[Person], factory.DictFactory])
def test_property_is_refused(decorate: Any, base: Any) -> None:
    with refused("PersonFactory.name: a property is no value for a field. Decorate it with @lazy_attribute."):

        class PersonFactory(base):  # type: ignore[misc]
            name = decorate(lambda _: "ann")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (
            "tags",
            list,
            "the class list stands where Person has a field whose type takes none. Write LazyFunction(list)",
        ),
        ("age", len, "a function stands where Person has a field whose type takes none. Write LazyFunction(len)"),
        ("name", functools.partial(str, 3), "a function stands where Person has a field whose type takes none."),
        (
            "name",
            lambda: "ann",
            "a function stands where Person has a field whose type takes none. Write LazyFunction(…)",
        ),
    ],
)
def test_function_that_nobody_would_call_is_refused(name: str, value: Any, message: str) -> None:
    with refused(f"PersonFactory.{name}: {message}"):
        factory.make_factory(Person, **{name: value})


def test_function_arrives_where_the_type_takes_one_or_is_not_known() -> None:
    class TakingFactory(factory.Factory[Person]):
        def on_save(self) -> int:
            return 3

        kind = str
        anything = len

    made: Any = TakingFactory()
    assert made.on_save is vars(TakingFactory)["on_save"]
    assert (made.kind, made.anything) == (str, len)
    assert factory.build(Open, f=len, g=str).f is len  # type: ignore[attr-defined]
    assert factory.build(Thing, a=len).a is len


def test_method_with_another_name_stays_a_method() -> None:
    class HelpedFactory(factory.Factory[Person]):
        @classmethod
        def grown_up(cls) -> Person:
            return cls(age=18)

        @classmethod
        def build(cls, /, **kwargs: Any) -> Person:
            return super().build(**kwargs)

    assert HelpedFactory.grown_up().age == 18


# 17: said twice, and said to nobody


class Aliased(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(populate_by_name=True)
    first_name: int = pydantic.Field(default=0, alias="firstName")


@pytest.mark.parametrize("call", ["build_batch", "create_batch", "stub_batch"])
@pytest.mark.parametrize(("size", "shown"), [(-1, "-1"), ("3", "str"), (2.0, "float"), (None, "NoneType")])
def test_size_that_is_no_number_from_0_up_is_refused(call: str, size: Any, shown: str) -> None:
    message = f"ThingFactory.{call}: size takes a number from 0 up, not {shown}."
    with pytest.raises(ArgumentError, match=f"^{re.escape(message)}$"):
        getattr(ThingFactory, call)(size)
    assert getattr(ThingFactory, call)(0) == []


def test_size_of_related_objects_is_judged_as_that_of_batches() -> None:
    class LogsFactory(factory.DictFactory):
        logs = factory.RelatedFactoryList(ThingFactory, size=lambda: -1)

    for call in (LogsFactory.build, lambda: LogsFactory.build(logs____size=-1)):
        with refused("LogsFactory.logs: size takes a number from 0 up, not -1."):
            call()  # type: ignore[no-untyped-call]
    with refused(
        "RelatedFactoryList: size takes a number from 0 up, or a function without arguments that gives one, "
        "not SelfAttribute."
    ):
        factory.RelatedFactoryList(ThingFactory, size=factory.SelfAttribute("number"))  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (lambda: factory.random.seeded(3), "seeded"),
        (factory.debug, "debug"),
        (lambda: factory.Faker.override_default_locale("de_DE"), "override_default_locale"),
    ],
)
def test_block_that_nobody_enters_warns(start: Any, name: str) -> None:
    with pytest.warns(
        RuntimeWarning, match=rf"^{name}\(…\) was called and nothing entered it, so it did nothing\. Write with"
    ):
        start()


def test_block_that_is_entered_or_decorates_does_not_warn() -> None:
    @factory.random.seeded(3)
    def draw() -> int:
        return factory.random.randgen.randint(1, 1000)

    @factory.Faker.override_default_locale("de_DE")
    def locale() -> Any:
        return factory.Faker._DEFAULT_LOCALE

    assert draw() == draw()
    assert locale() == locale()
    with factory.random.seeded(3), factory.debug(stream=io.StringIO()):
        pass


def test_model_that_is_no_class_is_named() -> None:
    with pytest.raises(AssociatedClassError) as missing:
        factory.create("app.Model")  # type: ignore[arg-type]
    assert str(missing.value) == (
        "ModelFactory.Meta.model: 'app.Model' cannot be found, for there is no module 'app'. Give the class, or its full "
        'path, "package.module.Class"; the names of Django\'s models are known to DjangoModelFactory.'
    )
    assert factory.create("tests.test_faults_b.Thing", a=3).a == 3  # type: ignore[arg-type]
    for value, shown in ((Thing(), "an object of class Thing"), (3, "an object of class int"), (None, "None")):
        with refused(f"make_factory takes the class of the objects, or its full name, not {shown}. Pass the class."):
            factory.create(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("names", [("first_name", "firstName"), ("firstName", "first_name")])
def test_field_under_two_names_is_refused(names: tuple[str, str]) -> None:
    given = dict.fromkeys(names, 1)
    with refused(f"AliasedFactory.{names[1]}: this is another name of {names[0]!r}. Declare one of the two."):
        factory.make_factory(Aliased, **given)
    with refused(f"AliasedFactory.on.{names[1]}: this is another name of {names[0]!r}. Declare one of the two."):
        factory.make_factory(Aliased, Params=type("Params", (), {"on": factory.Trait(**given)}))

    class AliasedFactory(factory.Factory[Aliased]):
        pass

    class OuterFactory(factory.DictFactory):
        inner = factory.SubFactory(AliasedFactory, **{names[0]: 5})

    class TwiceFactory(factory.DictFactory):
        inner = factory.SubFactory(AliasedFactory, **given)

    both = "AliasedFactory.firstName: this is another name of 'first_name', which is given too. Give one of the two."
    for call in (
        lambda: AliasedFactory(**given),
        lambda: OuterFactory(**{f"inner__{name}": 1 for name in names}),
        TwiceFactory,
        lambda: TwiceFactory(a=1),
    ):
        with refused(both):
            call()
    assert OuterFactory()["inner"].first_name == 5
    assert OuterFactory(**{f"inner__{names[1]}": 7})["inner"].first_name == 7


def test_field_declared_beside_its_own_new_name_is_refused() -> None:
    with refused("ThingFactory.a: Meta.rename passes 'old' on as 'a', which is declared too. Declare one of the two."):
        factory.make_factory(Thing, old=1, a=2, Meta=type("Meta", (), {"rename": {"old": "a"}}))


# 32: what is no model


class Colour(enum.Enum):
    RED = 1


ARGUMENT = "the type argument names the model, and"


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        (Person | None, f"{ARGUMENT} Person | None is a union, and a factory makes one class. Write Factory[Person]."),
        (
            Optional[Person],
            f"{ARGUMENT} Person | None is a union, and a factory makes one class. Write Factory[Person].",
        ),
        (
            Person | Thing,
            f"{ARGUMENT} Person | Thing is a union, and a factory makes one class. Write Factory[Person].",
        ),
        (3, f"{ARGUMENT} an object of class int is no class. Write Factory[Model]."),
        (None, f"{ARGUMENT} None is no class. Write Factory[Model]."),
        (ThingFactory, f"{ARGUMENT} ThingFactory is a factory, not a model. Write Factory[Thing]."),
        (Literal["a"], f"{ARGUMENT} typing.Literal['a'] is no class. Write Factory[Model]."),
        (
            Colour,
            (
                "Factory[Colour] would make members of an enum, which exist already. Where one is wanted, write "
                "FuzzyChoice(Colour) or Iterator(Colour)."
            ),
        ),
    ],
)
def test_type_argument_that_is_no_model_is_refused_when_the_class_is_made(argument: Any, message: str) -> None:
    with pytest.raises(MetaOptionError, match=f"^WrongFactory: {re.escape(message)}$"):

        class WrongFactory(factory.Factory[argument]):
            pass


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (Person | None, "takes one class, not a union. Make a factory for each of its members."),
        (3, "takes the class of the objects, not an object of class int."),
        (Person("ann"), "takes the class of the objects, not an object of class Person."),
    ],
)
def test_model_that_is_none_is_refused_when_the_class_is_made(model: Any, message: str) -> None:
    with pytest.raises(MetaOptionError, match=f"^WrongFactory.Meta.model: {re.escape(message)}$"):

        class WrongFactory(moved.Factory):  # type: ignore[misc]
            class Meta:
                pass

            Meta.model = model  # type: ignore[attr-defined]


def test_enum_may_be_looked_up_by_its_value_as_before() -> None:
    class ColourFactory(moved.Factory):  # type: ignore[misc]
        class Meta:
            model = Colour

        value = 1

    assert ColourFactory() is Colour.RED


def test_forgotten_model_is_asked_for() -> None:
    class ForgetfulFactory(factory.Factory):
        name = "ann"

    with pytest.raises(FactoryError) as caught:
        ForgetfulFactory()
    assert str(caught.value) == (
        "Cannot generate instances of abstract factory ForgetfulFactory; Ensure ForgetfulFactory.Meta.model is set and "
        "ForgetfulFactory.Meta.abstract is either not set or False. Write class ForgetfulFactory(Factory[Model])."
    )


# 15: fields that only a trait makes hooks of


class Held:
    def __init__(self, name: str = "", held: Any = "nothing") -> None:
        self.name, self.held = name, held


class Closed:
    def __init__(self, name: str = "") -> None:
        self.name = name


def hold(obj: Any, create: bool, extracted: Any, **extra: Any) -> None:
    obj.held = ("held", extracted, extra)


class Held1Factory(factory.Factory[Held]):
    class Params:
        on = factory.Trait(held=factory.PostGeneration(hold))
        two = factory.Trait(held=7)
        deep = factory.Trait(held__size=2)


@pytest.mark.parametrize("strategy", ["build", "create", "stub"])
@pytest.mark.parametrize(
    ("given", "held"),
    [
        ({"held": 5}, 5),
        ({"held": None}, None),
        ({"held": factory.LazyFunction(lambda: 6)}, 6),
        ({"held": 5, "on": True}, ("held", 5, {})),
        ({"held": 5, "on": False}, 5),
        ({"on": True}, ("held", None, {})),
        ({"on": True, "two": True}, ("held", 7, {})),
        ({"on": True, "two": True, "held": 8}, ("held", 8, {})),
        ({"two": True}, 7),
        ({"two": True, "held": 8}, 8),
        ({"on": True, "deep": True}, ("held", None, {"size": 2})),
        ({"held": 5, "on": factory.LazyFunction(lambda: True)}, ("held", 5, {})),
        ({"held": 5, "on": factory.LazyFunction(lambda: False)}, 5),
        ({"held": factory.PostGeneration(hold)}, ("held", None, {})),
    ],
)
def test_value_for_what_a_trait_makes_a_hook_of_arrives(strategy: str, given: dict[str, Any], held: Any) -> None:
    for _ in range(2):
        assert Held1Factory.generate(strategy, **given).held == held
        assert Held1Factory.generate_batch(strategy, 1, **given)[0].held == held


def test_without_trait_and_value_the_model_keeps_its_default() -> None:
    assert Held1Factory().held == "nothing"
    assert (
        factory.make_factory(dict, Params=type("Params", (), {"on": factory.Trait(x=factory.PostGeneration(hold))}))()
        == {}
    )


def test_value_that_only_a_trait_takes_is_refused_while_it_is_off() -> None:
    class ClosedFactory(factory.Factory[Closed]):
        class Params:
            on = factory.Trait(held=factory.PostGeneration(hold))

    assert ClosedFactory(held=5, on=True).held == ("held", 5, {})  # type: ignore[attr-defined]
    for call in (lambda: ClosedFactory(held=5), lambda: ClosedFactory(held=5, on=False)):
        with refused(
            "ClosedFactory.held: held=… reaches nothing, because only the trait on makes something of it. "
            "Switch it on: on=True."
        ):
            call()  # type: ignore[no-untyped-call]
