"""The fuzzy declarations: values, ranges, and what they have in common with factory_boy's."""

from __future__ import annotations

import datetime
import decimal
import string
import warnings
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import factory.fuzzy as oracle
import factory.random
import pytest
from hypothesis import given
from hypothesis import strategies as st

from typedfactory import fuzzy, random
from typedfactory.declarations.random import fuzzy as moments

UTC = datetime.timezone.utc
DAY = datetime.date(2024, 2, 29)
NOON = datetime.datetime(2024, 2, 29, 12, 30, 15, 123456)  # noqa: DTZ001 - naive on purpose
NOON_UTC = NOON.replace(tzinfo=UTC)
LATER = datetime.timedelta(days=400, microseconds=77)

#: factory_boy has no type hints.
reseed_oracle: Any = factory.random.reseed_random

#: Each is called with our module and with factory_boy's.
BOTH: dict[str, Callable[[Any], Any]] = {
    "text": lambda module: module.FuzzyText(),
    "text with all arguments": lambda module: module.FuzzyText("a-", 5, "-z", ["x", "yy", "z"]),
    "text of no length": lambda module: module.FuzzyText(length=0),
    "choice": lambda module: module.FuzzyChoice(x for x in "abcdefg"),
    "choice with getter": lambda module: module.FuzzyChoice(
        [(1, "a"), (2, "b"), (3, "c")], getter=lambda pair: pair[1]
    ),
    "integer": lambda module: module.FuzzyInteger(1000),
    "integer in a range": lambda module: module.FuzzyInteger(-50, 50),
    "integer with step": lambda module: module.FuzzyInteger(0, 100, 7),
    "integer downwards": lambda module: module.FuzzyInteger(100, 0, -7),
    "decimal": lambda module: module.FuzzyDecimal(42.7),
    "decimal below zero": lambda module: module.FuzzyDecimal(-42.7),
    "decimal with precision": lambda module: module.FuzzyDecimal(0.5, 42.7, 5),
    "decimal before the point": lambda module: module.FuzzyDecimal(0, 100_000, precision=-2),
    "float": lambda module: module.FuzzyFloat(42.7),
    "float below zero": lambda module: module.FuzzyFloat(-42.7),
    "float with precision": lambda module: module.FuzzyFloat(0.5, 42.7, 3),
    "date": lambda module: module.FuzzyDate(DAY, DAY + LATER),
    "naive datetime": lambda module: module.FuzzyNaiveDateTime(NOON, NOON + LATER),
    "aware datetime": lambda module: module.FuzzyDateTime(NOON_UTC, NOON_UTC + LATER),
    "forced date": lambda module: module.FuzzyDateTime(NOON_UTC, NOON_UTC + LATER, 2004, 3, 4),
    "forced time": lambda module: module.FuzzyNaiveDateTime(
        NOON, NOON + LATER, force_hour=0, force_minute=0, force_second=0, force_microsecond=0
    ),
}


@pytest.fixture
def _unseeded() -> Iterator[None]:
    with mock.patch.object(random.FollowingRandom, "state_set", new=False):
        yield


@pytest.mark.parametrize("name", BOTH)
@given(seed=st.integers())
def test_values_for_a_seed_are_factory_boys(name: str, seed: int) -> None:
    ours, theirs = BOTH[name](fuzzy), BOTH[name](oracle)
    reseed_oracle(seed)
    with random.seeded(seed):
        values = [ours.fuzz() for _ in range(20)]
    expected = [theirs.fuzz() for _ in range(20)]
    assert values == expected
    assert list(map(type, values)) == list(map(type, expected))


@pytest.mark.parametrize("name", BOTH)
def test_attributes_are_factory_boys(name: str) -> None:
    ours, theirs = BOTH[name](fuzzy), vars(BOTH[name](oracle))
    public = {attribute for attribute in theirs if not attribute.startswith("_")}
    assert public <= set(dir(ours))
    for attribute in public - {"creation_counter", "getter", "choices_generator"}:
        assert getattr(ours, attribute) == theirs[attribute]


