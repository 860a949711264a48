"""What is found wrong when a factory is defined, and in a call before anything is made."""

from __future__ import annotations

import dataclasses
from typing import Any, Generic, TypeVar

import factory
import factory.fuzzy
import pytest

import typedfactory
from tests.data.making import define_factory
from typedfactory.errors import (
    AssociatedClassError,
    InvalidDeclarationError,
    MetaOptionError,
    UnknownFieldError,
    UnreachableOverrideError,
)

T = TypeVar("T")


@dataclasses.dataclass
class User:
    name: str
    email: str = ""
    rank: int = 0


@dataclasses.dataclass
class Team:
    lead: User


class Open:
    """A model that takes whatever it is given."""

    def __init__(self, **kwargs: Any) -> None:
        self.kwargs = kwargs


class Box(Generic[T]):
    """A generic model."""


class UserFactory(typedfactory.Factory[User]):
    name: Any = "joe"

    class Params:
        loud = False


class TeamFactory(typedfactory.Factory[Team]):
    lead: Any = typedfactory.SubFactory(UserFactory)


# --- models ---


def test_a_model_that_contradicts_the_type_argument_is_refused() -> None:
    with pytest.raises(MetaOptionError) as caught:

        class OddFactory(typedfactory.Factory[User]):
            class Meta:
                model = Team

    assert str(caught.value) == (
        "OddFactory.Meta.model: Team is neither User, the type argument, nor a subclass of it. "
        "Write Factory[Team], or drop Meta.model."
    )


def test_a_generic_model_agrees_with_its_own_class() -> None:
    class BoxFactory(typedfactory.Factory[Box[int]]):
        class Meta:
            model = Box

    assert BoxFactory._meta.model is Box


def test_the_type_argument_stands_where_meta_says_none() -> None:
    class UserAgainFactory(typedfactory.Factory[User]):
        class Meta:
            model = None

    assert UserAgainFactory._meta.model is User


def test_a_model_named_by_a_string_that_is_not_in_the_module_is_an_error() -> None:
    class LostFactory(typedfactory.Factory[Any]):
        class Meta:
            model = "Usr"

    with pytest.raises(AssociatedClassError) as caught:
        LostFactory.build()
    assert str(caught.value) == f"LostFactory.Meta.model: there is no 'Usr' in {__name__}. Did you mean \"User\"?"


def test_the_default_factory_of_a_model_needs_a_model() -> None:
    with pytest.raises(MetaOptionError) as caught:

        class NothingFactory(typedfactory.Factory[Any]):
            class Meta:
                default_for_model = True

    assert str(caught.value) == (
        "NothingFactory.Meta.default_for_model: the factory has no model. Name one in Meta.model."
    )


# --- declarations ---


def test_a_misspelt_declaration_is_refused() -> None:
    with pytest.raises(UnknownFieldError) as caught:

        class MisspeltFactory(typedfactory.Factory[User]):
            nmae = "joe"

    assert str(caught.value) == (
        "MisspeltFactory.nmae: User has no field 'nmae'. Did you mean \"name\"? "
        "If it only helps others, move it to class Params or list it in Meta.exclude."
    )


def test_a_misspelt_section_is_no_field() -> None:
    with pytest.raises(UnknownFieldError) as caught:

        class MisspeltFactory(typedfactory.Factory[User]):
            class params:  # noqa: N801 - the mistake
                loud = True

    assert str(caught.value) == "MisspeltFactory.params: User has no field 'params'. Did you mean class Params?"


def test_a_name_far_from_all_others_lists_them() -> None:
    with pytest.raises(UnknownFieldError) as caught:

        class MisspeltFactory(UserFactory):
            xyzzy = 1

    assert str(caught.value) == (
        "MisspeltFactory.xyzzy: User has no field 'xyzzy'. Known names: email, loud, name, rank. "
        "If it only helps others, move it to class Params or list it in Meta.exclude."
    )


def test_excluded_names_params_and_hooks_need_be_no_fields() -> None:
    class HelpedFactory(UserFactory):
        class Meta:
            exclude = ("helper",)

        helper = 1
        hook = typedfactory.PostGeneration(lambda *_, **__: None)

        class Params:
            other = 2
            trait = typedfactory.Trait(helper=3)

    assert HelpedFactory.build(trait=True) == User("joe")


def test_models_that_take_everything_are_not_checked() -> None:
    class OpenFactory(typedfactory.Factory[Open]):
        anything = 1

    assert OpenFactory.build(more=2).kwargs == {"anything": 1, "more": 2}


