"""Factory classes: what a class body means, and what subclasses inherit and replace."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar

import pytest

import typedfactory
from typedfactory.errors import InvalidDeclarationError


@dataclasses.dataclass
class User:
    name: str
    age: int = 3


class Recorded:
    """A model that shows how it was called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.args = args
        self.kwargs = kwargs


class UserFactory(typedfactory.Factory[User]):
    name: Any = "joe"


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

    class Both(Left, Right):  # type: ignore[misc]  # mypy compares the Params of both
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