@pytest.mark.parametrize("name", BOTH)
def test_all_are_declarations_that_take_no_parameters(name: str) -> None:
    declaration = BOTH[name](fuzzy)
    assert isinstance(declaration, fuzzy.BaseFuzzyAttribute)
    assert not declaration.TAKES_PARAMETERS
    with random.seeded(1):
        evaluated = declaration.evaluate(mock.sentinel.instance, mock.sentinel.step, {})
    with random.seeded(1):
        assert declaration.fuzz() == evaluated


@pytest.mark.parametrize(
    ("name", "method", "result", "expected"),
    [
        ("text with all arguments", "choice", "yy", "a-yyyyyyyyyy-z"),
        ("choice", "choice", "c", "c"),
        ("integer in a range", "randrange", 7, 7),
        ("decimal", "uniform", 1.005, decimal.Decimal("1.00")),
        ("float with precision", "uniform", 1.23456, 1.23),
        ("date", "randint", DAY.toordinal() + 1, datetime.date(2024, 3, 1)),
        ("naive datetime", "randint", 1, NOON.replace(microsecond=123457)),
    ],
)
def test_values_are_drawn_by_a_public_method_of_randgen(name: str, method: str, result: Any, expected: Any) -> None:
    declaration = BOTH[name](fuzzy)
    with mock.patch.object(random.randgen, method, return_value=result):
        assert declaration.fuzz() == expected


# --- custom fuzzers ---


def test_a_subclass_defines_fuzz() -> None:
    class Seven(fuzzy.BaseFuzzyAttribute[int]):
        def fuzz(self) -> int:
            return 7

    assert Seven().evaluate(mock.sentinel.instance, mock.sentinel.step, {}) == 7
    assert not Seven.TAKES_PARAMETERS


def test_a_subclass_without_fuzz_is_told_so() -> None:
    class Forgotten(fuzzy.BaseFuzzyAttribute[int]):
        pass

    with pytest.raises(NotImplementedError) as caught:
        Forgotten().fuzz()
    assert str(caught.value) == "Forgotten must define fuzz()."


def test_fuzzy_attribute_calls_its_function_for_each_value() -> None:
    declaration = fuzzy.FuzzyAttribute(iter([1, 2]).__next__)
    assert [declaration.fuzz(), declaration.fuzz()] == [1, 2]


# --- text and choices ---


@given(
    prefix=st.text(),
    length=st.integers(0, 50),
    suffix=st.text(),
    chars=st.text(min_size=1) | st.lists(st.text(min_size=1), min_size=1),
)
def test_text_is_prefix_characters_suffix(prefix: str, length: int, suffix: str, chars: str | list[str]) -> None:
    declaration = fuzzy.FuzzyText(prefix, length, suffix, iter(chars))
    with mock.patch.object(random.randgen, "choice", wraps=random.randgen.choice) as choice:
        value = declaration.fuzz()
    assert choice.call_args_list == [mock.call(tuple(chars))] * length
    assert value.startswith(prefix)
    assert value.endswith(suffix)


def test_text_has_twelve_letters_by_default() -> None:
    value = fuzzy.FuzzyText().fuzz()
    assert len(value) == 12
    assert set(value) <= set(string.ascii_letters)


def test_text_without_characters_is_refused_when_drawn() -> None:
    with pytest.raises(IndexError) as caught:
        fuzzy.FuzzyText(chars="").fuzz()
    assert str(caught.value) == "FuzzyText: there are no characters to choose from. Give chars at least one."


@given(choices=st.lists(st.integers(), min_size=1))
def test_choice_gives_one_of_its_choices(choices: list[int]) -> None:
    assert fuzzy.FuzzyChoice(choices).fuzz() in choices
    assert fuzzy.FuzzyChoice(choices, getter=str).fuzz() in list(map(str, choices))


def test_choices_are_read_at_the_first_value_and_kept() -> None:
    read: list[str] = []

    def generate() -> Iterator[int]:
        read.append("read")
        yield from (1, 2, 3)

    declaration = fuzzy.FuzzyChoice(generate())
    assert (declaration.choices, read) == (None, [])
    assert {declaration.fuzz() for _ in range(100)} == {1, 2, 3}
    assert (declaration.choices, read) == ([1, 2, 3], ["read"])


