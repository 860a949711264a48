"""Drawing until a value is taken."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from typedfactory.errors import UnknownProviderError
from typedfactory.ground.constraints import Constraints
from typedfactory.realism.attempts import Attempts
from typedfactory.realism.casting import cast_of
from typedfactory.realism.reading import Meaning
from typedfactory.values.judging.marks import Judgement


class Model:
    city: str


def attempts(
    maker: Any, judgement: Judgement | None = None, kind: Any = str, take: Any = None, *, own: bool = False
) -> Any:
    made = Attempts(
        cast_of(Model, ["city"]),
        "city",
        Meaning("city"),
        maker,
        kind,
        judgement or Judgement(),
        lambda *_: "usual",
        take,
        looks_around=False,
        own=own,
    )
    return lambda: made.make(Random(1), None)  # type: ignore[arg-type]  # no model is nested


def test_the_first_value_that_is_taken_is_given() -> None:
    tried: list[int] = []

    def make(scene: Any) -> str:
        tried.append(scene.attempt)
        return "Wellington"[: 8 - scene.attempt]

    assert attempts(make, Judgement(constraints=Constraints(max_length=5)))() == "Welli"
    assert tried == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "judgement", [Judgement(constraints=Constraints(max_length=1)), Judgement((lambda _value: False,))]
)
def test_after_eight_values_the_type_decides(judgement: Judgement) -> None:
    tried: list[int] = []

    def make(scene: Any) -> str:
        tried.append(scene.attempt)
        return "Perth"

    assert attempts(make, judgement)() == "usual"
    assert len(tried) == 8


@pytest.mark.parametrize("error", [OverflowError, ValueError, IndexError, UnknownProviderError])
def test_a_maker_without_room_leaves_it_to_the_type(error: type[Exception]) -> None:
    def make(scene: Any) -> str:
        raise error

    assert attempts(make)() == "usual"
    with pytest.raises(error):
        attempts(make, own=True)()


def test_a_value_of_another_type_is_not_taken() -> None:
    assert attempts(lambda scene: 5)() == "usual"
    assert attempts(lambda scene: True, kind=int)() == "usual"
    assert attempts(lambda scene: None)() == "usual"


def test_a_value_may_be_made_into_another_one() -> None:
    assert attempts(lambda scene: "12", kind=int, take=int)() == 12
    assert attempts(lambda scene: "twelve", kind=int, take=int)() == "usual"


def test_values_of_unique_fields_are_given_once_without_regard_to_case() -> None:
    values = iter(["Perth", "PERTH ", "Perth", "Sydney"])
    draw = attempts(lambda scene: next(values), Judgement(unique=True))
    assert [draw(), draw()] == ["Perth", "Sydney"]
