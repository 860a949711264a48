"""Bugs of other factory libraries that must not exist here: one test for each.

Each would fail with the behaviour that it describes.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from typing import Any

import pytest

import typedfactory
from tests.data.making import define_factory
from typedfactory.errors import IteratorExhaustedError, UnknownFieldError, UnreachableOverrideError


@dataclasses.dataclass
class User:
    name: str
    age: int = 3


@dataclasses.dataclass
class Student:
    name: str
    primary_phone: Any = None


@dataclasses.dataclass
class Phone:
    number: str
    student: Any = None


class UserFactory(typedfactory.Factory[User]):
    name: Any = "joe"


class PhoneFactory(typedfactory.Factory[Phone]):
    number = "555"
    student = typedfactory.SubFactory("tests.test_peer_bugs.StudentFactory", primary_phone=None)


class StudentFactory(typedfactory.Factory[Student]):
    name = "ann"
    primary_phone = typedfactory.RelatedFactory(PhoneFactory, "student")


def test_a_trait_that_is_off_takes_no_key_out_of_a_dict() -> None:
    """1: a trait that set `y__i` removed the key `i` of the Dict `y` even while it was off."""

    class TableFactory(typedfactory.DictFactory):
        y = typedfactory.Dict({"i": 1, "j": 2})

        class Params:
            t = typedfactory.Trait(y__i=9)

    assert TableFactory.build() == {"y": {"i": 1, "j": 2}}
    assert TableFactory.build(t=False) == {"y": {"i": 1, "j": 2}}
    assert TableFactory.build(t=True) == {"y": {"i": 9, "j": 2}}


def test_a_trait_that_gives_a_hook_none_still_runs_it() -> None:
    """2: a trait with `hook=None, hook__num=1` kept the hook from running at all."""

    class HookedFactory(typedfactory.DictFactory):
        @typedfactory.post_generation
        def hook(obj: Any, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805 - the object
            obj["ran"] = (extracted, kwargs)

        class Params:
            t = typedfactory.Trait(hook=None, hook__num=1)

    assert HookedFactory.build() == {"ran": (None, {})}
    assert HookedFactory.build(t=True) == {"ran": (None, {"num": 1})}


def test_traits_reach_params_deep_keys_and_hooks_here_and_in_nested_factories() -> None:
    """3: traits could not set params, nor deep keys and hook arguments of nested factories."""

    class InnerFactory(typedfactory.DictFactory):
        table = typedfactory.Dict({"x": 1})
        seen = typedfactory.SelfAttribute("param")
        hook = typedfactory.PostGeneration(
            lambda obj, create, extracted, **kwargs: obj.update(hook=(extracted, kwargs))
        )

        class Params:
            param = "default"
            t = typedfactory.Trait(param="trait", table__x=2, hook=5, hook__a=6)

    class OuterFactory(typedfactory.DictFactory):
        inner = typedfactory.SubFactory(InnerFactory)

        class Params:
            switch = typedfactory.Trait(inner__t=True)
            direct = typedfactory.Trait(inner__param="direct", inner__table__x=3, inner__hook=7, inner__hook__b=8)

    assert InnerFactory.build(t=True) == {"table": {"x": 2}, "seen": "trait", "hook": (5, {"a": 6})}
    assert OuterFactory.build(switch=True)["inner"] == InnerFactory.build(t=True)
    assert OuterFactory.build(direct=True)["inner"] == {"table": {"x": 3}, "seen": "direct", "hook": (7, {"b": 8})}


def test_a_deep_override_of_a_plain_value_is_an_error() -> None:
    """4: `c__x=5` was ignored where `c` is None."""

    class PlainFactory(typedfactory.DictFactory):
        c = None

    with pytest.raises(UnreachableOverrideError) as caught:
        PlainFactory.build(c__x=5)
    assert str(caught.value) == (
        "PlainFactory.c: c__x=… reaches nothing, because c is a plain value. "
        "Declare c with a SubFactory, or override c as a whole."
    )


def test_a_misspelt_keyword_is_an_error() -> None:
    """5: `build(nmae=…)` was dropped without a word."""
    with pytest.raises(UnknownFieldError) as caught:
        UserFactory.build(nmae="ann")
    assert str(caught.value) == (
        "UserFactory.nmae: neither the factory nor User has a field 'nmae'. Did you mean \"name\"?"
    )


@pytest.mark.parametrize("name", ["batch", "build", "create", "sequence", "attributes", "cls", "strategy", "instance"])
def test_fields_named_like_methods_and_internals_work(name: str) -> None:
    """6: declarations with such names were ignored, or broke the factory."""
    for value in (5, typedfactory.LazyFunction(lambda: 5), typedfactory.Sequence(lambda n: 5)):
        body: dict[str, Any] = {name: value, "copy": typedfactory.SelfAttribute(name)}
        factory = define_factory("OddFactory", typedfactory.DictFactory, **body)
        assert factory() == {name: 5, "copy": 5}
        assert typedfactory.build(dict, FACTORY_CLASS=factory) == {name: 5, "copy": 5}
        assert factory(**{name: 6}) == {name: 6, "copy": 6}


def test_each_dict_factory_has_a_counter_that_can_be_reset() -> None:
    """7: all dict factories counted together, and resetting one raised an error."""

    class OneFactory(typedfactory.DictFactory):
        n = typedfactory.Sequence(lambda n: n)

    class TwoFactory(typedfactory.DictFactory):
        n = typedfactory.Sequence(lambda n: n)

    OneFactory.build_batch(2)
    assert TwoFactory.build() == {"n": 0}
    OneFactory.reset_sequence()
    assert OneFactory.build() == {"n": 0}


class Shy:
    """A value that counts how often it is shown, and must not be compared."""

    def __init__(self) -> None:
        self.shown = 0

    def __repr__(self) -> str:
        self.shown += 1
        return "Shy()"

    def __eq__(self, other: object) -> bool:
        raise AssertionError

    def __bool__(self) -> bool:
        raise AssertionError

    __hash__ = None  # type: ignore[assignment]  # as with arrays


def use_shy(shy: Shy) -> dict[str, Any]:
    """Resolve a value in every place where one may stand."""

    class ShyFactory(typedfactory.DictFactory):
        plain: Any = shy
        copied: Any = typedfactory.SelfAttribute("plain")
        lazy: Any = typedfactory.LazyAttribute(lambda o: o.plain)
        table: Any = typedfactory.Dict({"x": shy})
        items: Any = typedfactory.List([shy])
        maybe: Any = typedfactory.Maybe("on", shy)
        loud: Any = typedfactory.Transformer(shy, transform=lambda value: value)
        turns: Any = typedfactory.Iterator([shy])
        hook: Any = typedfactory.PostGeneration(lambda obj, create, extracted, **kwargs: obj.update(hooked=extracted))

        class Params:
            on = True
            param = shy
            t = typedfactory.Trait(by_trait=shy)

    made = ShyFactory.build(hook=shy)
    ShyFactory.build(plain=shy, loud=shy, hook=shy, table__x=shy, items__0=shy, t=True)
    ShyFactory.build(plain=typedfactory.LazyFunction(lambda: shy), other=shy)
    ShyFactory.create_batch(2, plain=shy)
    return made


def test_values_are_not_shown_while_resolving() -> None:
    """8: `repr` of the values was called for a log that nobody read, and ran queries."""
    shy = Shy()
    use_shy(shy)
    assert shy.shown == 0


def test_values_are_not_compared_while_resolving() -> None:
    """9: values were compared with `==`, which breaks on arrays and query expressions."""
    shy = Shy()
    made = use_shy(shy)
    values = [made[key] for key in ("plain", "copied", "lazy", "maybe", "loud", "turns", "hooked")]
    assert all(value is shy for value in [*values, made["table"]["x"], made["items"][0]])


def test_two_objects_that_refer_to_each_other_are_both_complete() -> None:
    """10: a RelatedFactory that points back left one side None."""
    student = StudentFactory.build()
    assert isinstance(student.primary_phone, Phone)
    assert student.primary_phone.student is student
    phone = PhoneFactory.build()
    assert phone.student == Student("ann")


def test_a_call_inside_a_call_and_calls_in_threads_do_not_mix() -> None:
    """11: state of a call was kept on the class, and nested or parallel calls took each other's."""

    class ChainFactory(typedfactory.DictFactory):
        label: Any = None
        below: Any = typedfactory.LazyAttribute(
            lambda o: ChainFactory.build(depth=o.depth - 1, label=f"{o.label}.") if o.depth else None
        )
        late: Any = typedfactory.LazyAttribute(lambda o: o.label)

        class Params:
            depth = 3

    def check(made: Any, label: str) -> None:
        while made is not None:
            assert made["label"] == made["late"] == label
            made, label = made["below"], f"{label}."

    outcomes: list[list[Any]] = []

    def run(label: str) -> None:
        outcomes.append([(ChainFactory.build(label=label), label) for _ in range(50)])

    threads = [threading.Thread(target=run, args=(name,)) for name in "abcd"]
    ChainFactory.build(label="warm")
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 4
    for made, label in (pair for outcome in outcomes for pair in outcome):
        check(made, label)


