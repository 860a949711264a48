"""Values on the command line are read as their fields' types say."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import pathlib
import uuid
from typing import Annotated, Any

import pytest

import typedfactory as factory
from typedfactory.cli.frame.mistakes import MistakeError
from typedfactory.cli.frame.overrides import read_overrides


class Size(enum.Enum):
    SMALL = "s"
    LARGE = 2


@dataclasses.dataclass
class Box:
    name: str
    label: str | None
    price: decimal.Decimal
    made: datetime.date
    sold: datetime.datetime | None
    size: Size
    key: uuid.UUID
    path: Annotated[pathlib.Path, "where"]
    count: int
    rest: Any


@dataclasses.dataclass
class Shelf:
    box: Box
    spare: Box | None


class BoxFactory(factory.Factory[Box]):
    class Params:
        big = factory.Trait(size=Size.LARGE)


class ShelfFactory(factory.Factory[Shelf]):
    box = factory.SubFactory(BoxFactory)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("name=3", "3"),
        ("name=null", "null"),
        ("name=a=b", "a=b"),
        ("label=7", "7"),
        ("price=1.50", decimal.Decimal("1.50")),
        ("made=2024-02-29", datetime.date(2024, 2, 29)),
        ("sold=2024-02-29T12:00", datetime.datetime(2024, 2, 29, 12)),  # noqa: DTZ001 - as it is written
        ("sold=null", None),
        ("size=LARGE", Size.LARGE),
        ("size=s", Size.SMALL),
        ("size=2", Size.LARGE),
        ("key=00000000-0000-0000-0000-000000000003", uuid.UUID(int=3)),
        ("path=a/b", pathlib.Path("a/b")),
        ("count=3", 3),
        ("big=true", True),
        ("rest=[1, null]", [1, None]),
        ("rest=0815", "0815"),
        ("rest=plain text", "plain text"),
        ("unknown=1", 1),
    ],
)
def test_a_value_is_read_as_its_field_says(word: str, value: object) -> None:
    read = read_overrides(BoxFactory, [word])[word.partition("=")[0]]
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize("path", ["box__price", "spare__price"])
def test_a_path_is_followed_to_the_type_at_its_end(path: str) -> None:
    assert read_overrides(ShelfFactory, [f"{path}=3"]) == {path: decimal.Decimal(3)}


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("size=huge", "size=huge: 'huge' is no Size: one of s, 2."),
        ("price=much", "price=much: 'much' is no Decimal."),
        ("made=soon", "made=soon: 'soon' is no date: Invalid isoformat string: 'soon'."),
        ("word", "word: write field=value, as in word=Ann."),
    ],
)
def test_a_value_that_does_not_fit_is_told(word: str, said: str) -> None:
    with pytest.raises(MistakeError) as caught:
        read_overrides(BoxFactory, [word])
    assert str(caught.value) == said
