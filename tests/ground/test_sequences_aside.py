"""Counters that are set aside while others are in force, and counters that begin elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

import typedfactory
from typedfactory.ground.progress import Numbers, start_over
from typedfactory.ground.sequences import (
    WIDER_START,
    RoundCounter,
    SequenceCounter,
    WiderNumbers,
    begin_sequences_at,
    reset_sequences,
)


class RowFactory(typedfactory.DictFactory):
    n = typedfactory.Sequence(lambda n: n)


def take() -> Any:
    return RowFactory()["n"]


@pytest.fixture
def wider() -> Iterator[WiderNumbers]:
    numbers = WiderNumbers()
    yield numbers
    numbers.forget()


# Beginning elsewhere


@pytest.fixture
def _at_500() -> Iterator[None]:
    begin_sequences_at(500)
    yield
    begin_sequences_at(0)


@pytest.mark.usefixtures("_at_500")
def test_sequences_begin_elsewhere_also_after_a_reset() -> None:
    assert (take(), take()) == (500, 501)
    reset_sequences()
    assert take() == 500


@pytest.mark.usefixtures("_at_500")
def test_a_number_that_somebody_asks_for_is_taken_as_it_is() -> None:
    RowFactory.reset_sequence(7)
    assert (take(), RowFactory(__sequence=3)["n"]) == (7, 3)


@pytest.mark.usefixtures("_at_500")
def test_a_round_of_values_begins_where_it_always_does() -> None:
    assert RoundCounter().take() == 0


# Numbers of their own


def test_numbers_of_their_own_go_on_and_leave_those_outside_alone() -> None:
    apart, other = Numbers(), Numbers()
    assert take() == 0
    with apart:
        assert (take(), take()) == (0, 1)
    assert take() == 1
    with other:
        assert take() == 0
    with apart:
        assert take() == 2
    assert take() == 2


def test_unique_values_apart_are_apart() -> None:
    counter, apart = SequenceCounter(lambda: 0), Numbers()
    counter.scope("x").add(1)
    with apart:
        assert counter.scope("x") == set()
        counter.scope("x").add(2)
    assert counter.scope("x") == {1}
    with apart:
        assert counter.scope("x") == {2}


def test_rounds_apart_are_apart() -> None:
    counter, apart = RoundCounter(), Numbers()
    assert counter.step(lambda: "a") == (0, "a")
    with apart:
        assert counter.step(lambda: "b") == (0, "b")
    assert counter.step(lambda: "c") == (1, "a")
    with apart:
        assert counter.step(lambda: "c") == (1, "b")


def test_a_counter_made_apart_begins_anew_outside() -> None:
    with Numbers():
        counter = SequenceCounter(lambda: 3)
        steps = RoundCounter()
        assert (counter.take(), counter.take(), steps.take()) == (3, 4, 0)
    assert (counter.take(), steps.take()) == (3, 0)


def test_an_error_brings_the_numbers_back() -> None:
    with contextlib.suppress(LookupError), Numbers():
        take()
        raise LookupError
    assert take() == 0


# Numbers for what outlives a test


def test_wider_numbers_go_on_whatever_is_reset(wider: WiderNumbers) -> None:
    with wider:
        assert take() == WIDER_START
    assert take() == 0
    reset_sequences()
    with wider:
        assert take() == WIDER_START + 1
        with wider:
            assert take() == WIDER_START + 2
        assert take() == WIDER_START + 3
    assert take() == 0


@pytest.mark.usefixtures("_at_500")
def test_wider_numbers_are_counted_from_where_the_process_begins(wider: WiderNumbers) -> None:
    with wider:
        assert take() == WIDER_START + 500


def test_a_counter_made_for_what_outlives_a_test_begins_anew_outside(wider: WiderNumbers) -> None:
    with wider:
        counter = SequenceCounter(lambda: 3)
        counter.scope("x").add(1)
        assert counter.take() == WIDER_START + 3
    assert counter.take() == 3
    reset_sequences()
    assert counter.scope("x") == {1}
    with wider:
        assert counter.take() == WIDER_START + 4


def test_unique_values_of_what_outlives_a_test_stay_taken(wider: WiderNumbers) -> None:
    counter = SequenceCounter(lambda: 0)
    counter.scope("x").add("test")
    with wider:
        counter.scope("x").add("session")
    assert counter.scope("x") == {"test", "session"}
    reset_sequences()
    assert counter.scope("x") == {"session"}
    wider.forget()
    reset_sequences()
    assert counter.scope("x") == set()


def test_a_round_begins_behind_what_outlives_a_test(wider: WiderNumbers) -> None:
    counter = RoundCounter()
    assert [counter.step(lambda: "test")[0] for _ in range(2)] == [0, 1]
    with wider:
        assert counter.step(lambda: "session") == (2, "test")
    reset_sequences()
    # The start is drawn as always, so that what is drawn after it is the same; but the round goes on.
    drawn: list[str] = []
    assert counter.step(lambda: drawn.append("again")) == (3, "test")
    assert drawn == ["again"]
    wider.forget()
    reset_sequences()
    assert counter.step(lambda: "new") == (0, "new")


def test_a_round_that_only_tests_use_begins_anew(wider: WiderNumbers) -> None:
    counter = RoundCounter()
    counter.step(lambda: "one")
    with wider:
        pass
    reset_sequences()
    assert counter.step(lambda: "two") == (0, "two")


def test_a_round_can_be_set(wider: WiderNumbers) -> None:
    counter = RoundCounter()
    counter.reset(5)
    assert (counter.take(), counter.take()) == (5, 6)


# Iterators


class LampFactory(typedfactory.DictFactory):
    colour = typedfactory.Iterator(["red", "green", "blue"])


def colours(how_many: int) -> list[Any]:
    return [LampFactory()["colour"] for _ in range(how_many)]


@pytest.fixture(autouse=True)
def _first_colour() -> None:
    start_over()


def test_starting_over_restarts_iterators_and_sequences() -> None:
    assert (colours(2), take()) == (["red", "green"], 0)
    reset_sequences()
    assert (colours(1), take()) == (["blue"], 0)
    start_over()
    assert (colours(1), take()) == (["red"], 0)


def test_starting_over_reads_the_iterable_again_where_it_can() -> None:
    read: list[str] = []

    def letters() -> Iterator[str]:
        read.append("letters")
        yield from "abc"

    again = typedfactory.iterator(letters)
    once = typedfactory.Iterator(iter("abc"))
    assert [again.advance(), again.advance(), once.advance(), once.advance()] == ["a", "b", "a", "b"]
    start_over()
    assert [again.advance(), once.advance(), once.advance(), once.advance()] == ["a", "a", "b", "c"]
    assert read == ["letters", "letters"]


def test_iterators_apart_go_on_apart() -> None:
    apart = Numbers()
    assert colours(1) == ["red"]
    with apart:
        assert colours(2) == ["red", "green"]
    assert colours(1) == ["green"]
    with apart:
        assert colours(1) == ["blue"]


def test_iterators_begin_anew_for_what_outlives_a_test_each_time(wider: WiderNumbers) -> None:
    assert colours(1) == ["red"]
    for _ in range(2):
        with wider:
            assert colours(2) == ["red", "green"]
    assert colours(1) == ["green"]
