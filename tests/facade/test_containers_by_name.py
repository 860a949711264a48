"""Hooks of factories of dicts and lists that hand the model on by name, as code written for factory_boy may."""

from __future__ import annotations

from typing import Any

import pytest

import typedfactory as factory


@pytest.mark.parametrize("strategy", ["build", "create"])
def test_a_factory_of_dicts_hands_its_model_on_by_name(strategy: str) -> None:
    class RowFactory(factory.DictFactory):
        name = "ann"

        @classmethod
        def _build(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
            hand_on: Any = super()._build  # checkers see the model by position only
            return hand_on(model_class=model_class, **kwargs, by="build")

        @classmethod
        def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
            hand_on: Any = super()._create  # checkers see the model by position only
            return hand_on(model_class=model_class, **kwargs, asked="create")

    expected = {"name": "ann", "by": "build"}
    if strategy == "create":
        expected = {"name": "ann", "asked": "create", "by": "build"}
    assert RowFactory.generate(strategy) == expected


@pytest.mark.parametrize("strategy", ["build", "create"])
def test_a_factory_of_lists_hands_its_model_on_by_name(strategy: str) -> None:
    class PairFactory(factory.ListFactory):
        a = 1
        b = 2

        @classmethod
        def _build(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
            hand_on: Any = super()._build  # checkers see the model by position only
            return hand_on(model_class=model_class, **kwargs)

        @classmethod
        def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
            hand_on: Any = super()._create  # checkers see the model by position only
            return hand_on(model_class=model_class, **kwargs)

    assert PairFactory.generate(strategy) == [1, 2]
