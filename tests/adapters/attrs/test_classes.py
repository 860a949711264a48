"""attrs classes as shapes."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import attr
import attrs
import pytest

from tests.adapters.building import hints_of, shape

T = TypeVar("T")


def parse(text: str) -> int:
    return int(text)


#: A converter that does not say what it takes.
say_nothing: Any = eval("lambda value: value")  # noqa: S307 - no type checker reads it


#: attrs has had Converter since 24.1.
Wrapper: Any = getattr(attrs, "Converter", lambda function: function)


class Parser:
    def __init__(self, text: str) -> None:
        self.text = text


@attrs.define
class Account:
    id: int
    _secret: str
    tags: list[str] = attrs.field(factory=list, metadata={"column": "tags"})
    derived: str = attrs.field(init=False, default="")
    renamed: float = attrs.field(alias="other", default=0.5)
    owner: str = attrs.field(kw_only=True)


def test_fields_are_the_parameters_of_the_constructor() -> None:
    found = shape(Account)
    assert [(each.name, each.attribute, each.required, each.keyword_only) for each in found.fields] == [
        ("id", "id", True, False),
        ("secret", "_secret", True, False),
        ("tags", "tags", False, False),
        ("other", "renamed", False, False),
        ("owner", "owner", True, True),
    ]
    assert found.closed
    assert found.by_name["tags"].metadata == {"column": "tags"}
    assert found.attributes == {"id", "_secret", "tags", "derived", "renamed", "owner"}


def test_annotations_are_those_of_the_fields() -> None:
    assert hints_of(Account) == {"id": int, "secret": str, "tags": list[str], "other": float, "owner": str}


def test_a_converter_that_says_what_it_takes_decides() -> None:
    @attrs.define
    class Model:
        parsed: int = attrs.field(converter=parse)
        maybe: int | None = attrs.field(converter=attrs.converters.optional(parse))
        piped: int = attrs.field(converter=attrs.converters.pipe(parse, abs))  # type: ignore[misc]  # no type checker reads it
        wrapped: int = attrs.field(converter=Wrapper(parse))  # type: ignore[misc]  # as above
        by_class: Parser = attrs.field(converter=Parser)
        built_in: int = attrs.field(converter=int)
        silent: int = attrs.field(converter=say_nothing)  # type: ignore[misc]  # as above

    assert hints_of(Model) == {
        "parsed": str,
        "maybe": str | None,
        "piped": str,
        "wrapped": str,
        "by_class": str,
        "built_in": int,
        "silent": int,
    }


def test_attr_s_with_types_given_as_arguments() -> None:
    @attr.s
    class Model:
        x = attr.ib(type=int)
        y = attr.ib(type="str", default="")

    assert hints_of(Model) == {"x": int, "y": str}


def test_frozen_inherited_and_made_by_call() -> None:
    @attrs.frozen
    class Savings(Account):
        rate: float = 0.5

    assert [each.name for each in shape(Savings).fields] == ["id", "secret", "tags", "other", "rate", "owner"]
    made = attrs.make_class("Made", {"x": attr.ib(type=int)})
    assert hints_of(made) == {"x": int}


def test_generic_models_know_their_arguments() -> None:
    @attrs.define
    class Box(Generic[T]):
        content: T

    @attrs.define
    class IntBox(Box[int]):
        label: str

    assert hints_of(IntBox) == {"content": int, "label": str}
    assert hints_of(Box[str]) == {"content": str}


@pytest.mark.parametrize("options", [{"init": False}, {}])
def test_a_constructor_written_by_hand_counts_as_it_stands(options: dict[str, Any]) -> None:
    class Point:
        x: int = attrs.field(converter=parse)
        _y: int

        def __init__(self, x: bytes, y, *, scale: float = 1.0) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - y falls back
            self.__attrs_init__(x.decode(), y)  # type: ignore[attr-defined]  # attrs makes it

    model = attrs.define(**options)(Point)
    found = shape(model)
    assert [(each.name, each.attribute, each.required) for each in found.fields] == [
        ("x", "x", True),
        ("y", "_y", True),
        ("scale", "scale", False),
    ]
    assert hints_of(model) == {"x": bytes, "y": int, "scale": float}


def test_a_subclass_may_write_its_own_constructor() -> None:
    class Special(Account):
        def __init__(self, id: str, **others: Any) -> None:  # noqa: A002 - the field's name
            super().__init__(int(id), **others)

    assert hints_of(Special) == {"id": str}
    assert not shape(Special).closed


def test_without_any_constructor_there_is_nothing_to_give() -> None:
    @attrs.define(init=False)
    class Empty:
        x: int

    assert shape(Empty).fields == ()
