"""Kind I of the faults found by trying it: words. By number."""

from __future__ import annotations

import dataclasses
from typing import Any

import pydantic
import pytest

import typedfactory as factory
from typedfactory.errors import FactoryReferenceError, UnknownFieldError


@dataclasses.dataclass
class Span:
    start: int
    end: int
    name: str = "span"
    error: Any = dataclasses.field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.error is not None:
            raise self.error


class Checked(pydantic.BaseModel):
    start: int
    end: int

    @pydantic.field_validator("end")
    @classmethod
    def check_end(cls, value: int) -> int:
        if value < 0:
            raise ValueError("is below zero")
        return value


class SpanFactory(factory.Factory[Span]):
    pass


class DeclaredFactory(factory.Factory[Span]):
    start = 1
    end = factory.Sequence(lambda n: n)


class CheckedFactory(factory.Factory[Checked]):
    pass


def note_on(call: Any, **given: Any) -> str:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - each of its own class
        call(**given)
    return "\n".join(getattr(caught.value, "__notes__", ()))


FILLED = "filled these fields by their types"


class ValidationError(Exception):
    """As Django and msgspec have one."""


class IntegrityError(Exception):
    """As databases have one."""


# 47


@pytest.mark.parametrize("kind", [ValueError, TypeError, AssertionError, ValidationError, IntegrityError])
@pytest.mark.parametrize("text", ["end is before start", "no span", "end"])
def test_rejection_about_filled_fields_is_followed_by_them(kind: type[Exception], text: str) -> None:
    for _ in range(2):
        assert FILLED in note_on(SpanFactory.build, error=kind(text))


@pytest.mark.parametrize("kind", [KeyError, AttributeError, RuntimeError, ZeroDivisionError, OSError, LookupError])
def test_other_exceptions_of_a_model_are_not(kind: type[Exception]) -> None:
    for _ in range(2):
        assert FILLED not in note_on(SpanFactory.build, error=kind("end is before start"))


@pytest.mark.parametrize(
    ("call", "given"),
    [
        (SpanFactory.build, {"end": 3, "error": ValueError("end is odd")}),
        (SpanFactory.build, {"end": 3, "name": "x", "error": ValueError("end and name do not go together")}),
        (DeclaredFactory.build, {"error": ValueError("end is before start")}),
        (CheckedFactory.build, {"end": -1}),
    ],
)
def test_rejection_of_what_was_given_is_not(call: Any, given: dict[str, Any]) -> None:
    for _ in range(2):
        assert FILLED not in note_on(call, **given)


def test_text_that_cannot_be_read_names_nothing() -> None:
    class ShyError(ValueError):
        def __str__(self) -> str:
            raise RuntimeError

    assert FILLED in note_on(SpanFactory.build, error=ShyError())


# 48


@dataclasses.dataclass
class Stay:
    guest: Span
    nights: int = 1


class StayFactory(factory.Factory[Stay]):
    guest = factory.SubFactory(SpanFactory)


def test_misspelt_paths_are_told_in_plain_words() -> None:
    wanted = {
        "gest__name": "StayFactory.gest: there is no field 'gest' to set 'name' in. Did you mean \"guest\"?",
        "guest__adress__city": (
            "SpanFactory.adress: there is no field 'adress' to set 'city' in (reached through StayFactory.guest). "
            "Known names: end, error, name, start."
        ),
    }
    for path, message in wanted.items():
        with pytest.raises(UnknownFieldError) as caught:
            StayFactory.build(**{path: 1})
        assert str(caught.value) == message


# 49


@pytest.mark.parametrize("declare", [factory.SubFactory, factory.RelatedFactory, factory.RelatedFactoryList])
def test_brackets_behind_a_factory_are_to_be_left_out(declare: Any) -> None:
    with pytest.raises(FactoryReferenceError) as caught:
        declare(SpanFactory.build())
    assert str(caught.value) == (
        "A factory= argument must receive either a class or the fully qualified path to a Factory subclass "
        '("package.module.ClassName"); got an object of class Span instead. Leave out the brackets: '
        "SubFactory(UserFactory), not SubFactory(UserFactory())."
    )
