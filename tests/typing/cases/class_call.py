"""Calling a factory class gives an object of the model."""

from __future__ import annotations

import dataclasses
from typing import Any, Generic

from typing_extensions import TypeVar, assert_type

import typedfactory as factory


@dataclasses.dataclass
class User:
    """A model."""

    name: str
    age: int


T = TypeVar("T")


class UserFactory(factory.Factory[User]):
    """The model from the type argument."""

    name = factory.Sequence(lambda n: f"user{n}")
    age = 42


class AdultFactory(UserFactory):
    """The model from the base class."""

    age = 18


class Base(factory.Factory[T], Generic[T]):
    """A generic base."""

    class Meta:
        """It makes nothing itself."""

        abstract = True


class ThroughBaseFactory(Base[User]):
    """The model through a generic base."""


class RowFactory(factory.DictFactory):
    """Makes dicts."""

    key = "value"


assert_type(UserFactory(), User)
assert_type(UserFactory(name="ann", age=3), User)
assert_type(UserFactory(friend__name="deep"), User)
assert_type(UserFactory().name, str)
assert_type(AdultFactory(), User)
assert_type(ThroughBaseFactory(), User)
assert_type(factory.make_factory(User)(), User)
assert_type(RowFactory(), dict[str, Any])
