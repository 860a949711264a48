"""SelfAttribute and ContainerAttribute: values from other fields and from the factories around."""

from __future__ import annotations

from typing import Any

import pytest

import typedfactory
from tests.data.making import notes_of
from typedfactory.errors import ContainerError, UnknownAttributeError, UnreachableOverrideError


class Country:
    """An object with attributes of several kinds."""

    lang = "fr"

    @property
    def broken(self) -> str:
        raise AttributeError("of the user")

    @property
    def capital(self) -> Any:
        return typedfactory.StubObject(name="Paris")


class InnerFactory(typedfactory.DictFactory):
    seen: Any = None


class MiddleFactory(typedfactory.DictFactory):
    label: Any = "middle"
    inner: Any = typedfactory.SubFactory(InnerFactory)


class OuterFactory(typedfactory.DictFactory):
    label: Any = "outer"
    country: Any = typedfactory.LazyFunction(Country)
    middle: Any = typedfactory.SubFactory(MiddleFactory)


def seen_from_inside(declaration: Any) -> Any:
    return OuterFactory.build(middle__inner__seen=declaration)["middle"]["inner"]["seen"]


# --- SelfAttribute ---


@pytest.mark.parametrize("path", ["country.capital.name", ".country.capital.name"])
def test_a_path_starts_at_the_factory_s_own_fields(path: str) -> None:
    assert OuterFactory.build(x=typedfactory.SelfAttribute(path))["x"] == "Paris"


@pytest.mark.parametrize(
    ("path", "expected"), [("..label", "middle"), ("...label", "outer"), ("...country.lang", "fr")]
)
def test_dots_climb_to_the_factories_around(path: str, expected: str) -> None:
    assert seen_from_inside(typedfactory.SelfAttribute(path)) == expected

    class DeclaredMiddleFactory(MiddleFactory):
        inner = typedfactory.SubFactory(InnerFactory, seen=typedfactory.SelfAttribute(path))

    class DeclaredOuterFactory(OuterFactory):
        middle = typedfactory.SubFactory(DeclaredMiddleFactory)

    assert DeclaredOuterFactory.build()["middle"]["inner"] == {"seen": expected}
    assert DeclaredOuterFactory.build(middle__inner__x=1)["middle"]["inner"] == {"seen": expected, "x": 1}


def test_dots_climb_out_of_dicts_and_lists() -> None:
    class ContainersFactory(typedfactory.DictFactory):
        label = "factory"
        table = typedfactory.Dict(
            {
                "label": "table",
                "rows": typedfactory.List(
                    [typedfactory.SelfAttribute("..label"), typedfactory.SelfAttribute("...label")]
                ),
            }
        )

    assert ContainersFactory.build()["table"]["rows"] == ["table", "factory"]


def test_a_path_of_dots_alone_gives_the_resolver_itself() -> None:
    read = typedfactory.LazyAttribute(lambda o: o.up.label)
    made = OuterFactory.build(middle__inner__up=typedfactory.SelfAttribute(".."), middle__inner__seen=read)
    assert made["middle"]["inner"]["seen"] == "middle"


@pytest.mark.parametrize("path", ["country.nowhere", "country.capital.nowhere", "nowhere", "nowhere.at.all"])
def test_a_default_stands_in_where_the_path_leads_nowhere(path: str) -> None:
    assert OuterFactory.build(x=typedfactory.SelfAttribute(path, default=None))["x"] is None
    assert OuterFactory.build(x=typedfactory.SelfAttribute("country.lang", default=None))["x"] == "fr"


@pytest.mark.parametrize("path", ["..label", "...label"])
def test_a_default_stands_in_where_no_factory_encloses_this_one(path: str) -> None:
    assert InnerFactory.build(seen=typedfactory.SelfAttribute(path, default="alone")) == {"seen": "alone"}

    class LonelyFactory(typedfactory.DictFactory):
        seen = typedfactory.SelfAttribute(path, default="alone")

    assert LonelyFactory.build() == {"seen": "alone"}


def test_a_default_does_not_hide_an_error_of_the_users() -> None:
    with pytest.raises(AttributeError) as caught:
        OuterFactory.build(x=typedfactory.SelfAttribute("country.broken", default=None))
    assert str(caught.value) == "of the user"


def test_a_default_does_not_hide_a_lazy_function_that_fails() -> None:
    class BrokenFactory(typedfactory.DictFactory):
        a = typedfactory.SelfAttribute("b.x", default=None)
        b = typedfactory.LazyAttribute(lambda o: o.nowhere)
        c = typedfactory.SelfAttribute("d", default=None)
        d = typedfactory.LazyFunction(lambda: object().nowhere)  # type: ignore[attr-defined]  # what the test is about

    with pytest.raises(UnknownAttributeError) as caught:
        BrokenFactory.build(c=1)
    assert str(caught.value) == (
        "BrokenFactory.a: BrokenFactory has no 'nowhere': it is neither declared nor given. Known names: a, b, c, d."
    )
    with pytest.raises(AttributeError) as error:
        BrokenFactory.build(b=1)
    assert str(error.value) == "'object' object has no attribute 'nowhere'"