def test_other_factories_change_nothing_in_a_seeded_sequence() -> None:
    """12: one library-wide Faker; building something else in between, or reading the state, changed the values."""

    class NamedFactory(typedfactory.DictFactory):
        name = typedfactory.Faker("name")

    def names(*, disturbed: bool) -> list[str]:
        made = []
        with typedfactory.random.seeded(42):
            for _ in range(3):
                made.append(NamedFactory.build()["name"])
                if disturbed:
                    typedfactory.random.get_random_state()
                    UserFactory.build()
        return made

    assert names(disturbed=True) == names(disturbed=False)


def test_lists_dicts_and_sets_of_the_class_body_are_not_shared() -> None:
    """13: `tags = []` was one list for all objects."""
    other = object()

    class TagsFactory(typedfactory.DictFactory):
        tags: Any = []  # noqa: RUF012 - copied for each object
        deep: Any = {"a": [set()]}  # noqa: RUF012 - as above
        other_ = other

    one, two = TagsFactory.build(), TagsFactory.build()
    one["tags"].append("x")
    one["deep"]["a"][0].add("y")
    assert two == {"tags": [], "deep": {"a": [set()]}, "other_": other}
    assert TagsFactory.build(extra=typedfactory.Sequence(str))["tags"] == []


def test_the_size_of_a_related_list_can_be_given_for_one_call() -> None:
    """14: it could not, or its spelling clashed with a field `size` of the related factory."""

    class LogFactory(typedfactory.DictFactory):
        size = "big"
        hook = typedfactory.PostGeneration(
            lambda obj, *_, **__: obj["user"].setdefault("sizes", []).append(obj["size"])
        )

    class LoggedFactory(typedfactory.DictFactory):
        logs = typedfactory.RelatedFactoryList(LogFactory, "user", size=2)

    assert LoggedFactory.build()["sizes"] == ["big"] * 2
    assert LoggedFactory.build(logs____size=3)["sizes"] == ["big"] * 3
    assert LoggedFactory.build(logs____size=1, logs__size="small")["sizes"] == ["small"]


