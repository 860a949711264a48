"""Values from files and records."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import uuid
from pathlib import Path
from typing import Any, Literal, NewType

import pytest

import typedfactory as factory
from typedfactory.declarations.feeds.converting import convert
from typedfactory.errors import ArgumentError
from typedfactory.plan.call import tiers


@pytest.fixture(autouse=True, params=[0, tiers.COMPILED_AT], ids=["compiled", "step-by-step"])
def _either_tier(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiers, "COMPILED_AT", request.param)


class Size(enum.Enum):
    SMALL = 1
    LARGE = 2


@dataclasses.dataclass
class City:
    name: str
    people: int
    founded: datetime.date | None
    size: Size = Size.SMALL


CSV = "name,people,founded,size\nOslo,700000,1040-01-01,LARGE\nBonn,330000,,1\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "cities.csv"
    file.write_text(CSV, encoding="utf-8")
    return file


def factory_of(feed: factory.Feed, **more: Any) -> type[factory.Factory[City]]:
    class CityFactory(factory.Factory[City]):
        name, people = feed.field("name"), feed.field("people")
        founded, size = feed.field("founded"), feed.field("size")

    return CityFactory


OSLO = City("Oslo", 700000, datetime.date(1040, 1, 1), Size.LARGE)
BONN = City("Bonn", 330000, None, Size.SMALL)


def test_objects_take_the_records_in_turn_converted_to_the_types_of_the_fields(path: Path) -> None:
    assert factory_of(factory.Feed(path)).build_batch(3) == [OSLO, BONN, OSLO]


def test_at_random_all_fields_are_of_one_record(path: Path) -> None:
    cities = factory_of(factory.Feed(path, order="random")).build_batch(30)
    assert {city.name for city in cities} == {"Oslo", "Bonn"}
    assert all(city in (OSLO, BONN) for city in cities)
    with factory.random.seeded(3):
        first = factory_of(factory.Feed(path, order="random")).build_batch(5)
    with factory.random.seeded(3):
        assert factory_of(factory.Feed(path, order="random")).build_batch(5) == first


def test_json_lines_and_other_delimiters(tmp_path: Path) -> None:
    listed = tmp_path / "a.json"
    listed.write_text('[{"name": "Oslo", "people": 7e5, "founded": "1040-01-01", "size": 2}]', encoding="utf-8")
    assert factory_of(factory.Feed(listed)).build() == OSLO
    lines = tmp_path / "a.jsonl"
    lines.write_text('\n{"name": "Bonn", "people": 330000, "founded": null, "size": "SMALL"}\n', encoding="utf-8")
    assert factory_of(factory.Feed.from_json(lines)).build() == BONN
    for name, make in (("a.tsv", factory.Feed), ("a.txt", lambda file: factory.Feed.from_csv(file, delimiter="\t"))):
        (tmp_path / name).write_text(CSV.replace(",", "\t"), encoding="utf-8")
        assert factory_of(make(tmp_path / name)).build() == OSLO


def test_records_may_come_from_anywhere_and_are_read_once() -> None:
    read: list[int] = []

    def rows() -> Any:
        for number in (1, 2):
            read.append(number)
            yield {"name": "Oslo", "people": str(number), "founded": None, "size": Size.LARGE}

    made = factory_of(factory.Feed.from_records(rows()))
    assert read == []
    assert [city.people for city in made.build_batch(4)] == [1, 2, 1, 2]
    assert read == [1, 2]


def test_calls_traits_and_inheritance_say_otherwise(path: Path) -> None:
    made = factory_of(factory.Feed(path))
    assert made.build(name="Rome", people=3) == dataclasses.replace(OSLO, name="Rome", people=3)
    other = factory.Feed.from_records([{"n": "9"}]).field("n")
    assert made.build(people=other).people == 9


def test_a_field_may_be_inside_of_other_declarations(path: Path) -> None:
    feed = factory.Feed(path)

    class CityFactory(factory.Factory[City]):
        name = factory.Unique(feed.field("name"))
        people = factory.Maybe("large", feed.field("people"), 1)
        founded = None

        class Params:
            large = factory.Trait(size=Size.LARGE)

    assert [city.name for city in CityFactory.build_batch(2)] == ["Oslo", "Bonn"]
    assert CityFactory.build(name="x", large=True).people == 700000
    with pytest.raises(factory.errors.UniqueExhaustedError):
        CityFactory.build()


def test_nested_objects_have_records_of_their_own(path: Path) -> None:
    feed = factory.Feed(path)

    class InnerFactory(factory.DictFactory):
        name = feed.field("name")

    class OuterFactory(factory.DictFactory):
        first, second = factory.SubFactory(InnerFactory), factory.SubFactory(InnerFactory)

    assert OuterFactory.build() == {"first": {"name": "Oslo"}, "second": {"name": "Bonn"}}


def test_a_feed_starts_again_with_reset(path: Path) -> None:
    feed = factory.Feed(path)
    made = factory_of(feed)
    made.build()
    feed.reset()
    assert made.build() == OSLO


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            CSV.replace("330000", "many"),
            "CityFactory.people: cities.csv, line 3: 'many' in column 'people' is no int. Correct the file.",
        ),
        (
            CSV.replace(",1\n", ",9\n"),
            "CityFactory.size: cities.csv, line 3: '9' in column 'size' is no Size, which is one of 1, 2. Correct the file.",
        ),
        (
            CSV.replace("people", "folk"),
            "CityFactory.people: cities.csv, line 2: there is no column 'people'. Known names: folk, founded, name, size.",
        ),
        (
            CSV.replace(",1\n", "\n"),
            (
                "CityFactory.name: cities.csv, line 3: it has not as many values as the first line has columns "
                "(name, people, founded, size). Correct the file, or name its delimiter."
            ),
        ),
        ("name\n", "CityFactory.name: cities.csv, read to its end, has no records. Give it at least one."),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_line(path: Path, text: str, message: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ArgumentError) as caught:
        factory_of(factory.Feed(path)).build_batch(2)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.json", "{}", "F.name: the file a.json holds no list. Write a list of objects, [{…}, {…}]."),
        ("a.json", "[1]", "F.name: a.json, record 1: it is no object with names, but a int."),
        ("a.json", "[\n,", "F.name: a.json, line 2: it is no JSON: Expecting value: line 2 column 1 (char 2)."),
        ("a.jsonl", '{"name": 1}\n[]', "F.name: a.jsonl, line 2: it is no object with names, but a list."),
        ("a.jsonl", "x", "F.name: a.jsonl, line 1: it is no JSON: Expecting value: line 1 column 1 (char 0)."),
        ("a.csv", 'name\n"x', "F.name: a.csv, line 1: it cannot be read: unexpected end of data."),
    ],
)
def test_what_is_no_record_is_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    feed = factory.Feed(tmp_path / name)
    made: Any = factory.make_factory(dict, name=feed.field("name"), FACTORY_CLASS=factory.DictFactory)
    made.__name__ = "F"
    with pytest.raises(ArgumentError) as caught:
        made.build()
    assert str(caught.value).partition(".")[2] == message.partition(".")[2]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError) as caught:
        factory_of(factory.Feed(tmp_path / "none.csv")).build()
    assert str(caught.value) == (
        f"CityFactory.name: the file {tmp_path / 'none.csv'} cannot be opened: No such file or directory. "
        f'Name it from the test\'s own folder: Path(__file__).with_name("none.csv").'
    )


def test_an_unknown_kind_of_file_or_order() -> None:
    with pytest.raises(ArgumentError) as caught:
        factory.Feed("cities.xlsx")
    assert str(caught.value) == (
        "Feed('cities.xlsx'): what is in it does not show from its name. Use Feed.from_csv or Feed.from_json."
    )
    with pytest.raises(ArgumentError) as caught:
        factory.Feed("cities.csv", order="backwards")
    assert str(caught.value) == 'Feed: order takes "turn" or "random", not \'backwards\'.'


Number = NewType("Number", int)


@pytest.mark.parametrize(
    ("value", "annotation", "expected"),
    [
        ("yes", bool, True),
        ("0", bool, False),
        ("2.5", decimal.Decimal, decimal.Decimal("2.5")),
        (2.5, decimal.Decimal, decimal.Decimal("2.5")),
        ("3", Number, 3),
        ("3", int | str, 3),
        ("x", int | str, "x"),
        ("", str | None, None),
        ("", str, ""),
        ("b", Literal["a", "b"], "b"),
        ("1", Literal[1, 2], 1),
        ("2024-01-31T10:00:00Z", datetime.datetime, datetime.datetime(2024, 1, 31, 10, tzinfo=datetime.timezone.utc)),
        ("5" * 32, uuid.UUID, uuid.UUID("5" * 32)),
        ([1], list[int], [1]),
        ("x", Any, "x"),
    ],
)
def test_text_becomes_a_value_of_the_type(value: Any, annotation: Any, expected: Any) -> None:
    assert convert(value, annotation) == expected
    assert type(convert(value, annotation)) is type(expected)


@pytest.mark.parametrize(
    ("value", "annotation"),
    [("maybe", bool), ("x", decimal.Decimal), (2.5, int), ("c", Literal["a"]), ("", int), ("x", int | float)],
)
def test_text_that_is_none_of_the_type_is_refused(value: Any, annotation: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the caller says what it is
        convert(value, annotation)


def test_it_shows_what_it_is(path: Path) -> None:
    assert repr(factory.Feed(path).field("name")) == "<FeedField 'name' of <Feed of cities.csv>>"
