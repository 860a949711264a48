"""Dates, times and durations."""

from __future__ import annotations

import datetime
from datetime import date, time, timedelta, timezone
from typing import Annotated, Any

import pytest

from tests.values.annotations import Rules, obeys
from tests.values.making import value_of, values_of
from typedfactory.errors import UnfillableError

EAST = timezone(timedelta(hours=9))


def moment(*parts: int, zone: timezone | None = None) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=zone)  # type: ignore[misc, arg-type]  # year, month, day and so on


def test_dates_are_from_1970_to_2037_whatever_day_it_is() -> None:
    values = values_of(date)
    assert all(type(value) is date and date(1970, 1, 1) <= value <= date(2037, 12, 31) for value in values)


def test_moments_are_naive_and_to_the_second() -> None:
    values = values_of(datetime.datetime)
    assert all(moment(1970, 1, 1) <= value < moment(2038, 1, 1) for value in values)
    assert all(value.tzinfo is None and value.microsecond == 0 for value in values)


def test_times_and_durations() -> None:
    assert all(type(value) is time and value.microsecond == 0 for value in values_of(time))
    assert all(timedelta(0) <= value <= timedelta(days=30) for value in values_of(timedelta))


@pytest.mark.parametrize(
    ("kind", "rules"),
    [
        (date, Rules(gt=date(2020, 2, 28), lt=date(2020, 3, 1))),
        (date, Rules(ge=date.max)),
        (date, Rules(le=date.min)),
        (date, Rules(gt=date(9990, 1, 1))),
        (datetime.datetime, Rules(gt=moment(2020, 1, 1, 0, 0, 0), lt=moment(2020, 1, 1, 0, 0, 0, 2))),
        (datetime.datetime, Rules(ge=moment(2020, 1, 1), le=moment(2020, 1, 1))),
        (datetime.datetime, Rules(ge=moment(9999, 12, 31))),
        (datetime.datetime, Rules(le=moment(1, 1, 1))),
        (datetime.datetime, Rules(ge=moment(2020, 1, 1, zone=EAST))),
        (datetime.datetime, Rules(lt=moment(2020, 1, 1, zone=EAST), ge=moment(2019, 12, 31, zone=timezone.utc))),
        (time, Rules(gt=time(23, 59, 59))),
        (time, Rules(ge=time(12, 0, tzinfo=EAST))),
        (timedelta, Rules(lt=timedelta(0))),
        (timedelta, Rules(gt=timedelta(0), lt=timedelta(microseconds=2))),
        (timedelta, Rules(ge=timedelta.max)),
    ],
)
def test_bounds_are_kept(kind: Any, rules: Rules) -> None:
    assert all(type(value) is kind and obeys(value, rules) for value in values_of(Annotated[kind, rules], 50))


def test_the_time_zone_of_the_bounds_is_kept() -> None:
    assert value_of(Annotated[datetime.datetime, Rules(ge=moment(2020, 1, 1, zone=EAST))]).tzinfo is EAST


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        (
            Annotated[date, Rules(gt=date(2020, 1, 1), lt=date(2020, 1, 2))],
            (
                "no date satisfies gt=datetime.date(2020, 1, 1) and lt=datetime.date(2020, 1, 2). "
                "Correct the constraints, or declare the field."
            ),
        ),
        (
            Annotated[datetime.datetime, Rules(ge=moment(2020, 1, 1), le=moment(2021, 1, 1, zone=timezone.utc))],
            (
                "no datetime satisfies ge=datetime.datetime(2020, 1, 1, 0, 0) and "
                "le=datetime.datetime(2021, 1, 1, 0, 0, tzinfo=datetime.timezone.utc). "
                "Correct the constraints, or declare the field."
            ),
        ),
        (
            Annotated[date, Rules(ge=moment(2020, 1, 1))],
            "ge=datetime.datetime(2020, 1, 1, 0, 0) is no bound for date. Correct the constraint, or declare the field.",
        ),
        (
            Annotated[timedelta, Rules(ge=5)],
            "ge=5 is no bound for timedelta. Correct the constraint, or declare the field.",
        ),
    ],
)
def test_what_no_moment_satisfies_is_refused(annotation: Any, message: str) -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(annotation)
    assert str(caught.value) == f"F.x: {message}"


def test_a_set_gets_as_many_different_moments_as_it_needs() -> None:
    two_days = Annotated[date, Rules(ge=date(2020, 1, 1), le=date(2020, 1, 2))]
    assert len(value_of(Annotated[set[two_days], Rules(min_length=2)])) == 2
    assert len(value_of(Annotated[set[datetime.datetime], Rules(min_length=20)])) == 20
