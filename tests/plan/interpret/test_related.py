"""Related objects that are also a field of the model."""

from __future__ import annotations

import dataclasses
from typing import Any

import attrs
import pytest

import typedfactory
from typedfactory.plan.interpret.related import attach


@dataclasses.dataclass
class Student:
    name: str = "ann"
    phone: Any = None
    phones: Any = ()


@dataclasses.dataclass(frozen=True)
class FrozenStudent:
    phone: Any = None


@attrs.frozen
class IcyStudent:
    phone: Any = None


class PhoneFactory(typedfactory.DictFactory):
    number = typedfactory.Sequence(str)


class StudentFactory(typedfactory.Factory[Student]):
    phone = typedfactory.RelatedFactory(PhoneFactory, "student")
    phones = typedfactory.RelatedFactoryList(PhoneFactory, "student", size=2)
    other = typedfactory.RelatedFactory(PhoneFactory, "student")


@pytest.mark.parametrize("overrides", [{}, {"name": typedfactory.LazyFunction(lambda: "ann")}])
def test_a_related_object_becomes_the_field_of_its_name(overrides: dict[str, Any]) -> None:
    made = StudentFactory.build(**overrides)
    assert made.phone["student"] is made
    assert [phone["number"] for phone in (made.phone, *made.phones)] == ["0", "1", "2"]
    assert not hasattr(made, "other")


def test_a_value_given_for_the_field_is_the_field() -> None:
    assert StudentFactory.build(phone="none of yours", phones=None) == Student("ann", "none of yours", None)


@pytest.mark.parametrize("model", [FrozenStudent, IcyStudent])
def test_a_frozen_object_keeps_what_it_was_made_with(model: Any) -> None:
    made: list[Any] = []

    class RingingFactory(typedfactory.DictFactory):
        ring = typedfactory.PostGeneration(lambda obj, *_, **__: made.append(obj["student"]))

    factory: Any = typedfactory.make_factory(model, phone=typedfactory.RelatedFactory(RingingFactory, "student"))
    student = factory.build()
    assert student.phone is None
    assert made == [student]


def test_an_error_of_the_model_s_own_passes() -> None:
    class Refusing:
        @property
        def phone(self) -> None:
            return None

    with pytest.raises(AttributeError):
        attach(Refusing(), "phone", 1)


def test_a_plain_class_keeps_what_it_was_made_with() -> None:
    class Pupil:
        def __init__(self, phone: Any = None) -> None:
            self.phone = phone

    class PupilFactory(typedfactory.Factory[Pupil]):
        phone = typedfactory.RelatedFactory(PhoneFactory, "student")

    assert PupilFactory.build().phone is None
