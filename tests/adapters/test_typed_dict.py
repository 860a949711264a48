"""TypedDicts as shapes, and judged key by key when they are built."""

from __future__ import annotations

import sys
from typing import Annotated, Any, Generic, TypeVar

import pytest
import typing_extensions as te
from typing_extensions import NotRequired, ReadOnly, Required, TypedDict

import typedfactory
from tests.adapters.building import MANY, build_many, factory_of, hints_of, required_of, run_module, shape
from tests.values.annotations import Rules
from typedfactory import typeinfo
from typedfactory.errors import UnfillableError, UnknownFieldError

T = TypeVar("T")


class Point(TypedDict):
    x: int
    y: Annotated[float, Rules(ge=0, le=1)]


class Shape(Point, total=False):
    name: str
    colour: Required[ReadOnly[str]]
    points: Annotated[Required[list[Point]], "as many as you like"]
    parent: Shape


class Partial(TypedDict):
    there: int
    perhaps: NotRequired[int]
    fixed: ReadOnly[NotRequired[te.Annotated[int, "never"]]]


class Box(TypedDict, Generic[T]):
    content: T
    more: list[T]


class Labelled(Box[list[int]]):
    label: str


class Pair(Box[T], Generic[T]):
    other: dict[str, T]


class IntPair(Pair[int]):
    pass


Odd = TypedDict("Odd", {"class": int, "first-name": str, "in": NotRequired[int]})


def is_valid(value: Any, annotation: Any) -> bool:
    """Say whether a value is of a type that occurs in these models."""
    bare = typeinfo.peel(annotation).bare
    cls = typeinfo.class_of(bare)
    if te.is_typeddict(cls):
        hints = hints_of(bare)
        required = {name for name, needed in required_of(bare).items() if needed}
        return (
            type(value) is dict
            and required <= value.keys() <= hints.keys()
            and all(is_valid(value[name], hints[name]) for name in value)
        )
    if cls is list:
        return type(value) is list and all(is_valid(each, typeinfo.arguments_of(bare)[0]) for each in value)
    if cls is dict:
        return type(value) is dict and all(is_valid(each, typeinfo.arguments_of(bare)[1]) for each in value.values())
    return type(value) is cls


ZOO = [Point, Shape, Partial, Box[int], Box[Point], Labelled, Pair[str], IntPair, Odd]


@pytest.mark.parametrize("model", ZOO, ids=str)
def test_dicts_have_the_required_keys_with_values_of_their_types(model: Any) -> None:
    made = build_many(model)
    assert len(made) == MANY
    assert all(is_valid(each, model) for each in made)


def test_all_keys_are_filled_where_all_are_asked_for() -> None:
    class PartialFactory(typedfactory.Factory[Partial]):
        class Meta:
            autofill = "all"

    assert PartialFactory.build().keys() == {"there", "perhaps", "fixed"}


def test_qualifiers_decide_what_is_required_even_as_text() -> None:
    assert required_of(Shape) == {"x": True, "y": True, "name": False, "colour": True, "points": True, "parent": False}
    assert required_of(Partial) == {"there": True, "perhaps": False, "fixed": False}
    assert required_of(Odd) == {"class": True, "first-name": True, "in": False}


def test_generic_dicts_know_their_arguments() -> None:
    assert hints_of(Box[int]) == {"content": int, "more": list[int]}
    assert hints_of(Labelled) == {"content": list[int], "more": list[list[int]], "label": str}
    assert hints_of(Pair[str]) == {"content": str, "more": list[str], "other": dict[str, str]}
    assert hints_of(IntPair) == {"content": int, "more": list[int], "other": dict[str, int]}


def test_keys_that_are_no_names_can_be_given() -> None:
    factory = factory_of(Odd)
    assert factory.build(**{"class": 1, "first-name": "x"}) == {"class": 1, "first-name": "x"}


def test_unknown_keys_are_refused_unless_the_class_allows_for_them() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        factory_of(Point).build(z=3)
    assert str(caught.value) == "ModelFactory.z: neither the factory nor Point has a field 'z'. Known names: x, y."


@pytest.mark.skipif(not hasattr(te, "NoExtraItems"), reason="PEP 728 is new in typing_extensions 4.13")
def test_a_class_may_take_extra_items() -> None:
    class Open(TypedDict, extra_items=int):  # type: ignore[call-arg]  # mypy does not know PEP 728
        x: int

    assert not shape(Open).closed
    assert factory_of(Open).build(x=1, z=3) == {"x": 1, "z": 3}


def test_dicts_of_typing_itself() -> None:
    names = run_module(
        "from __future__ import annotations\n"
        "import typing\n"
        "class Base(typing.TypedDict, total=False):\n    x: int\n"
        "class Model(Base):\n    y: 'list[Base]'\n"
    )
    assert required_of(names["Model"]) == {"x": False, "y": True}
    assert factory_of(names["Model"]).build(x=1)["y"] == [{}]


def test_names_missing_at_run_time_are_named() -> None:
    names = run_module("from typing_extensions import TypedDict\nclass Model(TypedDict):\n    x: 'list[Absent]'\n")
    with pytest.raises(UnfillableError) as caught:
        factory_of(names["Model"]).build()
    assert str(caught.value) == (
        'Model.x: the name "Absent" in its annotation does not exist at run time. '
        "Import Absent at run time (not only under TYPE_CHECKING), or declare the field in the factory."
    )


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters are new in Python 3.12")
def test_type_parameters() -> None:
    names = run_module(
        "from typing import TypedDict\nclass Box[X](TypedDict):\n    content: X\n"
        "class Sub[Y](Box[list[Y]]):\n    own: Y\n"
    )
    assert hints_of(names["Sub"][int]) == {"content": list[int], "own": int}
