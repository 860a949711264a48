"""Shapes: constructors as factories see them."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass

import pytest
from typing_extensions import Self

from typedfactory.adapters import shape_of
from typedfactory.errors import UnfillableError
from typedfactory.ground.shape import FieldShape, ModelShape


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


def test_names_are_turned_into_the_keywords_of_the_constructor() -> None:
    renamed = FieldShape("one", "one", required=True, hint_name="one", keyword="One", aliases=("One", "Eins"))
    swapped = FieldShape("two", "two", required=True, hint_name="two", keyword="one", aliases=("one",))
    shape = ModelShape(Plain, (renamed, swapped, field("three")), closed=True, attributes=frozenset())
    assert shape.keywords == {"one": "One", "two": "one"}
    assert shape.arguments({"two": 2, "one": 1, "three": 3, "more": 4}) == {"one": 2, "One": 1, "three": 3, "more": 4}
    # "one" is another name of two, but it is the name of a field of its own as well.
    assert shape.synonyms == {"One": "one", "Eins": "one"}
    assert not shape.nested


def test_fields_may_stand_inside_the_value_of_one_keyword() -> None:
    places: list[tuple[str | int, ...]] = [("b", 1), ("a",), ("b", 0, "x")]
    fields = [FieldShape(f"f{i}", "", required=True, hint_name="", keyword="k", path=p) for i, p in enumerate(places)]
    shape = ModelShape(Plain, tuple(fields), closed=True, attributes=frozenset())
    assert shape.nested
    assert shape.arguments({"f0": 0, "f1": 1, "f2": 2}) == {"k": {"b": [{"x": 2}, 0], "a": 1}}
    assert shape.arguments({"f0": 0}) == {"k": {"b": [None, 0]}}


def test_self_is_the_model() -> None:
    class Linked:
        next: list[Self]

    shape = ModelShape(Linked, (field("next"),), closed=True, attributes=frozenset())
    assert shape.annotation_of("next") == list[Linked]
