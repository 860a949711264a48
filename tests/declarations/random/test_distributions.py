"""Values that gather somewhere, and sizes that are drawn."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import decimal
import statistics
from collections.abc import Callable
from typing import Any

import pytest

import typedfactory as factory
from typedfactory.errors import ArgumentError, MetaOptionError
from typedfactory.fuzzy import (
    BaseFuzzyAttribute,
    FuzzyBusinessHours,
    FuzzyChoice,
    FuzzyLogNormal,
    FuzzyMoment,
    FuzzyNormal,
    FuzzyZipf,
)

MANY = 2000


def drawn(declaration: BaseFuzzyAttribute[Any], count: int = MANY) -> list[Any]:
    with factory.random.seeded(16):
        return [declaration.fuzz() for _ in range(count)]


def test_heavy_values_come_more_often_and_those_without_weight_never() -> None:
    counted = collections.Counter(drawn(FuzzyChoice("abc", weights=[3, 1, 0])))
    assert 0.7 < counted["a"] / MANY < 0.8
    assert counted["c"] == 0


def test_a_choice_without_weights_is_as_it_was() -> None:
    assert drawn(FuzzyChoice("abc"), 5) == drawn(FuzzyChoice("abc", weights=None), 5)


def test_a_normal_distribution_has_its_mean_and_deviation() -> None:
    values = drawn(FuzzyNormal(40, 12))
    assert abs(statistics.fmean(values) - 40) < 1
    assert abs(statistics.stdev(values) - 12) < 1


def test_bounds_hold_and_do_not_pile_up() -> None:
    values = drawn(FuzzyNormal(40, 12, kind=int, low=35, high=45))
    assert (min(values), max(values), type(values[0])) == (35, 45, int)
    assert values.count(35) < values.count(40)
    assert drawn(FuzzyNormal(0, 1, low=1000, high=1001), 1) == [1000]


def test_half_of_a_log_normal_distribution_is_below_the_median() -> None:
    values = drawn(FuzzyLogNormal(30, 2))
    assert 27 < statistics.median(values) < 33
    assert 0.6 < sum(15 < value < 60 for value in values) / MANY < 0.75
    assert min(values) > 0


def test_kinds_and_digits() -> None:
    assert drawn(FuzzyLogNormal(30, 2, kind=decimal.Decimal), 1)[0].as_tuple().exponent == -2
    assert drawn(FuzzyNormal(1, 1, kind=decimal.Decimal, precision=4), 1)[0].as_tuple().exponent == -4
    (value,) = drawn(FuzzyNormal(1, 1, precision=1), 1)
    assert value == round(value, 1)


def test_small_numbers_are_the_most_in_zipfs() -> None:
    counted = collections.Counter(drawn(FuzzyZipf(5)))
    assert sorted(counted) == [1, 2, 3, 4, 5]
    assert 1.6 < counted[1] / counted[2] < 2.4
    assert set(drawn(FuzzyZipf(2, low=0))) == {0, 1, 2}


def test_moments_have_a_distance() -> None:
    origin = datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)
    values = drawn(FuzzyMoment(origin, FuzzyNormal(0, 1, low=-2, high=2), unit=datetime.timedelta(hours=1)))
    assert all(abs(value - origin) <= datetime.timedelta(hours=2) for value in values)
    assert min(values) < origin < max(values)


def test_business_hours() -> None:
    days = datetime.date(2024, 1, 1), datetime.date(2024, 1, 14)
    values = drawn(FuzzyBusinessHours(*days))
    assert {value.weekday() for value in values} == {0, 1, 2, 3, 4}
    assert {value.hour for value in values} == set(range(9, 17))
    weekend = FuzzyBusinessHours(*days, opens=datetime.time(22), closes=datetime.time(22, 1), weekdays=[6])
    assert {(value.weekday(), value.hour) for value in drawn(weekend, 20)} == {(6, 22)}
    (moment,) = drawn(FuzzyBusinessHours(*days, tzinfo=datetime.timezone.utc), 1)
    assert moment.tzinfo is datetime.timezone.utc


wrong: Any = "x"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: FuzzyChoice("ab", weights=[0, 0]),
            "FuzzyChoice: weights needs a number above 0, else no value would ever come.",
        ),
        (lambda: FuzzyChoice("ab", weights=[1, -1]), "FuzzyChoice: weights takes numbers from 0 up, not -1."),
        (
            lambda: FuzzyChoice("ab", weights=wrong),
            "FuzzyChoice: weights takes a list of numbers, one for each value, not str.",
        ),
        (
            lambda: FuzzyChoice("ab", weights=[1]).fuzz(),
            "FuzzyChoice: there are 1 weights for 2 values. Give one weight for each value.",
        ),
        (lambda: FuzzyNormal(1, -1), "FuzzyNormal: the deviation is a number from 0 up, not -1."),
        (lambda: FuzzyNormal(1, 1, low=3, high=2), "FuzzyNormal: low is above high, 3 > 2. Swap them."),
        (
            lambda: FuzzyNormal(1, 1, kind=str),
            "FuzzyNormal: kind takes float, int or decimal.Decimal, not <class 'str'>.",
        ),
        (lambda: FuzzyLogNormal(0), "FuzzyLogNormal takes a median above 0 and a factor from 1 up, not 0 and 2.0."),
        (lambda: FuzzyZipf(0), "FuzzyZipf takes a greatest number from 1 up and an exponent from 0 up, not 0 and 1.0."),
        (
            lambda: FuzzyMoment(wrong, FuzzyNormal(0, 1)),
            "FuzzyMoment takes a datetime and a fuzzy number: FuzzyMoment(datetime(2024, 1, 1), FuzzyNormal(0, 3)).",
        ),
        (
            lambda: FuzzyBusinessHours(datetime.date(2024, 1, 6), datetime.date(2024, 1, 7)),
            (
                "FuzzyBusinessHours: nobody works between 2024-01-06 and 2024-01-07 from 09:00:00 to 17:00:00. "
                "Swap the ends, or name other days of the week."
            ),
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        make()
    assert str(caught.value) == message


@dataclasses.dataclass
class Customer:
    phone: int | None
    tags: list[int]
    codes: set[bool]


def test_the_share_of_optional_fields_with_a_value() -> None:
    class CustomerFactory(factory.Factory[Customer]):
        class Meta:
            optional = 0.8

    with factory.random.seeded(1):
        customers = CustomerFactory.build_batch(MANY)
    assert 0.77 < sum(customer.phone is not None for customer in customers) / MANY < 0.83


@pytest.mark.parametrize(("share", "has_value"), [(1, True), (0, False), (1.0, True), (0.0, False)])
def test_all_or_none_of_the_optional_fields(share: float, has_value: bool) -> None:
    class CustomerFactory(factory.Factory[Customer]):
        class Meta:
            optional = share

    assert {customer.phone is not None for customer in CustomerFactory.build_batch(50)} == {has_value}


@pytest.mark.parametrize("share", [-0.1, 1.1, True])
def test_a_share_is_between_0_and_1(share: float) -> None:
    with pytest.raises(MetaOptionError) as caught:

        class CustomerFactory(factory.Factory[Customer]):
            class Meta:
                optional = share

    assert str(caught.value) == (
        'CustomerFactory.Meta.optional: takes "value" (the default), "none", "random" or the share of values, '
        "a number from 0 to 1."
    )


def test_sizes_of_collections_are_drawn_within_what_they_allow() -> None:
    class CustomerFactory(factory.Factory[Customer]):
        class Meta:
            collection_size = FuzzyZipf(4)

    customers = CustomerFactory.build_batch(300)
    assert {len(customer.tags) for customer in customers} == {1, 2, 3, 4}
    assert {len(customer.codes) for customer in customers} == {1, 2}


def test_numbers_of_related_objects_are_drawn() -> None:
    class LogFactory(factory.DictFactory):
        pass

    class UserFactory(factory.DictFactory):
        logs = factory.RelatedFactoryList(LogFactory, size=FuzzyZipf(3))

        @classmethod
        def _after_postgeneration(cls, instance: Any, create: bool, results: Any = None) -> None:
            instance["count"] = len(results["logs"])

    assert {user["count"] for user in UserFactory.build_batch(200)} == {1, 2, 3}
