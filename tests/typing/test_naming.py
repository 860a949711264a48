"""How types are written in stub files."""

from __future__ import annotations

import collections.abc
import dataclasses
import datetime
import enum
import typing
from typing import Annotated, Any, Literal, NewType, Optional, TypeVar

import pytest

from typedfactory.typing.naming import Naming

T = TypeVar("T")
UserId = NewType("UserId", int)


class Colour(enum.Enum):
    RED = "red"


@dataclasses.dataclass
class Box:
    class Lid:
        pass


def local() -> type:
    class Local:
        pass

    return Local


@pytest.mark.parametrize(
    ("hint", "text"),
    [
        (int, "int"),
        (None, "None"),
        (Any, "_typing.Any"),
        (T, "_typing.Any"),
        ("Later", "_typing.Any"),
        (int | None, "int | None"),
        (Optional[str], "str | None"),
        (Annotated[int, "metadata"], "int"),
        (list[int], "list[int]"),
        (tuple[int, ...], "tuple[int, ...]"),
        (dict[str, list[Any]], "dict[str, list[_typing.Any]]"),
        (typing.Sequence[int], "_collections_abc.Sequence[int]"),
        (Literal["a", 3], "_typing.Literal['a', 3]"),
        (Literal[Colour.RED], "_typing.Any"),
        (collections.abc.Callable[[int], str], "_typing.Callable[..., _typing.Any]"),
        (type[int], "type[_typing.Any]"),
        (datetime.date, "_datetime.date"),
        (Box.Lid, "Box.Lid"),
        (UserId, "UserId"),
        (local(), "_typing.Any"),
        (local, "_typing.Any"),
    ],
    ids=str,
)
def test_text(hint: object, text: str) -> None:
    assert Naming(__name__).text(hint) == text


def test_imports_are_those_of_what_was_written() -> None:
    naming = Naming("elsewhere")
    naming.text(dict[str, datetime.date])
    naming.text(typing.Sequence[datetime.date])
    assert naming.imports() == ["import collections.abc as _collections_abc", "import datetime as _datetime"]
