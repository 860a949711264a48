"""explain(): where each field's value would come from, and the place in the source that says so."""

from __future__ import annotations

import dataclasses
import pathlib
from typing import Any

import pytest

import typedfactory
from typedfactory.errors import UnknownFieldError, UnreachableOverrideError
from typedfactory.plan.tell.explain import explain
from typedfactory.plan.tell.places import place_of

HERE = pathlib.Path(__file__)


def at(marker: str) -> str:
    """Return the place of the line that ends with a marker."""
    lines = HERE.read_text(encoding="utf-8").splitlines()
    return f"{HERE.name}:{next(index for index, line in enumerate(lines, 1) if line.endswith(f'# at {marker}'))}"


@dataclasses.dataclass
class User:
    name: str
    age: int
    mail: str = ""


@dataclasses.dataclass
class Team:
    lead: User
    title: str
    tags: Any = None


class UserFactory(typedfactory.Factory[User]):
    name = typedfactory.Sequence(str)  # at name

    @typedfactory.post_generation
    def hook(obj: Any, create: bool, extracted: Any) -> None:  # noqa: N805  # at hook
        raise AssertionError

    class Params:
        loud: Any = False  # at loud
        old = typedfactory.Trait(
            age=99,  # at old age
            hook=5,  # at old hook
        )


class TeamFactory(typedfactory.Factory[Team]):
    lead = typedfactory.SubFactory(UserFactory, mail="m")  # at lead
    tags = ["a"]  # noqa: RUF012  # at tags
    other = typedfactory.RelatedFactory(UserFactory)  # at other


class CircularFactory(typedfactory.DictFactory):
    again = typedfactory.SubFactory(f"{__name__}.CircularFactory", x=1)  # at again


def explained(factory: Any, **overrides: Any) -> list[str]:
    return str(factory.explain(**overrides)).splitlines()


def test_each_field_says_where_it_comes_from() -> None:
    assert explained(TeamFactory, other=None) == [
        "TeamFactory → Team",
        f"├─ lead   SubFactory ({at('lead')})",
        f"│  ├─ name  Sequence ({at('name')})",
        f"│  ├─ loud  False ({at('loud')}) — not passed to the model",
        "│  ├─ age   filled by type: int",
        "│  ├─ old   trait, off — not passed to the model",
        f"│  ├─ hook  after the object: PostGeneration ({at('hook')})",
        "│  └─ mail  set by TeamFactory.lead: 'm'",
        f"├─ tags   ['a'] ({at('tags')})",
        "├─ title  filled by type: str",
        "└─ other  override: None",
    ]


def test_overrides_and_traits_are_named() -> None:
    assert explained(UserFactory, old=True, name="ann") == [
        "UserFactory → User",
        "├─ name  override: 'ann'",
        f"├─ loud  False ({at('loud')}) — not passed to the model",
        f'├─ age   trait "old": 99 ({at("old age")})',
        "├─ old   override: True — not passed to the model",
        f'├─ hook  trait "old": 5 ({at("old hook")})',
        "└─ mail  default of User",
    ]


def test_overrides_below_a_field_are_shown_where_they_hold() -> None:
    lines = explained(TeamFactory, lead__age=typedfactory.LazyFunction(int), lead__mail="x", other=None)
    assert "│  ├─ age   override: LazyFunction" in lines
    assert "│  └─ mail  override: 'x'" in lines


def test_related_objects_are_explained_like_nested_ones() -> None:
    lines = explained(TeamFactory, other__age=1)
    assert lines[-7] == f"└─ other  after the object: RelatedFactory ({at('other')})"
    assert "   ├─ age   override: 1" in lines


def test_a_trait_switched_by_a_declaration_leaves_it_open() -> None:
    lines = explained(UserFactory, old=typedfactory.LazyFunction(bool), age=1)
    assert "├─ age   override: 1 — unless switched on while building: old" in lines
    assert "├─ old   override: LazyFunction — not passed to the model" in lines


def test_a_circle_is_shown_once() -> None:
    again = CircularFactory.again
    again.factory_wrapper.factory = CircularFactory
    assert explained(CircularFactory) == ["CircularFactory → dict", f"└─ again  SubFactory ({at('again')})"]


def test_new_names_are_overrides_and_sequence_numbers_no_fields() -> None:
    class RowFactory(typedfactory.DictFactory):
        n = 1

    assert explained(RowFactory, more=2, __sequence=3)[2] == "└─ more  override: 2"
    assert explained(typedfactory.DictFactory) == ["DictFactory → dict"]


def test_nothing_is_made() -> None:
    UserFactory.explain(old=True)
    assert UserFactory._meta.next_sequence() == 0


def test_the_explanation_can_be_read_by_programs() -> None:
    explanation = TeamFactory.explain(title="t", other=None)
    assert (explanation.factory, explanation.model) == ("TeamFactory", "Team")
    assert [(field.name, field.kind) for field in explanation.fields] == [
        ("lead", "declaration"),
        ("tags", "declaration"),
        ("title", "override"),
        ("other", "override"),
    ]
    nested = explanation.fields[0].nested
    assert nested is not None
    assert {field.name: field.kind for field in nested.fields} == {
        "name": "declaration",
        "loud": "declaration",
        "age": "filled by type",
        "old": "declaration",
        "hook": "hook",
        "mail": "outer",
    }


def test_what_is_wrong_with_a_call_shows_as_in_the_call() -> None:
    with pytest.raises(UnknownFieldError) as unknown:
        UserFactory.explain(nmae="x")
    assert str(unknown.value).startswith("UserFactory.nmae: neither the factory nor User has a field 'nmae'")
    with pytest.raises(UnreachableOverrideError) as unreachable:
        UserFactory.explain(name__first="x")
    assert str(unreachable.value).startswith("UserFactory.name: name__first=… reaches nothing")


# --- places ---


def test_places_are_found_in_bases_too() -> None:
    class ChildFactory(UserFactory):
        pass

    assert f"├─ name  Sequence ({at('name')})" in explained(ChildFactory)


def test_without_a_source_there_is_no_place() -> None:
    factory = typedfactory.make_factory(User, name="ann")
    assert "├─ name  'ann'" in explained(factory)
    assert place_of(factory, "name") == ""


def test_what_the_source_does_not_say_has_no_place() -> None:
    assert place_of(UserFactory, "nowhere") == ""
    assert place_of(UserFactory, "Params", "old", "nowhere") == ""
    assert place_of(UserFactory, "name", "deeper", "still") == ""


def test_what_is_nested_can_be_left_out() -> None:
    class PartFactory(typedfactory.DictFactory):
        size = 1

    class WholeFactory(typedfactory.DictFactory):
        part = typedfactory.SubFactory(PartFactory)

    (part,) = explain(WholeFactory._meta, {}, nested=False).fields
    assert (part.name, part.nested) == ("part", None)
    (part,) = explain(WholeFactory._meta, {}).fields
    assert part.nested is not None
