"""Whether a value that was made elsewhere is one that a field takes."""

from __future__ import annotations

from typing import Annotated, Any

import pydantic

from typedfactory import typeinfo
from typedfactory.ground.constraints import NONE, Constraints
from typedfactory.orm.shared.marks import DISTINCT, Made, annotated, distinct, drawn
from typedfactory.values import DEFAULT
from typedfactory.values.core.optional import load_present
from typedfactory.values.core.requests import Request
from typedfactory.values.judging.marks import Judgement, judgement_of


def judged(annotation: Any) -> Judgement | None:
    load_present()
    peeled = typeinfo.peel(annotation)
    return judgement_of(Request(peeled.bare, NONE, "here", lambda _: False, DEFAULT, metadata=peeled.metadata))


def test_without_marks_everything_is_taken() -> None:
    assert judged(Annotated[str, "a comment"]) == Judgement()


def test_a_mark_that_makes_its_own_values_takes_no_others() -> None:
    assert judged(drawn(str, lambda stream: "x")) is None


def test_a_mark_may_say_what_it_takes() -> None:
    found = judged(drawn(str, lambda stream: "x", accepts=str.isupper, limits=Constraints(max_length=3)))
    assert found is not None
    assert (found.passes("ABC"), found.passes("abc")) == (True, False)
    assert found.constraints == Constraints(max_length=3)


def test_values_that_must_not_repeat_may_come_from_elsewhere() -> None:
    assert judged(annotated(str, DISTINCT)) == Judgement(unique=True)
    # A combination of several fields counts through the values of each.
    assert judged(annotated(str, distinct(2))) is None
    assert judged(annotated(str, Made(lambda request: None))) is None  # type: ignore[arg-type, return-value]  # never asked


def test_pydantics_validators_are_asked() -> None:
    def refuse_digits(value: str) -> str:
        if value.isdigit():
            raise ValueError(value)
        return value.lower()

    found = judged(Annotated[str, pydantic.AfterValidator(refuse_digits)])
    assert found is not None
    # What the validator would change is not what the field holds in the end.
    assert [found.passes(value) for value in ("abc", "ABC", "123")] == [True, False, False]


def test_values_that_are_read_from_text_are_left_to_the_type() -> None:
    assert judged(pydantic.Json[str]) is None
