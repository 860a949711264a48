"""FactoryOptions: what a factory knows of itself."""

from __future__ import annotations

import dataclasses
from typing import Any

import typedfactory


@dataclasses.dataclass
class User:
    name: str
    email: str = ""


@dataclasses.dataclass
class Holder:
    user: User


class UserFactory(typedfactory.Factory[User]):
    class Meta:
        rename = {"nom": "name"}  # noqa: RUF012 - read once

    nom = "jean"
    hook = typedfactory.PostGeneration(lambda *_, **__: None)
    hook__x = 1

    class Params:
        rate = 3
        big = typedfactory.Trait(email="big")


OPTIONS = UserFactory._meta


def test_declarations_are_listed_by_phase_and_kind() -> None:
    assert list(OPTIONS.declarations) == ["nom", "hook", "hook__x", "rate"]
    assert list(OPTIONS.base_declarations) == ["nom", "hook", "hook__x"]
    assert OPTIONS.pre_declarations.as_dict() == {"nom": "jean", "rate": 3}
    assert list(OPTIONS.post_declarations.as_dict()) == ["hook", "hook__x"]
    assert OPTIONS.parameters.keys() == {"rate", "big"}
    assert OPTIONS.parameters_dependencies == {"rate": set(), "big": set()}


def test_the_model_and_its_fields_are_known_by_the_factory_s_names() -> None:
    assert OPTIONS.get_model_class() is User
    assert OPTIONS.model_names == {"nom", "email"}
    assert OPTIONS.shape is not None
    assert typedfactory.DictFactory._meta.shape is None
    assert typedfactory.DictFactory._meta.model_names == frozenset()


def test_sequence_numbers_can_be_taken_and_reset() -> None:
    assert [OPTIONS.next_sequence(), OPTIONS.next_sequence()] == [0, 1]
    OPTIONS.reset_sequence(7)
    assert OPTIONS.next_sequence() == 7


def test_options_know_their_factory_and_its_base() -> None:
    class ChildFactory(UserFactory):
        pass

    assert ChildFactory._meta.factory is ChildFactory
    assert ChildFactory._meta.base_factory is UserFactory
    assert ChildFactory._meta.counter_reference is OPTIONS


def test_arguments_are_prepared_as_the_model_takes_them() -> None:
    class PairFactory(typedfactory.Factory[User]):
        class Meta:
            inline_args = ("name",)
            exclude = ("hidden",)
            rename = {"mail": "email"}  # noqa: RUF012 - read once

    skip = typedfactory.declarations.SKIP
    attributes: dict[str, Any] = {"name": "joe", "mail": "x", "hidden": 1, "other": skip}
    assert PairFactory._meta.prepare_arguments(attributes) == (("joe",), {"email": "x"})
    assert PairFactory._meta.adjusted_arguments(attributes) == {"name": "joe", "email": "x"}


def test_a_factory_can_be_the_one_for_its_model() -> None:
    home = typedfactory.Factory._meta.automatic
    try:

        class DefaultUserFactory(typedfactory.Factory[User]):
            class Meta:
                default_for_model = True

            name = "by default"

        class HolderFactory(typedfactory.Factory[Holder]):
            pass

        assert HolderFactory.build().user == User("by default")
    finally:
        home.pop(User)