@pytest.mark.parametrize("hook", ["_adjust_kwargs", "_build", "_create"])
def test_factories_that_rework_their_arguments_are_not_checked(hook: str) -> None:
    def forget(cls: Any, *args: Any, **kwargs: Any) -> Any:
        kwargs.pop("extra")
        return kwargs if hook == "_adjust_kwargs" else User(**kwargs)

    body: dict[str, Any] = {hook: classmethod(forget), "extra": 1}
    factory = define_factory("ReworkingFactory", UserFactory, **body)
    assert factory.generate("build" if hook == "_build" else "create", extra=2) == User("joe")


def test_a_rename_to_a_name_that_the_model_lacks_is_refused() -> None:
    with pytest.raises(MetaOptionError) as caught:

        class RenamedFactory(typedfactory.Factory[User]):
            class Meta:
                rename = {"nom": "nmae"}  # noqa: RUF012 - read once

            nom = "jean"

    assert str(caught.value) == (
        "RenamedFactory.Meta.rename: User has no field 'nmae', which 'nom' is to be passed as. Did you mean \"name\"?"
    )


def test_the_name_of_the_enclosing_factory_is_reserved() -> None:
    for declared in ("factory_parent", "factory_parent__x"):
        with pytest.raises(InvalidDeclarationError) as caught:
            define_factory("OddFactory", typedfactory.DictFactory, **{declared: 1})
        assert str(caught.value) == (
            "OddFactory.factory_parent: lazy functions use this name for the enclosing factory. Declare the field "
            'under another name and map it with Meta.rename, {"model_factory_parent": "factory_parent"}.'
        )


def test_a_path_that_starts_nowhere_is_refused() -> None:
    with pytest.raises(UnknownFieldError) as caught:

        class MisspeltFactory(TeamFactory):
            laed__name = "x"

    assert str(caught.value) == (
        "MisspeltFactory.laed__name: there is no field 'laed' to set 'name' in. Did you mean \"lead\"?"
    )


def test_an_abstract_base_may_speak_of_fields_that_its_subclasses_have() -> None:
    class NamedFactory(typedfactory.Factory[T]):
        name = "named"
        owner__name = "owner"

    class NamedUserFactory(NamedFactory[User]):
        class Meta:
            exclude = ("owner",)

        owner = typedfactory.Dict({})

    assert NamedUserFactory.build() == User("named")


def test_a_trait_inside_arguments_is_refused() -> None:
    with pytest.raises(InvalidDeclarationError) as caught:

        class OddFactory(TeamFactory):
            lead = typedfactory.SubFactory(UserFactory, vip=typedfactory.Trait())

    assert str(caught.value) == "OddFactory.lead.vip: a Trait belongs into class Params. Move it there."


def test_a_factory_inside_arguments_of_a_related_factory_is_refused() -> None:
    with pytest.raises(InvalidDeclarationError) as caught:

        class OddFactory(TeamFactory):
            other = typedfactory.RelatedFactory(TeamFactory, lead=UserFactory)

    assert str(caught.value) == (
        "OddFactory.other.lead: UserFactory is a factory, not a value. Write SubFactory(UserFactory); "
        "for the class itself, LazyFunction(lambda: UserFactory)."
    )


# What is exported cannot be told from factory_boy's files.
boy: Any = factory
ForeignText: Any = type("ForeignText", (boy.fuzzy.FuzzyText,), {})


@pytest.mark.parametrize(
    ("body", "where", "kind"),
    [
        ({"email": boy.Faker("email")}, "email", "Faker"),
        ({"email": ForeignText()}, "email", "ForeignText"),
        ({"email": boy.PostGeneration(print)}, "email", "PostGeneration"),
        ({"Params": type("Params", (), {"vip": boy.Trait(rank=1)})}, "vip", "Trait"),
        (
            {"Params": type("Params", (), {"vip": typedfactory.Trait(rank=boy.Sequence(int))})},
            "vip.rank",
            "Sequence",
        ),
    ],
    ids=["Faker", "derived", "hook", "trait", "in a trait"],
)
def test_a_declaration_of_factory_boy_is_refused(body: dict[str, Any], where: str, kind: str) -> None:
    with pytest.raises(InvalidDeclarationError) as caught:
        type("ForeignFactory", (UserFactory,), body)

    assert str(caught.value) == (
        f"ForeignFactory.{where}: {kind} is a declaration of factory_boy's, and would be passed on as a value. "
        f"Import it from typedfactory; a class of your own, derive from typedfactory.declarations.BaseDeclaration."
    )


