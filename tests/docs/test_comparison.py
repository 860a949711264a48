"""What the page of comparison says of other libraries about what goes beyond factory_boy's language: each answer is asked for."""

from __future__ import annotations

import abc
import dataclasses
import inspect
import pathlib
from typing import Any

import factory
import factory.fuzzy
import pytest

boy: Any = factory

#: What a library would call such a thing, in its own words or in ours.
NAMES = (
    "shared",
    "combinations",
    "product",
    "fill",
    "fill_in",
    "where",
    "select",
    "persisted",
    "as_json",
    "json",
    "stubbed",
)


@dataclasses.dataclass
class Account:
    plan: str = "x"
    price: int = 1


class Port(abc.ABC):
    @abc.abstractmethod
    def go(self) -> int: ...


@dataclasses.dataclass
class Service:
    port: Port


class TestFactoryBoy:
    def test_it_has_nothing_of_these_names(self) -> None:
        assert [name for name in NAMES if hasattr(boy, name) or hasattr(boy.Factory, name)] == []

    def test_choices_have_no_weights(self) -> None:
        with pytest.raises(TypeError, match="weights"):
            boy.fuzzy.FuzzyChoice("ab", weights=[1, 2])

    def test_a_sub_factory_has_the_strategy_of_what_is_around_it(self) -> None:
        inner = boy.make_factory(Account)
        with pytest.raises(TypeError, match="strategy"):
            boy.make_factory(dict, account=boy.SubFactory(inner, strategy="build"))()

    def test_a_trait_reads_what_switched_it_on(self) -> None:
        class AccountFactory(boy.Factory):  # type: ignore[misc]  # of a library without types
            class Meta:
                model = Account

            class Params:
                cheap = boy.Trait(price=boy.LazyAttribute(lambda o: -o.cheap))

        assert AccountFactory.build(cheap=20).price == -20

    def test_values_are_not_checked(self) -> None:
        assert boy.make_factory(Account, plan=3).build().plan == 3


class TestPolyfactory:
    @pytest.fixture
    def poly(self) -> Any:
        return pytest.importorskip("polyfactory.factories")

    def test_it_has_nothing_of_these_names(self, poly: Any) -> None:
        assert [name for name in NAMES if hasattr(poly.DataclassFactory, name)] == []
        assert hasattr(poly.DataclassFactory, "coverage")

    def test_a_factory_saves_asynchronously_by_a_handler(self, poly: Any) -> None:
        assert hasattr(poly.DataclassFactory, "create_async")
        assert hasattr(poly.DataclassFactory, "__async_persistence__")

    def test_half_of_the_optional_fields_are_none(self, poly: Any) -> None:
        @dataclasses.dataclass
        class Optional:
            plan: int | None

        made = poly.DataclassFactory.create_factory(Optional)
        made.seed_random(1)
        assert 400 < sum(each.plan is None for each in made.batch(1000)) < 600

    def test_an_abstract_class_wants_a_provider(self, poly: Any) -> None:
        with pytest.raises(Exception, match="add_provider"):
            poly.DataclassFactory.create_factory(Service).build()

    def test_values_are_not_checked(self, poly: Any) -> None:
        assert poly.DataclassFactory.create_factory(Account).build(plan=3).plan == 3

    def test_fixtures_give_the_factory_for_a_scope(self) -> None:
        plugin = pytest.importorskip("polyfactory.pytest_plugin")
        assert "scope" in inspect.signature(plugin.register_fixture).parameters


class TestModelBakery:
    @pytest.fixture
    def source(self) -> str:
        # Its module wants a Django project before it can be imported.
        spec = pytest.importorskip("model_bakery").__file__
        return pathlib.Path(spec).with_name("baker.py").read_text(encoding="utf-8")

    def test_what_make_takes(self, source: str) -> None:
        assert "_fill_optional" in source
        assert [name for name in ("_shared", "_strategy", "_weights", "_persisted") if name in source] == []

    def test_prepare_may_save_what_is_related(self, source: str) -> None:
        assert "_save_related" in source
