"""Moments: none before one that it follows."""

from __future__ import annotations

import datetime
import itertools
from typing import Annotated, Any

import annotated_types as at
import pytest

from tests.realism.modelling import realistic

LIFE = ("created_at", "paid_at", "shipped_at", "delivered_at", "updated_at", "deleted_at")
UTC = datetime.timezone.utc


@pytest.mark.parametrize("order", [*itertools.permutations(("created_at", "updated_at", "deleted_at"))])
def test_moments_follow_each_other_in_whatever_order_the_fields_stand(order: tuple[str, ...]) -> None:
    for row in realistic("Row", **dict.fromkeys(order, datetime.datetime)).build_batch(20):
        assert row.created_at <= row.updated_at <= row.deleted_at


def test_a_whole_life() -> None:
    for row in realistic("Row", **dict.fromkeys(LIFE, datetime.datetime)).build_batch(20):
        moments = [getattr(row, name) for name in LIFE]
        assert moments == sorted(moments)


@pytest.mark.parametrize("name", LIFE)
def test_a_moment_that_is_given_keeps_its_place(name: str) -> None:
    given = datetime.datetime(2031, 5, 17, 12)  # noqa: DTZ001 - naive values are what is made
    row = realistic("Row", **dict.fromkeys(LIFE, datetime.datetime)).build(**{name: given})
    moments = [getattr(row, each) for each in LIFE]
    assert moments == sorted(moments)
    assert getattr(row, name) == given


@pytest.mark.parametrize("kind", [datetime.datetime, datetime.date, datetime.time, str])
@pytest.mark.parametrize(("start", "end"), [("start", "end"), ("end_date", "start_date"), ("trial_end", "trial_start")])
def test_ends_are_after_their_beginnings(kind: Any, start: str, end: str) -> None:
    for span in realistic("Span", **{start: kind, end: kind}).build_batch(30):
        moments = {
            name.split("_")[-1] if "trial" in name else name.split("_")[0]: value for name, value in vars(span).items()
        }
        assert moments["start"] < moments["end"]


def test_dates_and_moments_of_one_object_fit() -> None:
    make = realistic("Row", created_at=datetime.datetime, updated_on=datetime.date, expires_on=datetime.date)
    for row in make.build_batch(30):
        assert row.created_at.date() <= row.updated_on
        assert row.created_at.date() < row.expires_on


def test_a_time_zone_is_kept() -> None:
    aware = Annotated[datetime.datetime, at.Timezone(...)]
    there = Annotated[datetime.datetime, at.Timezone("Europe/Berlin")]
    row = realistic("Row", created_at=aware, updated_at=there, deleted_at=datetime.datetime).build()
    assert row.created_at.tzinfo is UTC
    assert str(row.updated_at.tzinfo) == "Europe/Berlin"
    assert row.created_at <= row.updated_at <= row.deleted_at.replace(tzinfo=UTC)


def test_bounds_are_kept_and_the_others_follow_where_there_is_room() -> None:
    late = Annotated[datetime.date, at.Ge(datetime.date(2040, 1, 1))]
    row = realistic("Row", start_date=late, end_date=datetime.date).build()
    assert datetime.date(2040, 1, 1) <= row.start_date < row.end_date


def test_numbers_are_moments_only_where_the_name_says_so() -> None:
    row = realistic("Row", created_at=int, updated_at=float, start=int).build()
    assert 1_400_000_000 < row.created_at <= row.updated_at < 1_800_000_000


def test_text_is_written_as_iso_8601() -> None:
    row = realistic("Row", created_at=str, birth_date=str, end_date=str).build()
    assert datetime.datetime.fromisoformat(row.created_at.replace("Z", "+00:00")).tzinfo is not None
    assert datetime.date.fromisoformat(row.birth_date).year > 1900
    assert datetime.date.fromisoformat(row.end_date).year > 1900


def test_values_of_other_kinds_that_are_given_do_no_harm() -> None:
    make = realistic("Row", created_at=str, updated_at=datetime.datetime)
    assert make.build(created_at="long ago").updated_at.year >= 2015
    assert make.build(created_at=datetime.datetime.max.replace(tzinfo=UTC)).updated_at
