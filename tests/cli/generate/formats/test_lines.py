"""JSON lines hold whatever objects hold, with orjson and without."""

from __future__ import annotations

import dataclasses
import io
import json

import pytest

from typedfactory.cli.frame.plain import plain
from typedfactory.cli.generate.columns import Column
from typedfactory.cli.generate.formats.lines import ObjectLines, RowLines, fields_of


@dataclasses.dataclass
class Odd:
    number: object
    made: dataclasses.InitVar[int]


@dataclasses.dataclass
class Plain:
    number: object
    inner: object = None


@pytest.fixture(params=["orjson", "json"], autouse=True)
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "orjson":
        pytest.importorskip("orjson")
    else:
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)


def line_of(made: object) -> object:
    """Return what an object is written as."""
    file = io.BytesIO()
    ObjectLines(file).write([made])
    return json.loads(file.getvalue())


@pytest.mark.parametrize("number", [2**80, -(2**70), 0.5, "é", None])
def test_numbers_of_any_size_are_written(number: object) -> None:
    assert line_of(Plain(number)) == {"number": number, "inner": None}


def test_infinite_numbers_are_null() -> None:
    assert line_of(Plain(float("nan"), Plain([float("inf")]))) == {
        "number": None,
        "inner": {"number": [None], "inner": None},
    }


def test_what_an_object_does_not_keep_is_left_out() -> None:
    assert line_of(Odd(3, 4)) == {"number": 3}


def test_an_object_inside_itself_is_left_out_there() -> None:
    outer = Plain(1)
    outer.inner = Plain(2, outer)
    assert line_of(outer) == {"number": 1, "inner": {"number": 2}}


def test_rows_have_the_names_of_columns() -> None:
    file = io.BytesIO()
    RowLines(file, [Column("a", ("number",)), Column("b__c", ("inner", "number"))]).write(
        [Plain(1), Plain(2, Plain(3))]
    )
    assert file.getvalue() == b'{"a":1,"b__c":null}\n{"a":2,"b__c":3}\n'


def test_odd_names_of_attributes_are_not_written_into_code() -> None:
    assert fields_of(dict) is plain