def test_choice_neither_compares_nor_prints_the_choices() -> None:
    class Touchy:
        __hash__ = None  # type: ignore[assignment]  # an object that cannot even be hashed

        def __eq__(self, other: object) -> bool:
            raise AssertionError("compared")

        def __bool__(self) -> bool:
            raise AssertionError("asked for truth")

        def __repr__(self) -> str:
            raise AssertionError("printed")

    touchy = Touchy()
    assert fuzzy.FuzzyChoice([touchy]).fuzz() is touchy


def test_no_choices_are_refused_when_drawn() -> None:
    declaration = fuzzy.FuzzyChoice(iter(()))
    with pytest.raises(IndexError) as caught:
        declaration.fuzz()
    assert str(caught.value) == "FuzzyChoice: there is nothing to choose from. Give it at least one choice."


# --- numbers ---


@given(low=st.integers(), size=st.integers(0, 1000), step=st.integers(1, 50))
def test_integers_lie_in_their_range_on_the_step(low: int, size: int, step: int) -> None:
    value = fuzzy.FuzzyInteger(low, low + size, step).fuzz()
    assert low <= value <= low + size
    assert (value - low) % step == 0


@given(high=st.integers(0))
def test_one_bound_alone_is_the_upper_one(high: int) -> None:
    assert 0 <= fuzzy.FuzzyInteger(high).fuzz() <= high
    assert 0 <= fuzzy.FuzzyFloat(high).fuzz() <= float(format(high, ".15g"))
    assert 0 <= fuzzy.FuzzyDecimal(high % 10**6, precision=0).fuzz() <= high % 10**6


@given(low=st.floats(-1e9, 1e9), size=st.floats(0, 1e9), precision=st.integers(0, 6))
def test_decimals_lie_in_their_range_but_for_rounding(low: float, size: float, precision: int) -> None:
    value = fuzzy.FuzzyDecimal(low, low + size, precision).fuzz()
    half_a_digit = decimal.Decimal(10) ** -precision / 2
    # The bounds are read as they are written: a float has more digits than it shows.
    written = decimal.Decimal(str(low)), decimal.Decimal(str(low + size))
    assert written[0] - half_a_digit <= value <= written[1] + half_a_digit
    assert value.as_tuple().exponent == -precision


def test_decimals_take_decimal_bounds() -> None:
    declaration = fuzzy.FuzzyDecimal(decimal.Decimal("0.50"), decimal.Decimal("0.60"))
    assert decimal.Decimal("0.50") <= declaration.fuzz() <= decimal.Decimal("0.60")


@given(low=st.floats(-1e9, 1e9), size=st.floats(0, 1e9))
def test_floats_lie_in_their_range_but_for_rounding(low: float, size: float) -> None:
    value = fuzzy.FuzzyFloat(low, low + size).fuzz()
    assert float(format(low, ".15g")) <= value <= float(format(low + size, ".15g"))


@pytest.mark.parametrize("kind", [fuzzy.FuzzyInteger, fuzzy.FuzzyDecimal, fuzzy.FuzzyFloat])
def test_a_reversed_range_of_numbers_is_refused(kind: Callable[[int, int], object]) -> None:
    with pytest.raises(ValueError, match=r"boundaries") as caught:
        kind(2, 1)
    assert str(caught.value) == f"{kind.__name__} boundaries should have start <= end, got 2 > 1. Swap them."


# --- dates ---


@given(bounds=st.tuples(st.dates(), st.dates()).map(sorted))
def test_dates_lie_in_their_range(bounds: list[datetime.date]) -> None:
    value = fuzzy.FuzzyDate(*bounds).fuzz()
    assert type(value) is datetime.date
    assert bounds[0] <= value <= bounds[1]


@given(bounds=st.tuples(st.datetimes(), st.datetimes()).map(sorted))
def test_datetimes_lie_in_their_range(bounds: list[datetime.datetime]) -> None:
    start, end = bounds
    assert start <= fuzzy.FuzzyNaiveDateTime(start, end).fuzz() <= end
    start, end = start.replace(tzinfo=UTC), end.replace(tzinfo=UTC)
    value = fuzzy.FuzzyDateTime(start, end).fuzz()
    assert start <= value <= end
    assert value.tzinfo is UTC


@pytest.mark.parametrize(
    ("part", "value"),
    [("year", 1999), ("month", 1), ("day", 1), ("hour", 0), ("minute", 0), ("second", 0), ("microsecond", 0)],
)
def test_a_forced_part_is_in_all_values(part: str, value: int) -> None:
    start = NOON_UTC.replace(day=1)
    declaration = fuzzy.FuzzyDateTime(start, start + datetime.timedelta(days=20), **{f"force_{part}": value})
    assert {getattr(declaration.fuzz(), part) for _ in range(20)} == {value}


