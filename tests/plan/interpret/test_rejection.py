"""Models that reject what they are given: notes on filled fields, and Meta.max_tries."""

from __future__ import annotations

import dataclasses
import logging
from typing import Any

import pytest

import typedfactory
from tests.data.making import notes_of


@dataclasses.dataclass
class Even:
    number: int
    name: str = "even"

    def __post_init__(self) -> None:
        if self.number % 2:
            raise ValueError("the number must be even")


class EvenFactory(typedfactory.Factory[Even]):
    pass


class PatientFactory(EvenFactory):
    class Meta:
        max_tries = 60


def rejected(**overrides: Any) -> ValueError:
    for seed in range(100):
        with typedfactory.random.seeded(seed):
            try:
                EvenFactory.build(**overrides)
            except ValueError as error:
                return error
    raise AssertionError


def test_an_error_of_the_model_names_the_fields_that_were_filled() -> None:
    error = rejected()
    assert str(error) == "the number must be even"
    filled, place = notes_of(error)
    assert filled.startswith("EvenFactory filled these fields by their types: number=")
    assert filled.endswith(
        ". If a rule of the model's own ties them to others, declare those that it names, "
        "or let Meta.max_tries draw again."
    )
    assert place == "while making EvenFactory"


def test_the_resolver_says_the_same() -> None:
    error = rejected(name=typedfactory.Sequence(str))
    assert notes_of(error)[0].startswith("EvenFactory filled these fields by their types: number=")


def test_nothing_is_said_of_fields_that_are_given() -> None:
    with pytest.raises(ValueError, match="even") as caught:
        EvenFactory.build(number=3)
    assert notes_of(caught.value) == ["while making EvenFactory"]


def test_a_model_is_given_as_many_attempts_as_meta_allows(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with typedfactory.random.seeded(1):
        made = PatientFactory.build_batch(20)
    assert all(each.number % 2 == 0 for each in made)
    assert len(made) == 20
    record = next(record for record in caplog.records if "accepted" in record.message)
    assert record.message.startswith("PatientFactory: attempt ")
    seed = int(record.message.rpartition(" ")[2].rstrip("."))
    with typedfactory.random.seeded(seed):
        repeated = EvenFactory.build()
    assert repeated in made


def test_attempts_repeat_with_the_seed_and_take_one_number() -> None:
    class CountedFactory(PatientFactory):
        name = typedfactory.Sequence(str)

    def names() -> list[Even]:
        typedfactory.reset_sequences()
        with typedfactory.random.seeded(7):
            return CountedFactory.build_batch(5)

    first = names()
    assert [each.name for each in first] == ["0", "1", "2", "3", "4"]
    assert names() == first


def test_nested_models_are_given_their_attempts() -> None:
    class BoxFactory(typedfactory.DictFactory):
        even = typedfactory.SubFactory(PatientFactory, name="nested")

    assert all(BoxFactory.build()["even"].number % 2 == 0 for _ in range(20))


def test_after_the_last_attempt_the_error_of_the_model_comes_through() -> None:
    class StubbornFactory(PatientFactory):
        number = 3

        class Meta:
            max_tries = 2

    with pytest.raises(ValueError, match="even") as caught:
        StubbornFactory.build()
    assert notes_of(caught.value)[-1] == "StubbornFactory: none of 2 attempts (Meta.max_tries) was accepted."


def test_mistakes_in_the_call_are_not_tried_again() -> None:
    with pytest.raises(typedfactory.FactoryError) as caught:
        PatientFactory.build(nmae=1)
    assert str(caught.value) == (
        "PatientFactory.nmae: neither the factory nor Even has a field 'nmae'. Did you mean \"name\"?"
    )
