"""Hooks that are replaced after plans were made (a mock, a signal muter): honoured, and restored."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest

import typedfactory
from tests.data.making import define_factory


@dataclasses.dataclass
class User:
    name: str
    email: str = ""


@dataclasses.dataclass
class Team:
    lead: Any
    title: str = "core"


class UserFactory(typedfactory.Factory[User]):
    name: Any = "joe"


class TeamFactory(typedfactory.Factory[Team]):
    lead: Any = typedfactory.SubFactory(UserFactory)
    title: Any = "core"


@contextlib.contextmanager
def replaced(name: str, **kwargs: Any) -> Iterator[mock.MagicMock]:
    """Replace a hook of `UserFactory`; plans for it and for what nests it exist already."""
    before = (UserFactory.build(), TeamFactory.build(), TeamFactory.create_batch(1), UserFactory.stub().name)
    with mock.patch.object(UserFactory, name, **kwargs) as replacement:
        yield replacement
    assert (UserFactory.build(), TeamFactory.build(), TeamFactory.create_batch(1), UserFactory.stub().name) == before


@pytest.mark.parametrize(("hook", "strategy"), [("_build", "build"), ("_create", "create")])
def test_a_patched_instantiation_is_used_while_it_is_patched(hook: str, strategy: str) -> None:
    with replaced(hook, return_value="patched") as replacement:
        assert getattr(UserFactory, strategy)(email="e") == "patched"
        assert getattr(TeamFactory, strategy)() == Team("patched")
        assert getattr(TeamFactory, f"{strategy}_batch")(1) == [Team("patched")]
    assert replacement.call_args_list[0] == mock.call(User, name="joe", email="e")


def test_a_patched_adjust_kwargs_is_used_while_it_is_patched() -> None:
    with replaced("_adjust_kwargs", side_effect=lambda **kwargs: {**kwargs, "name": "patched"}):
        assert UserFactory.build() == User("patched")
        assert TeamFactory.build() == Team(User("patched"))


def test_a_patched_after_postgeneration_is_used_while_it_is_patched() -> None:
    with replaced("_after_postgeneration") as replacement:
        TeamFactory.create()
    assert replacement.call_args_list == [mock.call(User("joe"), create=True, results={})]


@pytest.mark.parametrize("strategy", ["build", "create", "stub"])
def test_a_patched_generate_is_used_while_it_is_patched(strategy: str) -> None:
    with replaced("_generate", return_value="patched") as replacement:
        assert getattr(UserFactory, strategy)() == "patched"
        assert getattr(UserFactory, f"{strategy}_batch")(1) == ["patched"]
        assert getattr(TeamFactory, strategy)().lead == "patched"
        assert getattr(TeamFactory, strategy)(lead__email="e").lead == "patched"
    assert replacement.call_args_list == [
        mock.call(strategy, {}),
        mock.call(strategy, {}),
        mock.call(strategy, {}),
        mock.call(strategy, {"email": "e"}),
    ]


@pytest.mark.parametrize("strategy", ["build", "create", "stub"])
def test_a_patched_way_of_making_is_used_while_it_is_patched(strategy: str) -> None:
    with replaced(strategy, return_value="patched") as replacement:
        user: Any = UserFactory.generate(strategy)
        assert user == "patched"
        assert getattr(UserFactory, f"{strategy}_batch")(1) == ["patched"]
        made: Any = TeamFactory.generate(strategy)
        assert made.lead == "patched"
    assert replacement.call_args_list == [mock.call()] * 3


def test_a_hook_patched_on_a_base_reaches_its_subclasses() -> None:
    child = define_factory("ChildFactory", UserFactory)
    assert child.build() == User("joe")
    with replaced("_build", return_value="patched"):
        assert child.build() == "patched"
    assert child.build() == User("joe")


def test_a_hook_patched_on_the_root_reaches_all() -> None:
    assert TeamFactory.build() == Team(User("joe"))
    with mock.patch.object(typedfactory.Factory, "_build", return_value="patched"):
        made: Any = TeamFactory.build()
        assert made == "patched"
    assert TeamFactory.build() == Team(User("joe"))


def test_a_first_number_that_is_set_later_is_asked_for() -> None:
    class RowFactory(typedfactory.DictFactory):
        id = typedfactory.Sequence(lambda n: n)

    with mock.patch.object(RowFactory, "_setup_next_sequence", return_value=40):
        assert RowFactory.build() == {"id": 40}
