"""Faults 20 and 21: unique columns that are filled, in several factories of one model and in forked processes."""

from __future__ import annotations

import typedfactory as factory
from tests.forking import in_child, needs_fork
from tests.orm.django.zoo import models as zoo
from typedfactory.orm.django import DjangoModelFactory

COLUMNS = ["name", "code", "number", "email", "slug", "day", "exact", "address"]


def test_fault_20_factories_of_one_model_share_the_values_that_must_not_repeat() -> None:
    class OneFactory(DjangoModelFactory[zoo.UniqueOnes]):
        pass

    class OtherFactory(DjangoModelFactory[zoo.UniqueOnes]):
        pass

    class HeirFactory(OneFactory):
        slug = factory.Sequence(lambda n: f"own-{n}")

    made = [each.create() for _ in range(20) for each in (OneFactory, OtherFactory, HeirFactory)]
    made.append(factory.build(zoo.UniqueOnes))
    for column in COLUMNS:
        assert len({getattr(one, column) for one in made}) == len(made), column


def test_fault_20_the_few_values_of_a_column_are_all_used_by_both_before_one_repeats() -> None:
    class OneFactory(DjangoModelFactory[zoo.Plate]):
        pass

    class OtherFactory(DjangoModelFactory[zoo.Plate]):
        pass

    assert {OneFactory.build().side, OtherFactory.build().side} == {"l", "r"}
    factory.reset_sequences()
    assert {OtherFactory.build().side, OneFactory.build().side} == {"l", "r"}


@needs_fork
def test_fault_21_forked_processes_meet_in_no_unique_column() -> None:
    class OneFactory(DjangoModelFactory[zoo.UniqueOnes]):
        pass

    def rows() -> list[list[str]]:
        return [[str(getattr(one, column)) for column in COLUMNS] for one in OneFactory.build_batch(25)]

    rows()
    found = [in_child(rows), in_child(rows), in_child(lambda: in_child(rows)), rows()]
    for place, column in enumerate(COLUMNS):
        assert len({row[place] for made in found for row in made}) == 100, column
