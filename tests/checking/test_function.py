"""`typedfactory.check`: a test of one line."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING

import pytest

import typedfactory as factory
from typedfactory.errors import CheckFailedError, FactoryReferenceError

if TYPE_CHECKING:
    from typedfactory.declarations import Declaration


WATTS: dict[str, int] = {}


class LampFactory(factory.DictFactory):
    watt: Declaration[int] = factory.Sequence(lambda n: n)
    colour: Declaration[str] = factory.Faker("color_name")

    class Params:
        dark = factory.Trait(watt=0)
        red = factory.Trait(colour="red")
        old = factory.Trait(age=99)


class BrokenFactory(LampFactory):
    class Params:
        odd = factory.Trait(watt=factory.LazyFunction(lambda: WATTS["watt"]))


def test_the_plain_object_each_trait_and_each_pair_is_made() -> None:
    report = factory.check(LampFactory)
    assert (report.factories, report.made, report.ok) == (1, 1 + 3 + 3, True)
    assert str(report) == "1 factory, 7 objects: all could be made."


def test_what_fails_is_raised_as_an_assertion_with_the_report() -> None:
    with pytest.raises(CheckFailedError) as caught:
        factory.check(LampFactory, BrokenFactory)
    assert isinstance(caught.value, AssertionError)
    (failure,) = caught.value.report.failures
    assert (failure.traits, failure.strategy) == (("odd",), "build")
    assert failure.error == "KeyError: 'watt' (while making BrokenFactory.watt)"
    assert failure.place.endswith("test_function.py:32")
    assert str(caught.value).splitlines()[-1] == (
        "2 factories, 18 objects: 4 could not be made, 3 of them for a reason told above."
    )


def test_a_module_stands_for_the_factories_that_it_defines() -> None:
    module = types.ModuleType("lamps")
    namespace = vars(module)
    namespace["LampFactory"] = LampFactory
    namespace["SofaFactory"] = type("SofaFactory", (factory.DictFactory,), {"__module__": "lamps", "seats": 3})
    assert factory.check(module).factories == 1


def test_sequences_and_random_values_are_left_as_they_were() -> None:
    first = LampFactory(colour=factory.Faker("color_name"))
    factory.reset_sequences()
    factory.random.reseed_random("known start")
    factory.check(LampFactory)
    assert LampFactory(colour=factory.Faker("color_name")) == first


def test_the_values_of_an_object_are_the_same_alone_and_among_others() -> None:
    seen: list[str] = []

    class WatchedFactory(factory.DictFactory):
        name: Declaration[str] = factory.Faker("name")

        class Params:
            loud = factory.Trait(volume=11)

        @factory.post_generation
        def note(self: dict[str, object], create: bool, extracted: object) -> None:
            seen.append(str(self["name"]))

    factory.check(WatchedFactory)
    factory.check(LampFactory, WatchedFactory, traits=False)
    assert seen[0] == seen[2]


def test_what_is_no_factory_is_refused() -> None:
    with pytest.raises(FactoryReferenceError) as caught:
        factory.check(3)  # type: ignore[arg-type]  # mypy says so too
    assert str(caught.value) == (
        "check: takes factories and modules that hold some, not int. Write check(UserFactory), or check(app.factories)."
    )