@pytest.mark.usefixtures("_unseeded")
def test_without_an_end_the_range_ends_when_it_is_defined() -> None:
    with mock.patch.object(moments, "datetime", wraps=datetime) as patched:
        patched.timezone = datetime.timezone
        patched.date.today.return_value = DAY
        patched.datetime.now.return_value = NOON
        assert fuzzy.FuzzyDate(DAY).end_date == DAY.toordinal()
        assert fuzzy.FuzzyNaiveDateTime(NOON).end_dt == NOON
        patched.datetime.now.assert_called_once_with()
        patched.datetime.now.return_value = NOON_UTC
        assert fuzzy.FuzzyDateTime(NOON_UTC).end_dt == NOON_UTC
        patched.datetime.now.assert_called_with(tz=UTC)


@pytest.mark.usefixtures("_unseeded")
def test_a_range_that_ends_now_does_not_warn_while_nobody_seeded_the_stream() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        declaration = fuzzy.FuzzyDate(DAY)
    assert DAY <= declaration.fuzz() <= datetime.date.fromordinal(declaration.end_date)


@pytest.mark.parametrize(
    ("kind", "start"),
    [(fuzzy.FuzzyDate, DAY), (fuzzy.FuzzyNaiveDateTime, NOON), (fuzzy.FuzzyDateTime, NOON_UTC)],
)
def test_a_range_that_ends_now_warns_when_the_stream_is_seeded(kind: Callable[[Any], Any], start: Any) -> None:
    with random.seeded(1), pytest.warns(UserWarning, match="without an end") as caught:
        kind(start)
    assert len(caught) == 1
    assert str(caught[0].message) == (
        f"{kind.__name__} without an end ends now: its values differ between runs although the random stream is "
        f"seeded. Give it an end. (See https://github.com/FactoryBoy/factory_boy/issues/331.)"
    )
    assert caught[0].filename == __file__


@pytest.mark.parametrize(
    ("kind", "start"),
    [(fuzzy.FuzzyDate, DAY), (fuzzy.FuzzyNaiveDateTime, NOON), (fuzzy.FuzzyDateTime, NOON_UTC)],
)
def test_a_reversed_range_of_dates_is_refused(kind: Callable[[Any, Any], Any], start: Any) -> None:
    end = start - datetime.timedelta(days=1)
    with pytest.raises(ValueError, match=r"boundaries") as caught:
        kind(start, end)
    assert str(caught.value) == (
        f"{kind.__name__} boundaries should have start <= end, got {start!r} > {end!r}. Swap them."
    )


@pytest.mark.parametrize(("start", "end", "name"), [(NOON_UTC, NOON, "start"), (NOON, NOON_UTC, "end")])
def test_naive_datetimes_take_no_timezone(start: datetime.datetime, end: datetime.datetime, name: str) -> None:
    with pytest.raises(ValueError, match=r"timezone") as caught:
        fuzzy.FuzzyNaiveDateTime(start, end)
    assert str(caught.value) == f"FuzzyNaiveDateTime takes no timezone, got {name}={NOON_UTC!r}. Use FuzzyDateTime."


@pytest.mark.parametrize(("start", "end", "name"), [(NOON, NOON_UTC, "start"), (NOON_UTC, NOON, "end")])
def test_aware_datetimes_need_a_timezone(start: datetime.datetime, end: datetime.datetime, name: str) -> None:
    with pytest.raises(ValueError, match=r"timezone") as caught:
        fuzzy.FuzzyDateTime(start, end)
    assert str(caught.value) == f"FuzzyDateTime needs a timezone, got {name}={NOON!r}. Use FuzzyNaiveDateTime."


@pytest.mark.usefixtures("_unseeded")
def test_a_fuzzy_datetime_of_ones_own_must_say_what_now_is() -> None:
    class Forgotten(fuzzy.BaseFuzzyDateTime):
        pass

    with pytest.raises(NotImplementedError) as caught:
        Forgotten(NOON)
    assert str(caught.value) == "Forgotten must define _now()."
