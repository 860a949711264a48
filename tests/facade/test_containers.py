"""Factories of dicts and lists, and of classes like them."""

from __future__ import annotations

import collections
from typing import Any

import pytest

import typedfactory
from typedfactory.errors import MetaOptionError


class RowFactory(typedfactory.DictFactory):
    id = typedfactory.Sequence(lambda n: n)
    kind: Any = "user"


class PairFactory(typedfactory.ListFactory):
    first = 1
    second = typedfactory.LazyAttribute(lambda o: o.first + 1)


class Row(dict[str, Any]):
    """A mapping of one's own."""


# --- dicts ---


def test_a_dict_has_a_key_for_each_declaration_and_for_each_override() -> None:
    assert RowFactory.build() == {"id": 0, "kind": "user"}
    assert RowFactory.create(kind="bot", age=3) == {"id": 1, "kind": "bot", "age": 3}
    called: Any = RowFactory()
    assert called == {"id": 2, "kind": "user"}


def test_a_dict_may_have_keys_that_are_no_names() -> None:
    assert RowFactory.build(**{"full name": "ann", "class": "A", "": 1})["full name"] == "ann"


def test_each_dict_is_new() -> None:
    class ConstantFactory(typedfactory.DictFactory):
        a = 1

    assert ConstantFactory.build() is not ConstantFactory.build()


def test_dict_factories_rename_exclude_and_take_params() -> None:
    class HeaderFactory(typedfactory.DictFactory):
        class Meta:
            rename = {"content_type": "Content-Type"}  # noqa: RUF012 - read once
            exclude = ("charset",)

        charset = "utf-8"
        content_type = typedfactory.LazyAttribute(lambda o: f"{o.media}; charset={o.charset}")

        class Params:
            media = "text/html"

    assert HeaderFactory.build() == {"Content-Type": "text/html; charset=utf-8"}


def test_a_base_dict_factory_makes_the_class_of_its_model() -> None:
    class OrderedFactory(typedfactory.BaseDictFactory[collections.OrderedDict[str, int]]):
        class Meta:
            model = collections.OrderedDict

        b = 1
        a = 2

    made = OrderedFactory.build()
    assert type(made) is collections.OrderedDict
    assert list(made) == ["b", "a"]
    assert type(OrderedFactory.create()) is collections.OrderedDict


def test_a_dict_factory_may_narrow_its_model() -> None:
    class OwnRowFactory(RowFactory):
        class Meta:
            model = Row

    assert type(OwnRowFactory.build()) is Row


def test_an_overridden_build_of_a_dict_factory_serves_create_too() -> None:
    class SortedFactory(typedfactory.DictFactory):
        b = 1
        a = 2

        @classmethod
        def _build(cls, model_class: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
            return dict(sorted(kwargs.items()))

    assert list(SortedFactory.build()) == ["a", "b"]
    assert list(SortedFactory.create()) == ["a", "b"]


def test_a_dict_takes_no_positional_arguments() -> None:
    class PositionalFactory(RowFactory):
        class Meta:
            inline_args = ("id",)

    for make in (PositionalFactory.build, PositionalFactory.create):
        with pytest.raises(MetaOptionError) as caught:
            make()
        assert str(caught.value) == (
            "PositionalFactory.Meta.inline_args: a dict takes no positional arguments. Remove it."
        )


# --- lists ---


def test_a_list_has_the_values_of_the_declarations_in_order() -> None:
    assert PairFactory.build() == [1, 2]
    assert PairFactory.create(first=5, third=7) == [5, 6, 7]


def test_a_base_list_factory_makes_the_class_of_its_model() -> None:
    class TupleFactory(typedfactory.BaseListFactory[tuple[int, ...]]):
        class Meta:
            model = tuple

        a = 1
        b = 2

    assert TupleFactory.build() == (1, 2)
    assert TupleFactory.create(b=3) == (1, 3)


def test_an_overridden_build_of_a_list_factory_serves_create_too() -> None:
    class SortedFactory(typedfactory.ListFactory):
        a = 2
        b = 1

        @classmethod
        def _build(cls, model_class: Any, *args: Any, **kwargs: Any) -> list[Any]:
            return sorted(kwargs.values())

    assert SortedFactory.build() == [1, 2]
    assert SortedFactory.create() == [1, 2]


def test_a_list_takes_no_positional_arguments() -> None:
    class PositionalFactory(PairFactory):
        class Meta:
            inline_args = ("first",)

    for make in (PositionalFactory.build, PositionalFactory.create):
        with pytest.raises(MetaOptionError) as caught:
            make()
        assert str(caught.value) == (
            "PositionalFactory.Meta.inline_args: a list takes no positional arguments. Remove it."
        )


# --- both ---


@pytest.mark.parametrize("base", [typedfactory.DictFactory, typedfactory.ListFactory, typedfactory.StubFactory])
def test_every_factory_made_from_a_ready_base_counts_for_itself(base: Any) -> None:
    class OneFactory(base):  # type: ignore[misc]  # three bases in turn
        n = typedfactory.Sequence(lambda n: n)

    class TwoFactory(base):  # type: ignore[misc]  # as above
        n = typedfactory.Sequence(lambda n: n)

    OneFactory.build_batch(3)
    TwoFactory.reset_sequence()
    assert vars(TwoFactory.stub()) == {"n": 0}
    assert vars(OneFactory.stub()) == {"n": 3}


@pytest.mark.parametrize("base", [typedfactory.DictFactory, typedfactory.ListFactory])
def test_a_subclass_shares_the_counter_of_the_factory_it_extends(base: Any) -> None:
    class ParentFactory(base):  # type: ignore[misc]  # two bases in turn
        n = typedfactory.Sequence(lambda n: n)

    class ChildFactory(ParentFactory):
        pass

    assert [vars(each.stub())["n"] for each in (ParentFactory, ChildFactory, ParentFactory)] == [0, 1, 2]


@pytest.mark.parametrize("base", [typedfactory.BaseDictFactory, typedfactory.BaseListFactory])
def test_the_bases_are_abstract(base: Any) -> None:
    assert base._meta.abstract
