"""A check finds what is wrong, and says so in a table and on a page."""

from __future__ import annotations

import dataclasses
import datetime
import re
import time
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import pytest

import typedfactory as factory
from tests.datasets.describe.test_picks import message
from tests.datasets.shop import make_shop
from typedfactory.datasets import Dataset, Pick
from typedfactory.datasets.checking.histograms import histogram_of
from typedfactory.extension import Constraints

SHOP = make_shop(users=600, visits=2000)


@dataclasses.dataclass
class Thing:
    code: str
    size: Annotated[int, Constraints(ge=1, le=5)]
    at: str


class ThingFactory(factory.Factory[Thing]):
    code = factory.Sequence(lambda n: f"c{n}")
    size = 3
    at = "now"


def test_a_data_set_that_is_right_passes() -> None:
    report = SHOP.check(300)
    assert report.passed
    report.raise_for_failures()
    assert report.rows == {table.name: table.count for table in SHOP}
    assert report.sampled == {"country": 50, "user": 300, "order": 300, "visit": 300}
    whats = {(each.table, each.column, each.what) for each in report.findings}
    assert {
        ("country", "code", "unique"),
        ("user", "country_code", "refers to a row of country"),
        ("user", "country_code", "picked as its weights say"),
        ("order", "user_id", "refers to a row of user"),
        ("visit", "user_id", "picked evenly"),
    } <= whats


def found(**values: Any) -> str:
    """Return what a check finds of some things."""
    data = Dataset(1)
    data.table(ThingFactory, 400, key_="code", **values)
    report = data.check(400)
    assert not report.passed
    return message(report.raise_for_failures)


def test_what_is_wrong_is_found() -> None:
    assert found(at=factory.LazyFunction(lambda: str(time.perf_counter_ns()))) == (
        "thing.at: not so: a function of the row's number: another value each time: it comes from a clock, or from random "
        "numbers of its own."
    )
    assert found(code=factory.Sequence(lambda n: f"c{n // 2}")) == "thing.code: not so: unique: 200 repeat."
    assert found(size=factory.Sequence(lambda n: n)) == (
        "thing.size: not so: keeps ge=1 and le=5: 395 do not, 0 for one."
    )


def test_picks_that_are_not_even_are_found() -> None:
    from typedfactory.datasets.checking.looking import _distribution

    shares = [(1, 0.5), (2, 0.5)]
    assert not _distribution("a", "b", "picked evenly", Counter({0: 900, 1: 100}), shares).passed
    assert _distribution("a", "b", "picked evenly", Counter({0: 505, 1: 495}), shares).passed


def test_a_report_is_a_table_and_a_page_without_references_outside(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    report = SHOP.check(300, page=page)
    lines = str(report).splitlines()
    assert lines[0].split() == ["table", "column", "what", "seen"]
    assert all(line.startswith("ok  ") for line in lines[1:])
    html = page.read_text(encoding="utf-8")
    assert "All 13 checks hold." in html
    assert not re.search(r"(src|href)=|https?:|@import|url\(", html)
    assert html.count("<figure>") == sum(len(table.fields.outputs) for table in SHOP)


def test_names_are_no_markup_on_the_page(tmp_path: Path) -> None:
    data = Dataset(1, "<b>&")
    data.table(ThingFactory, 5, key_="code", at="<script>")
    data.check(page=tmp_path / "report.html")
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script>" not in html
    assert "<h1>&lt;b&gt;&amp;</h1>" in html


def test_histograms_count_ranges_of_numbers_and_else_values() -> None:
    numbers = histogram_of("t", "c", list(range(100)))
    assert [bar.count for bar in numbers.bars] == [5] * 20
    assert numbers.bars[1].label == "5"
    days = histogram_of("t", "c", [datetime.date(2024, 1, 1) + datetime.timedelta(day) for day in range(40)])
    assert sum(bar.count for bar in days.bars) == 40
    words = histogram_of("t", "c", ["a", "b", "a", None, *map(str, range(30))])
    assert (words.bars[0].label, words.bars[0].count, words.missing, words.different) == ("a", 2, 1, 32)
    assert (words.bars[-1].label, words.bars[-1].rest) == ("12 others", True)


def test_a_table_that_is_empty_is_no_hindrance() -> None:
    data = Dataset(1)
    data.table(ThingFactory, 0, key_="code")
    assert data.check().passed
    assert isinstance(SHOP["visit"].definition.values["user_id"], Pick)


@pytest.mark.parametrize("rows", [1, 2])
def test_a_table_of_few_rows_is_looked_at(rows: int) -> None:
    data = Dataset(1)
    data.table(ThingFactory, rows, key_="code")
    assert data.check().passed
