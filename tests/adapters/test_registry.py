"""Adapters: third parties teach typedfactory their models."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from typedfactory.adapters import Adapter, register_adapter, registry, shape_of
from typedfactory.adapters.registry import OptionalAdapter
from typedfactory.ground.shape import FieldShape, ModelShape


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


def test_the_adapter_of_an_optional_library_is_loaded_when_the_library_is() -> None:
    code = (
        "import sys, typedfactory\n"
        "from typedfactory.adapters import shape_of\n"
        "class Plain: ...\n"
        "shape_of(Plain)\n"
        "print([name for name in sys.modules if name.rpartition('.')[2] in ('pydantic', 'msgspec')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    adapter = OptionalAdapter("somewhere.else", "tests.adapters.test_registry", "RecordAdapter")
    assert not adapter.recognises(Record)
    adapter = OptionalAdapter("typedfactory", "tests.adapters.test_registry", "RecordAdapter")
    # The test's own module is another one when it is imported by name.
    same = sys.modules["tests.adapters.test_registry"].Record
    assert adapter.recognises(same)
    assert adapter.shape(same).names == {"id", "name"}
