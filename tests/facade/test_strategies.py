"""StubFactory and use_strategy: factories by strategy."""

from __future__ import annotations

import dataclasses
from typing import Any
from unittest import mock

import pytest

import typedfactory
from typedfactory.errors import UnsupportedStrategy


@dataclasses.dataclass
class User:
    name: str


class UserFactory(typedfactory.Factory[User]):
    name: Any = "joe"


# --- the default strategy ---


def test_use_strategy_changes_the_default_and_is_deprecated() -> None:
    class PersonFactory(UserFactory):
        pass

    with pytest.warns(DeprecationWarning, match="use_strategy") as warned:
        decorate = typedfactory.use_strategy(typedfactory.STUB_STRATEGY)
    assert str(warned[0].message) == "use_strategy() is deprecated; set Meta.strategy instead."
    assert warned[0].filename == __file__
    decorated: Any = decorate(PersonFactory)
    assert decorated is PersonFactory
    assert isinstance(decorated(), typedfactory.StubObject)


def test_the_default_strategy_can_be_set_on_meta_later() -> None:
    class PersonFactory(UserFactory):
        pass

    before: Any = PersonFactory()
    PersonFactory._meta.strategy = typedfactory.STUB_STRATEGY
    after: Any = PersonFactory()
    assert (type(before), type(after)) == (User, typedfactory.StubObject)


# --- StubFactory ---


class PointFactory(typedfactory.StubFactory):
    x = 1


def test_a_stub_factory_makes_stubs_whichever_way_it_is_asked() -> None:
    called: Any = PointFactory()
    for made in (called, PointFactory.build(), PointFactory.stub()):
        assert isinstance(made, typedfactory.StubObject)
        assert made.x == 1


def test_a_stub_factory_refuses_to_create() -> None:
    with pytest.raises(UnsupportedStrategy) as caught:
        PointFactory.create()
    assert str(caught.value) == "PointFactory: a StubFactory makes stubs, which cannot be created. Use stub()."


def test_a_stub_factory_may_have_options_and_declare_every_kind() -> None:
    class HiddenFactory(typedfactory.StubFactory):
        class Meta:
            exclude = ("hidden",)

        hidden = 1
        shown = typedfactory.LazyAttribute(lambda o: o.hidden + 1)

    called: Any = HiddenFactory()
    assert vars(called) == {"shown": 2}
    assert [vars(stub) for stub in HiddenFactory.build_batch(2)] == [{"shown": 2}] * 2


def test_the_default_strategy_can_be_patched_for_a_while() -> None:
    class RowFactory(typedfactory.DictFactory):
        n = 1

    with mock.patch.object(RowFactory._meta, "strategy", "stub"):
        stub: Any = RowFactory()
        assert vars(stub) == {"n": 1}
    made: Any = RowFactory()
    assert made == {"n": 1}
