"""Shapes: constructors as factories see them."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass

import pytest

from typedfactory.adapters import shape_of
from typedfactory.errors import UnfillableError
from typedfactory.shape import FieldShape, ModelShape


class Plain:
    annotated: int


def field(name: str, hint: object = None) -> FieldShape:
    resolve = None if hint is None else lambda _model: hint
    return FieldShape(name, name, required=True, hint_name=name, resolve=resolve)


def test_fields_are_found_by_name() -> None:
    one, other = field("one"), field("other")
    shape = ModelShape(Plain, (one, other), closed=True, attributes=frozenset({"one"}))
    assert shape.model is Plain
    assert shape.names == {"one", "other"}
    assert shape.by_name == {"one": one, "other": other}


def test_annotations_are_resolved_when_asked_for() -> None:
    shape = ModelShape(Plain, (field("annotated"), field("given", str)), closed=True, attributes=frozenset())
    assert shape.annotation_of("annotated") is int
    assert shape.annotation_of(shape.fields[1]) is str


def test_a_field_without_annotation_cannot_be_filled() -> None:
    shape = ModelShape(Plain, (field("bare"),), closed=True, attributes=frozenset())
    with pytest.raises(UnfillableError) as caught:
        shape.annotation_of("bare")
    assert str(caught.value) == (
        "Plain.bare: it has no annotation to be filled by. Declare the field in the factory, or annotate it in Plain."
    )


def test_a_kept_shape_does_not_keep_its_model_alive() -> None:
    def use_model() -> weakref.ref[type]:
        @dataclass
        class Model:
            next: Model | None = None

        shape = shape_of(Model)
        assert shape is not None
        assert shape.annotation_of("next") == Model | None
        return weakref.ref(Model)

    model = use_model()
    gc.collect()
    # typing remembers the last unions that it was asked for.
    for cleanup in __import__("typing")._cleanups:
        cleanup()
    gc.collect()
    assert model() is None
