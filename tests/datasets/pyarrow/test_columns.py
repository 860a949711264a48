"""Whole columns are equal to the values one by one; types follow the models."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import uuid
from typing import Annotated, Any, Literal, NamedTuple

import pyarrow as pa
import pydantic
import pytest

import typedfactory as factory
from tests.datasets.describe.test_picks import message
from tests.datasets.shop import Size, make_shop
from typedfactory import fuzzy
from typedfactory.datasets import Between, Dataset, Pick
from typedfactory.datasets.pyarrow.batches import Batches
from typedfactory.datasets.pyarrow.types import arrow_type
from typedfactory.extension import Constraints

SHOP = make_shop()
UTC = datetime.timezone.utc
NAIVE = datetime.datetime.fromisoformat("1900-01-01")


def plain(value: Any) -> Any:
    """Return a row's object as Arrow gives it back."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.value if isinstance(value, enum.Enum) else value


@pytest.mark.parametrize("name", ["country", "user", "order", "visit"])
def test_batches_hold_what_rows_hold(name: str) -> None:
    table = SHOP[name]
    rows = Batches(table).batch(3, 45).to_pylist()
    for row, made in zip(rows, table.rows(range(3, 45)), strict=True):
        expected = plain(made)
        if name == "order":
            expected["user_id"] = expected.pop("user")["id"]
        if name == "user":
            expected["country_code"] = expected.pop("country")["code"]
        assert row == expected


def test_a_table_whose_columns_need_no_objects_makes_none() -> None:
    assert [table.fields.whole for table in SHOP] == [True, False, False, True]


@dataclasses.dataclass
class Value:
    it: Any


VALUES: list[tuple[Any, Any]] = [
    (int, fuzzy.FuzzyInteger(-50, 50)),
    (int, fuzzy.FuzzyInteger(-(2**40), 2**40, step=3)),
    (float, fuzzy.FuzzyFloat(-3, 9.5)),
    (float, fuzzy.FuzzyFloat(0, 1, precision=3)),
    (float, fuzzy.FuzzyInteger(1, 5)),
    (Annotated[decimal.Decimal, Constraints(max_digits=10, decimal_places=2)], fuzzy.FuzzyDecimal(-9, 9)),
    (decimal.Decimal, fuzzy.FuzzyDecimal(-9, 9, precision=4)),
    (datetime.date, fuzzy.FuzzyDate(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))),
    (
        datetime.datetime,
        fuzzy.FuzzyDateTime(datetime.datetime(1900, 1, 1, tzinfo=UTC), datetime.datetime(2100, 1, 1, tzinfo=UTC)),
    ),
    (datetime.datetime, fuzzy.FuzzyNaiveDateTime(NAIVE, NAIVE.replace(year=2100))),
    (str, fuzzy.FuzzyChoice(["a", "b", None])),
    (Size, fuzzy.FuzzyChoice(Size)),
    (str, fuzzy.FuzzyText(length=5)),
    (str, factory.Sequence(lambda n: f"n{n}")),
    (str, factory.Iterator(["x", "y", "z"])),
    (int, factory.LazyFunction(lambda: factory.random.randgen.randrange(9))),
    (str, factory.Faker("last_name")),
    (int, Between(5, 90_000, once=True)),
    (int, Between(-5, 5)),
    (int, factory.Unique(fuzzy.FuzzyInteger(1, 10_000))),
    (str | None, None),
    (bytes, b"\x00\xff"),
    (int, 3),
    (bool, factory.AUTO),
    (Size, factory.AUTO),
    (Literal["p", "q"], factory.AUTO),
    (datetime.date, factory.AUTO),
    (uuid.UUID, factory.AUTO),
    (float, factory.AUTO),
    (int, factory.AUTO),
]


@pytest.mark.parametrize(("annotation", "value"), VALUES)
@pytest.mark.parametrize("start", [0, 1234, 4991])
def test_a_column_is_equal_to_its_values_one_by_one(annotation: Any, value: Any, start: int) -> None:
    model = dataclasses.make_dataclass("Model", [("it", annotation)])
    made: Any = factory.make_factory(model)
    table = Dataset(5).table(made, 5000, **({} if value is factory.AUTO else {"it": value}))
    assert table.fields.whole
    batch = Batches(table).batch(start, start + 9)
    found = batch.column("it").to_pylist()
    expected = [plain(table.row(start + place).it) for place in range(9)]
    assert found == [str(each) if isinstance(each, uuid.UUID) else each for each in expected]


