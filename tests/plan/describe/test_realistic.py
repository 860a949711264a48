"""Whether a factory has realistic values, and its plans for either position of the switch."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

import typedfactory as factory
from typedfactory.plan.describe.realistic import SWITCH, Sources, is_realistic, switch


@dataclasses.dataclass
class User:
    email: str
    shoe: str


class UserFactory(factory.Factory[User]):
    pass


class LifelikeFactory(factory.Factory[User]):
    class Meta:
        realistic = True


@pytest.fixture(autouse=True)
def switched_off() -> Iterator[None]:
    yield
    switch(False)


def test_a_factory_follows_the_switch_or_itself() -> None:
    assert [is_realistic(each._meta) for each in (UserFactory, LifelikeFactory)] == [False, True]
    switch(True)
    assert [is_realistic(each._meta) for each in (UserFactory, LifelikeFactory)] == [True, True]


def test_there_are_sources_only_where_they_are_wanted() -> None:
    assert Sources(UserFactory._meta).of("email") is None
    found = Sources(LifelikeFactory._meta).of("email")
    assert found is not None
    assert found.meaning is not None
    assert found.meaning.kind == "email"
    shoe = Sources(LifelikeFactory._meta).of("shoe")
    assert shoe is not None
    assert shoe.meaning is None


def test_plans_are_kept_for_either_position() -> None:
    UserFactory.build()
    plans, spec = UserFactory._meta.plans, UserFactory._meta.spec
    switch(True)
    UserFactory.build()
    assert UserFactory._meta.plans is not plans
    other = UserFactory._meta.plans
    switch(False)
    assert (UserFactory._meta.plans, UserFactory._meta.spec) == (plans, spec)
    switch(True)
    assert UserFactory._meta.plans is other


def test_turning_it_to_where_it_is_changes_nothing() -> None:
    plans = UserFactory._meta.plans
    switch(False)
    assert UserFactory._meta.plans is plans
    assert not SWITCH.on


def test_a_default_factory_that_comes_later_holds_in_both_positions() -> None:
    team = dataclasses.make_dataclass("Team", [("captain", User)])
    factory.build(team)
    with factory.realistic():
        factory.build(team)

        class CaptainFactory(factory.Factory[User]):
            class Meta:
                default_for_model = True

            shoe = "left"

        assert factory.build(team).captain.shoe == "left"
    assert factory.build(team).captain.shoe == "left"
    factory.Factory._meta.automatic.pop(User)
