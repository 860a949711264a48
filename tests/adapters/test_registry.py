"""Adapters: third parties teach typedfactory their models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from typedfactory.adapters import Adapter, register_adapter, registry, shape_of
from typedfactory.shape import FieldShape, ModelShape


class Record:
    columns = ("id", "name")


class RecordAdapter:
    def recognises(self, model: type) -> bool:
        return issubclass(model, Record)

    def shape(self, model: type) -> ModelShape:
        names = getattr(model, "columns", ())
        fields = tuple(FieldShape(name, name, required=True, hint_name=name) for name in names)
        return ModelShape(model, fields, closed=True, attributes=frozenset(names))


@pytest.fixture(autouse=True)
def _only_here() -> Iterator[None]:
    before = list(registry._adapters)
    yield
    registry._adapters[:] = before
    registry._shapes.clear()


def test_an_adapter_says_more_than_the_signature_of_a_class() -> None:
    before = shape_of(Record)
    assert before is not None
    assert before.names == set()
    adapter: Adapter = RecordAdapter()
    register_adapter(adapter)
    found = shape_of(Record)
    assert found is not None
    assert found.names == {"id", "name"}


def test_the_adapter_registered_last_is_asked_first() -> None:
    @dataclass
    class Both(Record):
        own: int

    register_adapter(RecordAdapter())
    found = shape_of(Both)
    assert found is not None
    assert found.names == {"id", "name"}