@pytest.mark.parametrize("key", [int, str, uuid.UUID])
def test_keys_that_nobody_declares_differ(key: Any) -> None:
    model = dataclasses.make_dataclass("Model", [("id", key)])
    table = Dataset(5).table(factory.make_factory(model), 3000)
    assert len(set(ids_of(table))) == 3000
    assert type(table.row(5).id) is key


def ids_of(table: Any) -> list[Any]:
    """Return the keys of all rows."""
    return list(table.fields.columns["id"].values(range(table.count)))


class Point(NamedTuple):
    x: int
    y: int | None


TYPES: list[tuple[Any, Any]] = [
    (int, pa.int64()),
    (bool, pa.bool_()),
    (str | None, pa.string()),
    (datetime.time, pa.time64("us")),
    (datetime.timedelta, pa.duration("us")),
    (decimal.Decimal, pa.decimal128(38, 9)),
    (Annotated[decimal.Decimal, Constraints(max_digits=6, decimal_places=2)], pa.decimal128(6, 2)),
    (list[int], pa.list_(pa.int64())),
    (tuple[str, ...], pa.list_(pa.string())),
    (frozenset[str], pa.list_(pa.string())),
    (dict[str, float], pa.map_(pa.string(), pa.float64())),
    (Point, pa.struct([("x", pa.int64()), ("y", pa.int64())])),
    (list[Point], pa.list_(pa.struct([("x", pa.int64()), ("y", pa.int64())]))),
    (Size, pa.string()),
    (enum.IntEnum("Level", "LOW HIGH"), pa.int64()),
    (enum.Enum("Odd", [("A", (1, 2))]), pa.string()),
    (Literal[1, 2], pa.int64()),
    (uuid.UUID, pa.string()),
    (pydantic.AnyUrl | None, pa.string()),
    (pydantic.AnyUrl | str, pa.string()),
    (pydantic.EmailStr, pa.string()),
]


@pytest.mark.parametrize(("annotation", "expected"), TYPES)
def test_annotations_have_types_of_arrows(annotation: Any, expected: Any) -> None:
    found = arrow_type(annotation, "Model.it")
    assert found.type == expected


def test_a_secret_is_written_and_not_what_hides_it() -> None:
    kind = arrow_type(pydantic.SecretStr, "Model.it")
    assert kind.converted([pydantic.SecretStr("open sesame")]) == ["open sesame"]


def test_values_of_nested_types_are_taken_apart() -> None:
    kind = arrow_type(dict[str, list[Size]], "Model.it")
    value = {"a": [Size.SMALL, Size.LARGE]}
    assert pa.array(kind.converted([value, None]), kind.type).to_pylist() == [[("a", ["s", "l"])], None]


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (
            complex,
            (
                "Model.it: Arrow has no type for complex. Annotate the field with one that it has: "
                "a number, a text, a moment, an enum, a model, or a list or dict of these."
            ),
        ),
        (int | str, "Model.it: a column has values of one type, not of 2. Annotate it with one."),
        (
            list,
            "Model.it: Arrow needs one type for all that is in it. Annotate it as list[int], dict[str, float] or the like.",
        ),
    ],
)
def test_what_arrow_has_no_type_for_is_refused(annotation: Any, expected: str) -> None:
    assert message(lambda: arrow_type(annotation, "Model.it")) == expected


def test_a_value_of_another_type_is_told_with_its_column() -> None:
    model = dataclasses.make_dataclass("Model", [("it", int)])
    table = Dataset().table(factory.make_factory(model), 5, it="three")
    assert message(lambda: Batches(table).batch(0, 5)) == (
        "model.it: a value of rows 0 to 4 does not fit its type int64: Could not convert 'three' with type str: tried to "
        "convert to int64. Correct the annotation or the declaration."
    )


def test_frames_of_other_libraries() -> None:
    shop = make_shop()
    assert shop.to_arrow("country").num_rows == 50
    assert list(shop.to_pandas(shop["country"]).columns) == ["code", "name"]
    assert shop.to_polars("country").shape == (50, 2)


def test_a_reference_is_a_column_of_numbers_as_well() -> None:
    visits = SHOP["visit"]
    column = Batches(visits).batch(0, 1000).column("user_id").to_pylist()
    assert column == [visit.user_id for visit in visits]
    assert isinstance(visits.definition.values["user_id"], Pick)
