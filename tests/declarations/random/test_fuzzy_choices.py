"""When `FuzzyChoice` reads what it chooses from."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator

import typedfactory
from typedfactory.fuzzy import FuzzyChoice
from typedfactory.ground.progress import start_over


class Rows:
    """Stands for a query: each reading gives what there is then."""

    def __init__(self) -> None:
        self.found = [1]
        self.read = 0

    def __iter__(self) -> Iterator[int]:
        self.read += 1
        return iter(list(self.found))


def test_choices_are_read_with_the_first_value_and_kept() -> None:
    rows = Rows()
    declaration = FuzzyChoice(rows)
    assert (declaration.choices, rows.read) == (None, 0)
    assert [declaration.fuzz(), declaration.fuzz()] == [1, 1]
    assert (declaration.choices, rows.read) == ([1], 1)


def test_fault_11_choices_are_read_again_by_a_test_that_starts_afresh() -> None:
    rows = Rows()
    declaration = FuzzyChoice(rows)
    declaration.fuzz()
    rows.found = [2]
    assert declaration.fuzz() == 1
    start_over()
    assert declaration.choices is None
    assert declaration.fuzz() == 2


def test_what_can_be_read_once_is_kept() -> None:
    declaration = FuzzyChoice(number for number in [7])
    declaration.fuzz()
    start_over()
    assert declaration.fuzz() == 7


def test_choices_may_be_set() -> None:
    declaration = FuzzyChoice(["a"])
    declaration.choices = ["b"]
    assert (declaration.choices, declaration.fuzz()) == (["b"], "b")


def test_choices_can_be_copied() -> None:
    declaration = FuzzyChoice(["a"])
    declaration.fuzz()
    for each in (copy.deepcopy(declaration), pickle.loads(pickle.dumps(declaration))):  # noqa: S301 - made on this line
        assert (each.choices, each.fuzz()) == (["a"], "a")
        start_over()
        assert (each.choices, each.fuzz()) == (["a"], "a")


def test_a_factory_asks_again_too() -> None:
    rows = Rows()

    class RowFactory(typedfactory.DictFactory):
        row = FuzzyChoice(rows)

    assert RowFactory() == {"row": 1}
    rows.found = [3]
    start_over()
    assert RowFactory() == {"row": 3}
