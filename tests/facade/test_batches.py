"""What is an argument of a batch method, and what is a field."""

from __future__ import annotations

from typing import Any

import pytest

import typedfactory

ShirtFactory: Any = typedfactory.make_factory(dict, size="L", strategy="none", create=1)


def test_fields_called_like_arguments_are_given_beside_them() -> None:
    assert ShirtFactory.build_batch(2, size="XL") == [{"size": "XL", "strategy": "none", "create": 1}] * 2
    assert ShirtFactory.generate("build", strategy="s")["strategy"] == "s"
    assert ShirtFactory.simple_generate(True, create=2)["create"] == 2
    made = ShirtFactory.generate_batch("build", 1, size="S", strategy="s")
    assert made == [{"size": "S", "strategy": "s", "create": 1}]


def test_arguments_may_be_given_by_name() -> None:
    assert len(ShirtFactory.build_batch(size=3)) == 3
    assert len(ShirtFactory.create_batch(size=1)) == 1
    assert len(ShirtFactory.stub_batch(size=1)) == 1
    assert len(ShirtFactory.generate_batch(strategy="stub", size=2)) == 2
    assert len(ShirtFactory.simple_generate_batch(create=False, size=2)) == 2


def test_a_missing_argument_is_named() -> None:
    batch: Any = ShirtFactory.build_batch
    with pytest.raises(TypeError) as caught:
        batch()
    assert str(caught.value) == "build_batch() needs 'size'. Give it by position or by name."


def test_fields_are_not_given_by_position() -> None:
    batch: Any = ShirtFactory.generate_batch
    with pytest.raises(TypeError) as caught:
        batch("build", 1, "XL")
    assert str(caught.value) == (
        "generate_batch() takes strategy, size by position, but got 3 arguments. Give fields by name."
    )