def test_a_maybe_decided_by_nothing_is_refused() -> None:
    with pytest.raises(UnknownFieldError) as caught:

        class UndecidedFactory(UserFactory):
            email = typedfactory.Maybe("loud", "x", typedfactory.Maybe("qiet", "y"))

    assert str(caught.value) == (
        "UndecidedFactory.email: the Maybe is decided by 'qiet', which nothing declares. "
        "Known names: email, loud, name, rank."
    )

    class DecidedFactory(UserFactory):
        email = typedfactory.Maybe("loud", "x", typedfactory.Maybe("rank", "y", typedfactory.Maybe("..z", "far", "z")))

    assert DecidedFactory.build(loud=True).email == "x"
    assert DecidedFactory.build(rank=0).email == "z"


# --- calls ---


@pytest.mark.parametrize("make", ["build", "create", "attributes"])
def test_a_misspelt_override_is_an_error_before_anything_is_made(make: str) -> None:
    made: list[int] = []

    class CountedFactory(UserFactory):
        name = typedfactory.LazyFunction(lambda: made.append(1))

    for extra in ({}, {"rank": typedfactory.Sequence(int)}):
        with pytest.raises(UnknownFieldError) as caught:
            getattr(CountedFactory, make)(nmae="x", **extra)
        assert str(caught.value) == (
            "CountedFactory.nmae: neither the factory nor User has a field 'nmae'. Did you mean \"name\"?"
        )
    assert made == []


def test_a_misspelt_override_of_a_batch_is_an_error() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        UserFactory.build_batch(2, emial="x")
    assert str(caught.value) == (
        "UserFactory.emial: neither the factory nor User has a field 'emial'. Did you mean \"email\"?"
    )


def test_a_misspelt_name_is_an_error_however_deep() -> None:
    class LeagueFactory(typedfactory.DictFactory):
        teams = typedfactory.List([typedfactory.SubFactory(TeamFactory)])

    with pytest.raises(UnknownFieldError) as caught:
        LeagueFactory.build(teams__0__lead__rnak=1)
    assert str(caught.value).startswith("UserFactory.rnak: neither the factory nor User has a field 'rnak'")
    assert str(caught.value).endswith('Did you mean "rank"?')


def test_a_path_through_what_the_call_nests_is_checked_too() -> None:
    class HolderFactory(typedfactory.DictFactory):
        held: Any = None

    for held in (typedfactory.SubFactory(UserFactory), typedfactory.RelatedFactory(UserFactory)):
        with pytest.raises((UnknownFieldError, InvalidDeclarationError)) as caught:
            HolderFactory.build(other=held, other__nmae="x")
        assert str(caught.value) == (
            "UserFactory.nmae: neither the factory nor User has a field 'nmae' (reached through HolderFactory.other). "
            'Did you mean "name"?'
        )


def test_hooks_may_be_given_under_new_names() -> None:
    seen: list[Any] = []
    UserFactory.build(note=typedfactory.PostGeneration(lambda obj, *_, **__: seen.append(obj)))
    assert seen == [User("joe")]


def test_sequence_and_size_are_no_misspelt_names() -> None:
    class SizedFactory(TeamFactory):
        others = typedfactory.RelatedFactoryList(UserFactory)

    assert SizedFactory.build(lead____sequence=3, others____size=1, __sequence=2) == Team(User("joe"))


def test_a_renamed_field_is_overridden_by_the_factory_s_name() -> None:
    class RenamedFactory(typedfactory.Factory[User]):
        class Meta:
            rename = {"nom": "name"}  # noqa: RUF012 - read once

        nom = "jean"

    with pytest.raises(UnknownFieldError) as caught:
        RenamedFactory.build(name="x")
    assert str(caught.value) == (
        "RenamedFactory.name: the factory calls this field 'nom' (Meta.rename). Override nom instead."
    )


def test_a_path_into_a_field_that_nobody_declares_and_that_holds_no_model_is_refused() -> None:
    @dataclasses.dataclass
    class Shelf:
        books: list[str] | None = None

    class ShelfFactory(typedfactory.Factory[Shelf]):
        pass

    with pytest.raises(UnreachableOverrideError) as caught:
        ShelfFactory(books__title="x")
    assert str(caught.value) == (
        "ShelfFactory.books: books__title=… reaches nothing, because books is not declared. "
        "Declare books with a SubFactory, or override books as a whole."
    )
