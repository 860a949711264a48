"""Factory: where its model comes from, how objects are made, what subclasses inherit."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar, Generic, TypeVar

import pytest

import typedfactory
from typedfactory.errors import (
    FactoryError,
    MetaOptionError,
    UnknownStrategy,
)

T = TypeVar("T")


@dataclasses.dataclass
class User:
    name: str
    age: int = 3


@dataclasses.dataclass
class Staff(User):
    badge: str = "none"


@dataclasses.dataclass
class Team:
    lead: User
    title: str = "team"


class Recorded:
    """A model that shows how it was called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.args = args
        self.kwargs = kwargs


@dataclasses.dataclass
class Box(Generic[T]):
    content: T


class UserFactory(typedfactory.Factory[User]):
    name: Any = "joe"


class TeamFactory(typedfactory.Factory[Team]):
    lead = typedfactory.SubFactory(UserFactory)


# --- the model ---


def test_the_model_is_the_type_argument() -> None:
    assert UserFactory._meta.model is User
    assert UserFactory.build() == User("joe")


def test_the_model_may_be_named_in_meta_alone() -> None:
    class PlainFactory(typedfactory.Factory):
        class Meta:
            model = User

        name = "ann"

    assert PlainFactory.build() == User("ann")


def test_the_model_may_be_named_by_a_string_looked_up_in_the_module_of_the_factory() -> None:
    class LateFactory(typedfactory.Factory[Any]):
        class Meta:
            model = "User"

        name = "ann"

    assert LateFactory.build() == User("ann")


def test_a_type_argument_and_a_subclass_of_it_in_meta_agree() -> None:
    class StaffFactory(typedfactory.Factory[User]):
        class Meta:
            model = Staff

        name = "ann"
        badge = "7"

    assert StaffFactory.build() == Staff("ann", badge="7")


def test_a_subclass_may_narrow_the_model() -> None:
    class StaffFactory(UserFactory):
        class Meta:
            model = Staff

        badge = "7"

    assert StaffFactory.build() == Staff("joe", badge="7")
    assert UserFactory.build() == User("joe")


def test_the_type_argument_passes_through_generic_and_abstract_bases() -> None:
    class Base(typedfactory.Factory[T], Generic[T]):
        class Meta:
            abstract = True

        age = 18

    class Middle(Base[T]):
        class Meta:
            abstract = True

    class AdultFactory(Middle[User]):
        name = "ann"

    assert AdultFactory._meta.model is User
    assert AdultFactory.build() == User("ann", 18)
    assert Base._meta.abstract
    assert Middle._meta.abstract


def test_a_parametrised_model_is_made_by_its_class() -> None:
    class BoxFactory(typedfactory.Factory[Box[int]]):
        content = 1

    assert BoxFactory.build() == Box(1)


def test_a_factory_without_a_model_is_abstract() -> None:
    class NothingFactory(typedfactory.Factory[Any]):
        name = "joe"

    class PersonFactory(NothingFactory):
        class Meta:
            model = User

    assert PersonFactory.build() == User("joe")


def test_an_abstract_factory_makes_nothing() -> None:
    class BaseFactory(typedfactory.Factory[User]):
        class Meta:
            abstract = True

    expected = (
        "Cannot generate instances of abstract factory BaseFactory; Ensure BaseFactory.Meta.model is set and "
        "BaseFactory.Meta.abstract is either not set or False."
    )
    for make in (BaseFactory, BaseFactory.build, BaseFactory.create, BaseFactory.stub, BaseFactory.attributes):
        with pytest.raises(FactoryError) as caught:
            make()
        assert str(caught.value) == expected


def test_an_abstract_factory_that_has_a_model_may_be_nested() -> None:
    class BaseFactory(UserFactory):
        class Meta:
            abstract = True

    assert TeamFactory.build(lead=typedfactory.SubFactory(BaseFactory)).lead == User("joe")
    with pytest.raises(FactoryError) as caught:
        BaseFactory.build()
    assert str(caught.value) == (
        "Cannot generate instances of abstract factory BaseFactory; Ensure BaseFactory.Meta.model is set and "
        "BaseFactory.Meta.abstract is either not set or False."
    )


def test_abstract_is_not_inherited() -> None:
    class BaseFactory(UserFactory):
        class Meta:
            abstract = True

    class ChildFactory(BaseFactory):
        pass

    assert ChildFactory.build() == User("joe")


# --- ways of making objects ---


def test_calling_the_class_uses_the_default_strategy() -> None:
    class BuiltFactory(UserFactory):
        class Meta:
            strategy = typedfactory.BUILD_STRATEGY

        @classmethod
        def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
            raise AssertionError

    call: Any = BuiltFactory
    assert call(age=7) == User("joe", 7)


