"""Named tuples as shapes, and what is built from them."""

from __future__ import annotations

import collections
import sys
from typing import Annotated, Any, NamedTuple, Optional

import pytest
from beartype.door import is_bearable
from typing_extensions import Self

from tests.adapters.building import build_many, factory_of, hints_of, required_of, run_module, shape
from tests.values.annotations import Rules
from typedfactory.adapters import shape_of
from typedfactory.errors import UnfillableError, UnknownFieldError


class Point(NamedTuple):
    x: int
    y: Annotated[float, Rules(ge=0, le=1)]
    label: str = ""

    @property
    def far(self) -> bool:
        return self.x > 3


class Path(NamedTuple):
    points: list[Point]
    next: Optional[Self]  # type: ignore[misc]  # mypy knows no Self here
    names: dict[str, tuple[Point, ...]]


class Special(Point):
    """A subclass without a constructor of its own."""


class Own(Point):
    """A subclass with one."""

    def __new__(cls, text: str) -> Self:
        return super().__new__(cls, len(text), 0.5)


Bare = collections.namedtuple("Bare", "x y z", defaults=[3])  # noqa: PYI024 - without types


@pytest.mark.parametrize("model", [Point, Path, Special])
def test_tuples_have_fields_of_their_types(model: Any) -> None:
    hints: Any = hints_of(model)
    for made in build_many(model):
        assert type(made) is model
        assert all(is_bearable(value, hints[name]) for name, value in made._asdict().items())


def test_fields_and_attributes() -> None:
    found = shape(Point)
    assert found.closed
    assert required_of(Point) == {"x": True, "y": True, "label": False}
    assert hints_of(Point) == {"x": int, "y": Annotated[float, Rules(ge=0, le=1)], "label": str}
    assert {"x", "y", "label", "far"} <= found.attributes


def test_self_is_the_model() -> None:
    assert hints_of(Path)["next"] == Optional[Path]
    assert factory_of(Path).build().next is None


def test_without_types_nothing_is_filled() -> None:
    assert required_of(Bare) == {"x": True, "y": True, "z": False}
    assert factory_of(Bare).build(x=1, y=2) == (1, 2, 3)
    with pytest.raises(TypeError, match=r"missing 1 required positional argument: 'y'"):
        factory_of(Bare).build(x=1)
    with pytest.raises(UnknownFieldError) as caught:
        factory_of(Bare).build(a=1)
    assert str(caught.value) == "ModelFactory.a: neither the factory nor Bare has a field 'a'. Known names: x, y, z."


def test_a_constructor_written_by_hand_counts_as_it_stands() -> None:
    assert hints_of(Own) == {"text": str}
    assert factory_of(Own).build(text="four") == (4, 0.5, "")


def test_other_tuples_are_no_models() -> None:
    assert shape_of(tuple) is None
    assert shape_of(tuple[int, str]) is None


def test_names_missing_at_run_time_are_named() -> None:
    names = run_module("from typing import NamedTuple\nclass Model(NamedTuple):\n    x: 'Absent'\n")
    with pytest.raises(UnfillableError) as caught:
        factory_of(names["Model"]).build()
    assert str(caught.value) == (
        'Model.x: the name "Absent" in its annotation does not exist at run time. '
        "Import Absent at run time (not only under TYPE_CHECKING), or declare the field in the factory."
    )


@pytest.mark.skipif(sys.version_info < (3, 11), reason="generic named tuples are new in Python 3.11")
def test_generic_tuples_know_their_arguments() -> None:
    names = run_module(
        "from typing import Generic, NamedTuple, TypeVar\nT = TypeVar('T')\n"
        "class Box(NamedTuple, Generic[T]):\n    content: T\n    more: list[T]\n"
    )
    assert hints_of(names["Box"][int]) == {"content": int, "more": list[int]}
    assert all(type(made.content) is int for made in build_many(names["Box"][int]))


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters are new in Python 3.12")
def test_type_parameters() -> None:
    names = run_module("from typing import NamedTuple\nclass Box[X](NamedTuple):\n    content: X\n")
    assert all(type(made.content) is int for made in build_many(names["Box"][int]))
