"""A factory of stubs declares what it likes: no model is made, as in factory_boy."""

from __future__ import annotations

import dataclasses

import pytest

import typedfactory.factory_boy as factory
from typedfactory.errors import UnknownFieldError


@dataclasses.dataclass
class User:
    name: str


def test_a_factory_whose_objects_are_stubs_may_declare_names_that_the_model_lacks() -> None:
    class InnerFactory(factory.StubFactory):
        class Meta:
            model = User

        name = "ann"

    class OuterFactory(factory.StubFactory):
        class Meta:
            model = User

        nested = factory.SubFactory(InnerFactory, more=2)

    made = OuterFactory()
    assert (made.nested.name, made.nested.more) == ("ann", 2)


def test_another_factory_may_not() -> None:
    with pytest.raises(UnknownFieldError, match="nested"):

        class OuterFactory(factory.Factory[User]):
            nested = 1