@pytest.mark.parametrize(("strategy", "create"), [("build", False), ("create", True)])
def test_generate_and_simple_generate_choose_between_build_and_create(strategy: str, create: bool) -> None:
    class LoggedFactory(UserFactory):
        @classmethod
        def _build(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
            return model_class(name="built", age=kwargs["age"])

        @classmethod
        def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
            return model_class(name="created", age=kwargs["age"])

    expected = User("created" if create else "built", 7)
    assert LoggedFactory.generate(strategy, age=7) == expected
    assert LoggedFactory.simple_generate(create, age=7) == expected
    assert LoggedFactory.generate_batch(strategy, 2, age=7) == [expected, expected]
    assert LoggedFactory.simple_generate_batch(create, 2, age=7) == [expected, expected]
    assert getattr(LoggedFactory, strategy)(age=7) == expected
    assert getattr(LoggedFactory, f"{strategy}_batch")(2, age=7) == [expected, expected]


def test_a_stub_has_the_declared_fields_and_knows_nothing_of_the_model() -> None:
    stub = UserFactory.stub(age=7)
    assert (stub.name, stub.age) == ("joe", 7)
    assert isinstance(stub, typedfactory.StubObject)
    assert [vars(each) for each in UserFactory.stub_batch(2)] == [{"name": "joe"}, {"name": "joe"}]
    generated: Any = UserFactory.generate(typedfactory.STUB_STRATEGY)
    assert vars(generated) == {"name": "joe"}


def test_nested_objects_are_made_with_the_strategy_of_the_call() -> None:
    assert isinstance(TeamFactory.stub().lead, typedfactory.StubObject)
    assert isinstance(TeamFactory.build().lead, User)


def test_attributes_are_the_arguments_that_the_model_would_get() -> None:
    assert TeamFactory.attributes(lead__name="ann") == {"lead": User("ann")}


def test_a_batch_gives_each_object_its_own_values() -> None:
    class NumberedFactory(UserFactory):
        name = typedfactory.Sequence(lambda n: f"user{n}")

    assert NumberedFactory.build_batch(2, age=1) == [User("user0", 1), User("user1", 1)]
    assert NumberedFactory.create_batch(1) == [User("user2")]
    assert NumberedFactory.build_batch(0) == []


def test_a_batch_evaluates_declarations_given_at_the_call_for_each_object() -> None:
    made = UserFactory.build_batch(3, name=typedfactory.Iterator(["a", "b"]))
    assert made == [User("a"), User("b"), User("a")]


def test_an_unknown_strategy_is_refused() -> None:
    expected = "UserFactory: there is no strategy 'bild'. Use one of 'build', 'create', 'stub'."
    with pytest.raises(UnknownStrategy) as caught:
        UserFactory.generate("bild")
    assert str(caught.value) == expected
    with pytest.raises(UnknownStrategy) as caught:
        UserFactory.generate_batch("bild", 2)
    assert str(caught.value) == expected
    with pytest.raises(UnknownStrategy) as caught:
        UserFactory._generate("bild", {})
    assert str(caught.value) == expected


# --- Meta in use (its errors: plan/test_options.py) ---


def test_inline_args_are_passed_by_position_and_kept_in_stubs() -> None:
    class PairFactory(typedfactory.Factory[Recorded]):
        class Meta:
            inline_args = ("b", "a")

        a = 1
        b = 2
        c = 3

    made = PairFactory.build()
    assert (made.args, made.kwargs) == ((2, 1), {"c": 3})
    assert vars(PairFactory.stub()) == {"b": 2, "a": 1, "c": 3}
    assert PairFactory.attributes() == {"a": 1, "b": 2, "c": 3}


def test_excluded_fields_help_others_and_are_not_passed() -> None:
    class GreetingFactory(typedfactory.DictFactory):
        class Meta:
            exclude = "who"

        who = "joe"
        text = typedfactory.LazyAttribute(lambda o: f"hello {o.who}")

    assert GreetingFactory.build(who="ann") == {"text": "hello ann"}


def test_renamed_fields_have_the_factorys_name_everywhere_but_in_the_model() -> None:
    class RenamedFactory(typedfactory.Factory[User]):
        class Meta:
            rename: ClassVar = {"nom": "name"}

        nom = "jean"
        age = typedfactory.LazyAttribute(lambda o: len(o.nom))

    assert RenamedFactory.build(nom="luc") == User("luc", 3)
    assert RenamedFactory.attributes() == {"age": 4, "name": "jean"}


def test_a_positional_argument_that_nothing_gives_is_an_error() -> None:
    class ShortFactory(UserFactory):
        class Meta:
            inline_args = ("zip",)

    with pytest.raises(MetaOptionError) as caught:
        ShortFactory.build()
    assert str(caught.value) == (
        "ShortFactory.Meta.inline_args: 'zip' is to be passed by position, but nothing declares it. "
        "Declare zip in ShortFactory, or take it out of inline_args."
    )


def test_what_a_model_takes_by_position_only_is_passed_by_position() -> None:
    class Point:
        def __init__(self, x: int, y: int = 0, /, label: str = "p") -> None:
            self.made_with = x, y, label

    factory = typedfactory.make_factory(Point, x=1)
    assert factory.build().made_with == (1, 0, "p")
    assert factory.build(y=2, label="q").made_with == (1, 2, "q")
    assert factory.build(y=typedfactory.Sequence(lambda n: 7)).made_with == (1, 7, "p")
    assert vars(factory.stub(y=2)) == {"x": 1, "y": 2}
