"""Params: simple parameters and traits, and how they combine."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

import typedfactory
from typedfactory.declarations import Parameter, SimpleParameter
from typedfactory.errors import CyclicDefinitionError, InvalidDeclarationError, UnknownFieldError


@dataclasses.dataclass
class User:
    name: str
    email: str = ""
    rank: int = 0


class OwnerFactory(typedfactory.DictFactory):
    name: Any = "joe"
    lang: Any = "en"

    class Params:
        french = typedfactory.Trait(lang="fr")


class OrderFactory(typedfactory.DictFactory):
    state: Any = "pending"
    owner: Any = typedfactory.SubFactory(OwnerFactory)

    class Params:
        shipped = typedfactory.Trait(state="shipped", shipped_on="monday")
        received = typedfactory.Trait(shipped=True, state="received", received_on="friday")
        vip = typedfactory.Trait(owner__name="ann", owner__french=True)


# --- simple parameters ---


def test_parameters_are_seen_by_declarations_and_not_by_the_model() -> None:
    class UserFactory(typedfactory.Factory[User]):
        name = typedfactory.LazyAttribute(lambda o: o.base.upper() if o.loud else o.base)

        class Params:
            base = "joe"
            loud = typedfactory.LazyAttribute(lambda o: len(o.base) < 3)

    assert UserFactory.build() == User("joe")
    assert UserFactory.build(loud=True) == User("JOE")
    assert UserFactory.build(base="al") == User("AL")
    assert UserFactory.attributes(base="al") == {"name": "AL"}
    assert vars(UserFactory.stub()) == {"name": "joe"}


def test_parameters_are_inherited_and_overridden() -> None:
    class BaseFactory(typedfactory.DictFactory):
        seen = typedfactory.LazyAttribute(lambda o: (o.one, o.two))

        class Params:
            one = 1
            two = 2

    class ChildFactory(BaseFactory):
        class Params:
            two = "two"

    assert ChildFactory.build() == {"seen": (1, "two")}
    assert BaseFactory.build() == {"seen": (1, 2)}


def test_a_parameter_may_be_a_nested_object() -> None:
    class NestingFactory(typedfactory.DictFactory):
        lang = typedfactory.SelfAttribute("owner.lang")

        class Params:
            owner = typedfactory.LazyFunction(lambda: typedfactory.StubObject(lang="de"))

    assert NestingFactory.build() == {"lang": "de"}
    assert NestingFactory.build(owner=typedfactory.StubObject(lang="it")) == {"lang": "it"}


def test_deep_overrides_reach_into_a_parameter() -> None:
    class NestingFactory(typedfactory.DictFactory):
        seen = typedfactory.LazyAttribute(lambda o: o.owner["name"])

        class Params:
            owner = typedfactory.SubFactory(OwnerFactory)

    assert NestingFactory.build(owner__name="eve") == {"seen": "eve"}


# --- traits ---


def test_a_trait_is_off_unless_switched_on() -> None:
    assert OrderFactory.build() == {"state": "pending", "owner": {"name": "joe", "lang": "en"}}
    assert OrderFactory.build(shipped=False) == OrderFactory.build()
    assert OrderFactory.build(shipped=True) == {
        "state": "shipped",
        "owner": {"name": "joe", "lang": "en"},
        "shipped_on": "monday",
    }


def test_a_trait_switches_others_on_and_comes_after_them() -> None:
    made = OrderFactory.build(received=True)
    assert (made["state"], made["shipped_on"], made["received_on"]) == ("received", "monday", "friday")


def test_what_the_call_says_wins_over_traits() -> None:
    made = OrderFactory.build(received=True, state="lost", shipped_on="sunday", owner__lang="de")
    assert (made["state"], made["shipped_on"], made["received_on"]) == ("lost", "sunday", "friday")
    assert "shipped_on" not in OrderFactory.build(received=True, shipped=False)


def test_of_two_traits_the_one_written_later_wins() -> None:
    class ColourFactory(typedfactory.DictFactory):
        colour = "none"

        class Params:
            red = typedfactory.Trait(colour="red")
            blue = typedfactory.Trait(colour="blue")

    assert ColourFactory.build(red=True, blue=True) == {"colour": "blue"}
    assert ColourFactory.build(blue=True, red=True) == {"colour": "blue"}


def test_a_trait_reaches_into_nested_factories_and_their_traits() -> None:
    assert OrderFactory.build(vip=True)["owner"] == {"name": "ann", "lang": "fr"}
    assert OrderFactory.build(vip=True, owner__name="eve")["owner"] == {"name": "eve", "lang": "fr"}
    assert OrderFactory.build(vip=True, owner=None)["owner"] is None


def test_a_trait_of_a_nested_factory_is_switched_by_the_call_or_the_subfactory() -> None:
    class FrenchOrderFactory(OrderFactory):
        owner = typedfactory.SubFactory(OwnerFactory, french=True)

    assert OrderFactory.build(owner__french=True)["owner"]["lang"] == "fr"
    assert FrenchOrderFactory.build()["owner"]["lang"] == "fr"
    assert FrenchOrderFactory.build(owner__french=False)["owner"]["lang"] == "en"


def test_a_trait_sets_every_kind_of_declaration() -> None:
    class KindsFactory(typedfactory.DictFactory):
        name = "joe"

        class Params:
            base = "base"
            every = typedfactory.Trait(
                base="by trait",
                lazy=typedfactory.LazyAttribute(lambda o: o.base),
                number=typedfactory.Sequence(lambda n: n),
                sub=typedfactory.SubFactory(OwnerFactory, lang=typedfactory.SelfAttribute("..name")),
                items=typedfactory.List([typedfactory.SelfAttribute("..name")]),
                maybe=typedfactory.Maybe("name", "yes", "no"),
                hook=typedfactory.PostGeneration(lambda obj, create, extracted, **kwargs: obj.update(hooked=kwargs)),
                hook__x=1,
            )

    assert KindsFactory.build() == {"name": "joe"}
    assert KindsFactory.build(every=True, hook__y=2) == {
        "name": "joe",
        "lazy": "by trait",
        "number": 1,
        "sub": {"name": "joe", "lang": "joe"},
        "items": ["joe"],
        "maybe": "yes",
        "hooked": {"x": 1, "y": 2},
    }


def test_a_trait_is_overridden_in_a_subclass() -> None:
    class FastFactory(OrderFactory):
        class Params:
            shipped = typedfactory.Trait(state="flown")

    made = FastFactory.build(shipped=True)
    assert made["state"] == "flown"
    assert "shipped_on" not in made


def test_a_trait_and_a_parameter_may_replace_each_other_in_subclasses() -> None:
    class BaseFactory(typedfactory.DictFactory):
        seen = typedfactory.LazyAttribute(lambda o: (o.a, o.b))

        class Params:
            a = typedfactory.Trait(x=1)
            b = 2

    class SwappedFactory(BaseFactory):
        class Params:
            a = "plain"
            b = typedfactory.Trait(x=2)

    assert BaseFactory.build() == {"seen": (False, 2)}
    assert SwappedFactory.build() == {"seen": ("plain", False)}
    assert SwappedFactory.build(b=True) == {"seen": ("plain", True), "x": 2}


def test_a_subclass_may_switch_a_trait_on_for_good() -> None:
    class ShippedFactory(OrderFactory):
        shipped = True

    assert ShippedFactory.build()["state"] == "shipped"
    assert ShippedFactory.build(shipped=False)["state"] == "pending"
    assert OrderFactory.build()["state"] == "pending"


def test_lazy_functions_see_whether_a_trait_is_on() -> None:
    class SeenFactory(OrderFactory):
        seen = typedfactory.LazyAttribute(lambda o: (o.shipped, o.received))

    assert SeenFactory.build()["seen"] == (False, False)
    assert SeenFactory.build(received=True)["seen"] == (True, True)


def test_a_trait_may_be_switched_by_a_declaration() -> None:
    class AlternatingFactory(OrderFactory):
        shipped = typedfactory.Sequence(lambda n: n % 2 == 1)

    assert [made["state"] for made in AlternatingFactory.build_batch(3)] == ["pending", "shipped", "pending"]
    switched = OrderFactory.build(shipped=typedfactory.LazyAttribute(lambda o: True))
    assert switched["state"] == "shipped"


def test_a_trait_is_not_passed_to_the_model() -> None:
    class UserFactory(typedfactory.Factory[User]):
        name = "joe"

        class Params:
            admin = typedfactory.Trait(rank=9)

    assert UserFactory.build(admin=True) == User("joe", "", 9)
    assert UserFactory.attributes(admin=True) == {"name": "joe", "rank": 9}


def test_traits_show_what_they_set() -> None:
    assert repr(typedfactory.Trait(a=1, b__c=2)) == "Trait(a, b__c)"


# --- mistakes ---


def test_traits_that_turn_each_other_on_are_a_cycle() -> None:
    with pytest.raises(CyclicDefinitionError) as caught:

        class CircularFactory(typedfactory.DictFactory):
            class Params:
                a = typedfactory.Trait(b=True)
                b = typedfactory.Trait(c=True)
                c = typedfactory.Trait(a=True)

    assert str(caught.value) == (
        "CircularFactory.a: the trait turns itself on: a → b → c → a. Take a out of the trait c."
    )


def test_a_trait_that_turns_itself_on_is_a_cycle() -> None:
    with pytest.raises(CyclicDefinitionError) as caught:

        class SelfishFactory(typedfactory.DictFactory):
            class Params:
                a = typedfactory.Trait(a=True)

    assert str(caught.value) == "SelfishFactory.a: the trait turns itself on: a → a. Take a out of the trait a."


def test_a_trait_outside_params_is_refused() -> None:
    with pytest.raises(InvalidDeclarationError) as caught:

        class MisplacedFactory(typedfactory.DictFactory):
            vip = typedfactory.Trait(name="ann")

    assert str(caught.value) == "MisplacedFactory.vip: a Trait belongs into class Params. Move it there."


def test_a_misspelt_name_in_a_trait_is_refused() -> None:
    with pytest.raises(UnknownFieldError) as caught:

        class MisspeltFactory(typedfactory.Factory[User]):
            class Params:
                vip = typedfactory.Trait(nmae="ann")

    assert str(caught.value) == (
        "MisspeltFactory.vip.nmae: User has no field 'nmae'. Did you mean \"name\"? "
        "If it only helps others, move it to class Params or list it in Meta.exclude."
    )


def test_a_misspelt_path_in_a_trait_is_refused() -> None:
    with pytest.raises(UnknownFieldError) as caught:

        class MisspeltFactory(OrderFactory):
            class Params:
                vip = typedfactory.Trait(onwer__name="ann")

    assert str(caught.value) == (
        "MisspeltFactory.onwer__name: there is no field 'onwer' to set 'name' in. Did you mean \"owner\"?"
    )


def test_a_misspelt_parameter_at_the_call_is_refused() -> None:
    class UserFactory(typedfactory.Factory[User]):
        class Params:
            loud = False

    with pytest.raises(UnknownFieldError) as caught:
        UserFactory.build(luod=True)
    assert str(caught.value) == (
        "UserFactory.luod: neither the factory nor User has a field 'luod'. Did you mean \"loud\"?"
    )


def test_a_factory_where_a_trait_needs_a_value_is_refused() -> None:
    with pytest.raises(InvalidDeclarationError) as caught:

        class MistakenFactory(OrderFactory):
            class Params:
                vip = typedfactory.Trait(owner=OwnerFactory)

    assert str(caught.value) == (
        "MistakenFactory.vip.owner: OwnerFactory is a factory, not a value. Write SubFactory(OwnerFactory); "
        "for the class itself, LazyFunction(lambda: OwnerFactory)."
    )


# --- the classes ---


def test_simple_parameters_wrap_what_is_no_parameter_yet() -> None:
    trait = typedfactory.Trait()
    assert SimpleParameter.wrap(trait) is trait
    wrapped = SimpleParameter.wrap(3)
    assert isinstance(wrapped, SimpleParameter)
    assert wrapped.value == 3


def test_parameters_know_which_others_they_set() -> None:
    assert Parameter().get_revdeps(["a"]) == []
    assert typedfactory.Trait(b=1, x=2).get_revdeps(["a", "b"]) == ["b"]