def test_a_misspelt_path_names_the_nearest_field() -> None:
    with pytest.raises(UnknownAttributeError) as caught:
        OuterFactory.build(x=typedfactory.SelfAttribute("coutnry.lang"))
    assert str(caught.value) == (
        "OuterFactory.x: OuterFactory has no 'coutnry': it is neither declared nor given. Did you mean \"country\"?"
    )


def test_an_attribute_that_the_value_lacks_is_python_s_error() -> None:
    with pytest.raises(AttributeError) as caught:
        OuterFactory.build(x=typedfactory.SelfAttribute("country.nowhere"))
    assert str(caught.value) == "'Country' object has no attribute 'nowhere'"
    assert notes_of(caught.value) == ["while making OuterFactory.x"]


@pytest.mark.parametrize(
    ("path", "how"),
    [
        ("..label", "climbs 1 level(s) up, but nothing encloses"),
        ("....label", "climbs 3 level(s) up, but nothing encloses"),
    ],
)
def test_climbing_out_of_the_outermost_factory_is_an_error(path: str, how: str) -> None:
    with pytest.raises(ContainerError) as caught:
        InnerFactory.build(seen=typedfactory.SelfAttribute(path))
    assert str(caught.value) == (
        f'InnerFactory.seen: SelfAttribute("{path}") {how} this one. '
        "Use it inside a SubFactory, Dict or List, take dots away, or give a default."
    )


@pytest.mark.parametrize(
    ("outer", "how"), [(MiddleFactory, "one factory encloses"), (OuterFactory, "2 factories enclose")]
)
def test_climbing_too_high_says_how_many_factories_there_are(outer: Any, how: str) -> None:
    path = "inner__seen" if outer is MiddleFactory else "middle__inner__seen"
    with pytest.raises(ContainerError) as caught:
        outer.build(**{path: typedfactory.SelfAttribute("....label")})
    assert str(caught.value) == (
        f'InnerFactory.seen: SelfAttribute("....label") climbs 3 level(s) up, but {how} this one. '
        "Use it inside a SubFactory, Dict or List, take dots away, or give a default."
    )


def test_it_shows_its_path() -> None:
    assert repr(typedfactory.SelfAttribute("..a.b")) == "<SelfAttribute('..a.b')>"


# --- factory_parent ---


def test_lazy_functions_climb_by_factory_parent() -> None:
    read = typedfactory.LazyAttribute(lambda o: (o.factory_parent.label, o.factory_parent.factory_parent.label))
    assert seen_from_inside(read) == ("middle", "outer")
    assert InnerFactory.build(seen=typedfactory.LazyAttribute(lambda o: o.factory_parent)) == {"seen": None}


# --- ContainerAttribute ---


def test_a_container_attribute_receives_the_resolvers_around_it() -> None:
    labels = typedfactory.ContainerAttribute(lambda o, containers: [container.label for container in containers])
    assert seen_from_inside(labels) == ["middle", "outer"]


def test_a_strict_container_attribute_needs_a_container() -> None:
    with pytest.raises(ContainerError) as caught:
        InnerFactory.build(seen=typedfactory.ContainerAttribute(lambda o, containers: None))
    assert str(caught.value) == (
        "InnerFactory.seen: A ContainerAttribute in 'strict' mode can only be used within a SubFactory. "
        "Pass strict=False to allow the factory on its own."
    )


def test_a_container_attribute_may_stand_alone() -> None:
    alone = typedfactory.ContainerAttribute(lambda o, containers: (o.own, len(containers)), strict=False)
    assert InnerFactory.build(own=1, seen=alone)["seen"] == (1, 0)


def test_the_decorator_makes_one_that_may_stand_alone() -> None:
    class DepthFactory(typedfactory.DictFactory):
        @typedfactory.container_attribute
        def depth(self: Any, containers: tuple[Any, ...]) -> int:
            return len(containers)

    class HolderFactory(typedfactory.DictFactory):
        held = typedfactory.SubFactory(DepthFactory)
        items = typedfactory.List([typedfactory.SubFactory(DepthFactory)])

    assert DepthFactory.build() == {"depth": 0}
    assert HolderFactory.build() == {"held": {"depth": 1}, "items": [{"depth": 2}]}


@pytest.mark.parametrize(
    "declaration", [typedfactory.SelfAttribute("other"), typedfactory.ContainerAttribute(lambda o, c: 1, strict=False)]
)
def test_a_deep_override_reaches_nothing(declaration: Any) -> None:
    class OneFactory(typedfactory.DictFactory):
        other = 1
        x = declaration

    with pytest.raises(UnreachableOverrideError) as caught:
        OneFactory.build(x__y=1)
    assert str(caught.value) == (
        f"OneFactory.x: x__y=… reaches nothing, because x is {type(declaration).__name__}. "
        "Declare x with a SubFactory, or override x as a whole."
    )
