"""Whether a value that was made elsewhere is one that a field takes: what its marks say, beside its constraints."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from typedfactory.ground.constraints import NONE, Constraints, read_constraints
from typedfactory.values.core.registry import marks_of
from typedfactory.values.core.requests import Request
from typedfactory.values.judging.checking import Test

#: Returns what tests values for a request with certain marks; None where nobody can tell.
Judge = Callable[[Request, object], "Test | None"]

_judges: list[tuple[Callable[[object], bool], Judge]] = []


@attrs.frozen
class Judgement:
    """What the marks of a field ask of a value.

    Attributes:
        tests: Each says whether a value is taken.
        unique: Whether values must not repeat.
        constraints: What is asked besides, as far as it can be said.
    """

    tests: tuple[Test, ...] = ()
    unique: bool = False
    constraints: Constraints = NONE

    def passes(self, value: object) -> bool:
        """Say whether a value is taken."""
        return all(test(value) for test in self.tests)


def register_judge(test: Callable[[object], bool], judge: Judge) -> None:
    """Add a function that knows what a kind of mark asks of values.

    Args:
        test: Says whether an object of the metadata is such a mark.
        judge: Request, mark → what tests values.
    """
    _judges.insert(0, (test, judge))


def judgement_of(request: Request) -> Judgement | None:
    """Return what the marks of a field ask of values; None where one of them makes values that nobody else could.

    Marks of the library's own may say it themselves: ``accepts``, a function, with ``limits`` that it knows, and ``is_unique``.

    Args:
        request: The type, with the metadata that is on it.
    """
    tests: list[Test] = []
    unique = False
    marks: list[object] = marks_of(request)
    limits = [found for mark in marks if (found := getattr(mark, "limits", None)) is not None]
    for mark in marks:
        if getattr(mark, "is_unique", False):
            unique = True
            continue
        judge = next((judge for test, judge in _judges if test(mark)), None)
        found = getattr(mark, "accepts", None) if judge is None else judge(request, mark)
        if found is None:
            return None
        tests.append(found)
    return Judgement(tuple(tests), unique, request.constraints.merged_with(read_constraints(limits)))
