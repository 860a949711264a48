"""Factory: where its model comes from, how objects are made, what subclasses inherit."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar, Generic, TypeVar

import pytest

import typedfactory
from typedfactory.errors import (
    FactoryError,
    InvalidDeclarationError,
    MetaOptionError,
    SequenceResetError,
    UnknownStrategy,
    UnsupportedStrategy,
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
    class PlainFactory(typedfactory.Factory):  # type: ignore[type-arg]  # as in projects without type arguments
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


def test_an_abstract_factory_cannot_be_nested() -> None:
    class BaseFactory(UserFactory):
        class Meta:
            abstract = True

    with pytest.raises(FactoryError) as caught:
        TeamFactory.build(lead=typedfactory.SubFactory(BaseFactory))
    assert str(caught.value) == (
        "TeamFactory.lead: Cannot generate instances of abstract factory BaseFactory; Ensure BaseFactory.Meta.model "
        "is set and BaseFactory.Meta.abstract is either not set or False."
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

    made: Any = BuiltFactory(age=7)
    assert made == User("joe", 7)


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


def test_use_strategy_changes_the_default_and_is_deprecated() -> None:
    class PersonFactory(UserFactory):
        pass

    with pytest.warns(DeprecationWarning) as warned:
        decorate = typedfactory.use_strategy(typedfactory.STUB_STRATEGY)
    assert str(warned[0].message) == "use_strategy() is deprecated; set Meta.strategy instead."
    assert warned[0].filename == __file__
    decorated: Any = decorate(PersonFactory)
    assert decorated is PersonFactory
    assert isinstance(decorated(), typedfactory.StubObject)


def test_the_default_strategy_can_be_set_on_meta_later() -> None:
    class PersonFactory(UserFactory):
        pass

    before: Any = PersonFactory()
    PersonFactory._meta.strategy = typedfactory.STUB_STRATEGY
    after: Any = PersonFactory()
    assert (type(before), type(after)) == (User, typedfactory.StubObject)


# --- StubFactory ---


class PointFactory(typedfactory.StubFactory):
    x = 1


def test_a_stub_factory_makes_stubs_whichever_way_it_is_asked() -> None:
    called: Any = PointFactory()
    for made in (called, PointFactory.build(), PointFactory.stub()):
        assert isinstance(made, typedfactory.StubObject)
        assert made.x == 1


def test_a_stub_factory_refuses_to_create() -> None:
    with pytest.raises(UnsupportedStrategy) as caught:
        PointFactory.create()
    assert str(caught.value) == "PointFactory: a StubFactory makes stubs, which cannot be created. Use stub()."


# --- inheritance ---


def test_declarations_params_and_meta_are_inherited_and_overridden() -> None:
    class BaseFactory(typedfactory.Factory[Recorded]):
        class Meta:
            inline_args = ("first",)
            exclude = ("helper",)
            rename: ClassVar = {"kind_": "kind"}

        first = typedfactory.SelfAttribute("helper")
        helper = "help"
        kind_ = "base"

        class Params:
            loud = False
            big = typedfactory.Trait(kind_="BIG")

    class ChildFactory(BaseFactory):
        helper = "child"

        class Params:
            big = typedfactory.Trait(kind_="HUGE")

    made = ChildFactory.build(big=True)
    assert (made.args, made.kwargs) == (("child",), {"kind": "HUGE"})
    base = BaseFactory.build(big=True)
    assert (base.args, base.kwargs) == (("help",), {"kind": "BIG"})


def test_bases_are_merged_in_method_resolution_order() -> None:
    class Left(typedfactory.DictFactory):
        a = "left"
        b = "left"

        class Params:
            flag = "left"

    class Right(typedfactory.DictFactory):
        b = "right"
        c = "right"
        flag_seen = typedfactory.SelfAttribute("flag")

        class Params:
            flag = "right"

    class Both(Left, Right):
        c = "both"

    assert Both.build() == {"a": "left", "b": "left", "c": "both", "flag_seen": "left"}


def test_a_mixin_without_factory_base_gives_methods_but_no_declarations() -> None:
    class Mixin:
        @classmethod
        def make_ann(cls) -> User:
            made: User = cls.build(name="ann")  # type: ignore[attr-defined]  # a mixin of factories
            return made

    class MixedFactory(Mixin, UserFactory):
        pass

    assert MixedFactory.make_ann() == User("ann")


def test_a_subclass_removes_a_post_generation_hook_by_a_value() -> None:
    class HookedFactory(typedfactory.DictFactory):
        mark: Any = typedfactory.PostGeneration(lambda obj, *_, **__: obj.update(marked=True))

    class PlainFactory(HookedFactory):
        mark = None

    assert HookedFactory.build() == {"marked": True}
    assert PlainFactory.build() == {"mark": None}


def test_a_class_attribute_that_is_a_declaration_can_be_reached() -> None:
    class NumberedFactory(UserFactory):
        name = typedfactory.Sequence(str)

    assert isinstance(NumberedFactory.name, typedfactory.Sequence)
    assert UserFactory.name == "joe"


def test_underscored_names_methods_and_nested_classes_are_no_declarations() -> None:
    class HelpfulFactory(UserFactory):
        _prefix = "x"

        @classmethod
        def helper(cls) -> str:
            return cls._prefix

        @staticmethod
        def other() -> str:
            return "other"

    assert HelpfulFactory.build() == User("joe")
    assert (HelpfulFactory.helper(), HelpfulFactory.other()) == ("x", "other")


def test_underscored_names_that_are_declarations_count() -> None:
    class PrivateFactory(typedfactory.DictFactory):
        _id = typedfactory.Sequence(lambda n: n)

    assert PrivateFactory.build() == {"_id": 0}


def test_fields_may_be_named_like_methods_of_the_factory() -> None:
    class BuildFactory(typedfactory.DictFactory):
        build = "field"  # type: ignore[assignment]  # what the test is about
        create = typedfactory.Sequence(lambda n: n)  # type: ignore[assignment]  # as above
        attributes = typedfactory.LazyAttribute(lambda o: o.build)  # type: ignore[assignment]  # as above

    called: Any = BuildFactory()
    assert called == {"build": "field", "create": 0, "attributes": "field"}


def test_a_plain_function_in_the_place_of_a_method_is_refused() -> None:
    with pytest.raises(InvalidDeclarationError) as caught:

        class BuildFactory(UserFactory):
            def build(self) -> User:  # type: ignore[override]  # what the test is about
                return User("x")

    assert str(caught.value) == (
        "BuildFactory.build: a function stands where Factory has the method 'build'. Decorate it with @classmethod "
        "to override the method; for a field of that name, wrap it in LazyFunction or use Meta.rename."
    )


def test_a_factory_says_what_it_makes() -> None:
    assert str(UserFactory) == f"<UserFactory for {User!r}>"
    assert str(typedfactory.Factory) == "<Factory (abstract)>"
    assert repr(UserFactory._meta) == "<FactoryOptions for UserFactory>"


# --- sequences ---


class NumberedFactory(typedfactory.Factory[User]):
    name = typedfactory.Sequence(lambda n: f"user{n}")


class NumberedStaffFactory(NumberedFactory):
    class Meta:
        model = Staff


def test_factories_of_a_model_and_its_subclasses_share_a_counter() -> None:
    made = [NumberedFactory.build(), NumberedStaffFactory.build(), NumberedFactory.build()]
    assert [user.name for user in made] == ["user0", "user1", "user2"]


def test_a_subclass_with_an_unrelated_model_counts_for_itself() -> None:
    class OtherFactory(NumberedFactory):
        class Meta:
            model = Recorded

    NumberedFactory.build()
    other: Any = OtherFactory.build()
    assert other.kwargs == {"name": "user0"}


def test_a_number_can_be_forced_and_counts_for_nothing() -> None:
    names = [user.name for user in (NumberedFactory.build(__sequence=42), NumberedFactory.build())]
    assert names == ["user42", "user0"]


def test_the_sequence_can_be_reset_to_its_start_or_to_a_number() -> None:
    NumberedFactory.build_batch(3)
    NumberedFactory.reset_sequence()
    assert NumberedFactory.build().name == "user0"
    NumberedFactory.reset_sequence(9)
    assert NumberedFactory.build().name == "user9"


def test_a_shared_counter_is_reset_at_its_owner_or_by_force() -> None:
    with pytest.raises(SequenceResetError) as caught:
        NumberedStaffFactory.reset_sequence()
    assert str(caught.value) == (
        "NumberedStaffFactory: can't reset a sequence on descendant factory: its counter is NumberedFactory's. "
        "Reset it on NumberedFactory, or pass force=True."
    )
    NumberedFactory.build()
    NumberedStaffFactory.reset_sequence(5, force=True)
    assert NumberedFactory.build().name == "user5"


def test_setup_next_sequence_gives_the_first_number_once() -> None:
    asked: list[str] = []

    class LateFactory(typedfactory.DictFactory):
        id = typedfactory.Sequence(lambda n: n)

        @classmethod
        def _setup_next_sequence(cls) -> int:
            asked.append(cls.__name__)
            return 10

    assert asked == []
    assert [LateFactory.build()["id"], LateFactory.build()["id"]] == [10, 11]
    assert asked == ["LateFactory"]
    LateFactory.reset_sequence()
    assert LateFactory.build() == {"id": 10}


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
