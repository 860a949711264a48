"""SubFactory and its like: factories named by import path, circles, and what is refused."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

import typedfactory
from typedfactory.errors import (
    CyclicDefinitionError,
    FactoryImportError,
    FactoryReferenceError,
    InvalidDeclarationError,
    UnknownFieldError,
    UnreachableOverrideError,
)


@dataclasses.dataclass
class User:
    name: str
    age: int = 3


@dataclasses.dataclass
class Team:
    lead: Any
    title: str = "core"


class UserFactory(typedfactory.Factory[User]):
    name: Any = "joe"


class TeamFactory(typedfactory.Factory[Team]):
    lead: Any = typedfactory.SubFactory(UserFactory, name="ann")


# --- import paths ---


def test_a_factory_named_by_path_is_imported_when_the_first_object_is_made() -> None:
    made = typedfactory.build(
        dict, city=typedfactory.SubFactory("tests.data.cities.CityFactory", name="Lyon", country__name="Gaul")
    )
    assert made == {"city": {"name": "Lyon", "country": {"name": "Gaul", "capital": None}}}


def test_factories_may_refer_to_each_other_by_path() -> None:
    from tests.data.cities import CityFactory
    from tests.data.countries import CountryFactory

    assert CityFactory.build() == {"name": "Paris", "country": {"name": "France", "capital": None}}
    made = CountryFactory.build(capital__country=typedfactory.SelfAttribute("..name"))
    assert made == {"name": "France", "capital": {"name": "Paris", "country": "France"}}


@pytest.mark.parametrize("strategy", ["build", "create", "stub"])
def test_factories_that_contain_each_other_without_end_are_an_error(strategy: str) -> None:
    from tests.data.cities import TwinFactory

    expected = (
        "TwinFactory.twin: the factories contain each other without end: TwinFactory → OtherTwinFactory → TwinFactory. "
        "End the circle with twin=None (or another value) in the declaration or at the call."
    )
    with pytest.raises(CyclicDefinitionError) as caught:
        getattr(TwinFactory, strategy)()
    assert str(caught.value) == expected
    with pytest.raises(CyclicDefinitionError) as caught:
        getattr(TwinFactory, f"{strategy}_batch")(2)
    assert str(caught.value) == expected


def test_a_circle_ends_where_a_value_is_given() -> None:
    from tests.data.cities import TwinFactory

    assert TwinFactory.build(twin__twin__twin=None) == {"twin": {"twin": {"twin": None}}}


@pytest.mark.parametrize(
    ("path", "error", "message"),
    [
        (
            "tests.data.citys.CityFactory",
            FactoryImportError,
            (
                'The factory path "tests.data.citys.CityFactory" cannot be imported: there is no module '
                '"tests.data.citys". Give the full path, "package.module.ClassName".'
            ),
        ),
        (
            "tests.data.cities.CtyFactory",
            FactoryImportError,
            (
                'The factory path "tests.data.cities.CtyFactory" cannot be imported: module "tests.data.cities" has no '
                '"CtyFactory". Did you mean "CityFactory"?'
            ),
        ),
        (
            "tests.data.cities.not_a_factory",
            FactoryReferenceError,
            (
                "'a plain value' stands where a factory belongs, but is no Factory subclass. "
                "Pass the factory of this class instead."
            ),
        ),
    ],
)
def test_a_path_that_leads_to_no_factory_is_an_error(path: str, error: type[Exception], message: str) -> None:
    class LostFactory(typedfactory.DictFactory):
        city = typedfactory.SubFactory(path)

    for overrides in ({}, {"city__name": "x"}, {"other": typedfactory.Sequence(str)}):
        with pytest.raises(error) as caught:
            LostFactory.build(**overrides)
        assert str(caught.value) == f"LostFactory.city: {message}"


def test_an_import_error_inside_the_module_is_seen_as_it_is(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "needs_more.py").write_text("import a_module_that_is_not_there\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError) as caught:
        TeamFactory.build(lead=typedfactory.SubFactory("needs_more.UserFactory"))
    assert str(caught.value) == "No module named 'a_module_that_is_not_there'"


def test_a_reference_shows_where_it_leads() -> None:
    assert repr(typedfactory.SubFactory(UserFactory)) == "<SubFactory for <FactoryReference UserFactory>>"
    assert repr(typedfactory.SubFactory("a.B")) == "<SubFactory for <FactoryReference a.B>>"
    assert repr(typedfactory.Dict({})) == "<Dict for <FactoryReference typedfactory.DictFactory>>"


# --- mistakes ---


@pytest.mark.parametrize("given", ["UserFactory", ".UserFactory", 3, None])
def test_neither_class_nor_path_is_refused(given: Any) -> None:
    with pytest.raises(FactoryReferenceError) as caught:
        typedfactory.SubFactory(given)
    assert str(caught.value) == (
        "A factory= argument must receive either a class or the fully qualified path to a Factory subclass "
        f'("package.module.ClassName"); got {given!r} instead.'
    )


@pytest.mark.parametrize("overrides", [{}, {"lead__name": "x"}, {"title": typedfactory.Sequence(str)}])
def test_a_model_where_a_factory_belongs_is_an_error(overrides: dict[str, Any]) -> None:
    class ModelTeamFactory(typedfactory.Factory[Team]):
        lead = typedfactory.SubFactory(User)  # type: ignore[call-overload]  # what the test is about

    with pytest.raises(FactoryReferenceError) as caught:
        ModelTeamFactory.build(**overrides)
    assert str(caught.value) == (
        f"ModelTeamFactory.lead: {User!r} stands where a factory belongs, but is no Factory subclass. "
        "Pass the factory of this class instead."
    )


def test_a_factory_where_a_value_belongs_is_refused() -> None:
    with pytest.raises(InvalidDeclarationError) as caught:

        class BareTeamFactory(typedfactory.Factory[Team]):
            lead = UserFactory

    assert str(caught.value) == (
        "BareTeamFactory.lead: UserFactory is a factory, not a value. Write SubFactory(UserFactory); "
        "for the class itself, LazyFunction(lambda: UserFactory)."
    )
    with pytest.raises(InvalidDeclarationError) as caught:

        class DeepTeamFactory(typedfactory.Factory[Team]):
            lead = typedfactory.Dict({"x": typedfactory.List([UserFactory])})

    assert str(caught.value) == (
        "DeepTeamFactory.lead.x.0: UserFactory is a factory, not a value. Write SubFactory(UserFactory); "
        "for the class itself, LazyFunction(lambda: UserFactory)."
    )


def test_a_misspelt_path_is_an_error_at_its_first_step() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        TeamFactory.build(laed__name="x")
    assert str(caught.value) == ("TeamFactory.laed: there is no field 'laed' to set 'name' in. Did you mean \"lead\"?")


def test_a_misspelt_path_is_an_error_further_down() -> None:
    class LeagueFactory(typedfactory.DictFactory):
        team = typedfactory.SubFactory(TeamFactory)

    with pytest.raises(UnknownFieldError) as caught:
        LeagueFactory.build(team__lead__nmae="x")
    assert str(caught.value) == (
        "UserFactory.nmae: neither the factory nor User has a field 'nmae' (reached through LeagueFactory.team.lead). "
        'Did you mean "name"?'
    )


def test_a_misspelt_argument_of_a_subfactory_is_an_error() -> None:
    class MisspeltFactory(TeamFactory):
        lead = typedfactory.SubFactory(UserFactory, nmae="x")

    for overrides in ({}, {"title": "t"}, {"lead__age": 1}):
        with pytest.raises(UnknownFieldError) as caught:
            MisspeltFactory.build(**overrides)
        assert str(caught.value) == (
            "UserFactory.nmae: neither the factory nor User has a field 'nmae' (reached through MisspeltFactory.lead). "
            'Did you mean "name"?'
        )


@pytest.mark.parametrize("value", [None, 3, [], {"x": 1}])
def test_a_path_into_a_plain_value_is_an_error(value: Any) -> None:
    expected = "Declare lead with a SubFactory, or override lead as a whole."

    class PlainFactory(typedfactory.Factory[Team]):
        lead = value

    with pytest.raises(UnreachableOverrideError) as caught:
        PlainFactory.build(lead__name="x")
    assert (
        str(caught.value)
        == f"PlainFactory.lead: lead__name=… reaches nothing, because lead is a plain value. {expected}"
    )
    with pytest.raises(UnreachableOverrideError) as caught:
        TeamFactory.build(lead=value, lead__name="x")
    assert (
        str(caught.value)
        == f"TeamFactory.lead: lead__name=… reaches nothing, because lead is a plain value. {expected}"
    )


def test_a_path_in_the_class_body_waits_for_a_factory() -> None:
    class PlainFactory(typedfactory.Factory[Team]):
        lead = None
        lead__name = "x"

        class Params:
            led = typedfactory.Trait(lead=typedfactory.SubFactory(UserFactory))

    assert PlainFactory.build().lead is None
    assert PlainFactory.build(led=True).lead.name == "x"


def test_what_is_given_instead_of_a_factory_is_described_and_not_shown() -> None:
    class Shy:
        def __repr__(self) -> str:
            raise AssertionError

    brackets = " Leave out the brackets: SubFactory(UserFactory), not SubFactory(UserFactory())."
    for arguments, described, remedy in (((), "nothing", ""), ((Shy(),), "an object of class Shy", brackets)):
        with pytest.raises(FactoryReferenceError) as caught:
            typedfactory.SubFactory(*arguments)
        assert str(caught.value) == (
            "A factory= argument must receive either a class or the fully qualified path to a Factory subclass "
            f'("package.module.ClassName"); got {described} instead.{remedy}'
        )


def test_a_module_without_factories_says_so() -> None:
    with pytest.raises(FactoryImportError) as caught:
        TeamFactory.build(lead=typedfactory.SubFactory("dataclasses.UserFactory"))
    assert str(caught.value) == (
        'TeamFactory.lead: The factory path "dataclasses.UserFactory" cannot be imported: module "dataclasses" has no '
        '"UserFactory". There are no factories in it.'
    )