class Moody:
    """A value with a property that fails."""

    @property
    def mood(self) -> str:
        raise AttributeError("the user's own")


def test_an_attribute_error_of_the_users_is_seen_as_it_is() -> None:
    """15: it came out as an attribute that the resolver lacks."""

    class MoodyFactory(typedfactory.DictFactory):
        moody = typedfactory.LazyFunction(Moody)
        mood = typedfactory.LazyAttribute(lambda o: o.moody.mood)
        direct = typedfactory.SelfAttribute("moody.mood", default="hidden")

    for overrides in ({"direct": 1}, {"mood": 1}):
        with pytest.raises(AttributeError) as caught:
            MoodyFactory.build(**overrides)
        assert type(caught.value) is AttributeError
        assert str(caught.value) == "the user's own"


def test_an_iterator_over_a_generator_waits_and_can_be_reset_at_once() -> None:
    """16: the generator was consumed at import, and resetting an unused Iterator crashed."""
    pulled: list[int] = []

    def values() -> Iterator[int]:
        for value in (1, 2):
            pulled.append(value)
            yield value

    class TurnFactory(typedfactory.DictFactory):
        turn = typedfactory.Iterator(values(), cycle=False)

    TurnFactory.turn.reset()
    assert pulled == []
    assert TurnFactory.build() == {"turn": 1}
    assert pulled == [1]
    TurnFactory.turn.reset()
    assert [TurnFactory.build()["turn"] for _ in range(2)] == [1, 2]
    with pytest.raises(IteratorExhaustedError):
        TurnFactory.build()


def test_a_path_leads_into_the_value_of_a_dict_factory() -> None:
    """17: SelfAttribute could not follow a path into a dict."""

    class AddressFactory(typedfactory.DictFactory):
        city = "Paris"
        tags: Any = typedfactory.List(["a", "b"])

    class PersonFactory(typedfactory.DictFactory):
        address = typedfactory.SubFactory(AddressFactory)
        city = typedfactory.SelfAttribute("address.city")
        tag = typedfactory.SelfAttribute("address.tags.1")
        zip = typedfactory.SelfAttribute("address.zip", default="none")
        third = typedfactory.SelfAttribute("address.tags.2", default="none")

    made = PersonFactory.build(address__city="Lyon")
    assert (made["city"], made["tag"], made["zip"], made["third"]) == ("Lyon", "b", "none", "none")
