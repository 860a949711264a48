"""Faults of kind D: unique values, and processes."""

from __future__ import annotations

import dataclasses
import gc
import json
import os
import subprocess
import sys
import textwrap
from typing import Any, Generic, Literal

import pytest
from typing_extensions import TypeVar

import typedfactory
from typedfactory import fuzzy
from typedfactory.errors import UniqueExhaustedError
from typedfactory.ground import sequences

T = TypeVar("T")


@dataclasses.dataclass
class Die:
    eyes: int
    colour: Literal["red", "green", "blue"] = "red"


@dataclasses.dataclass
class LoadedDie(Die):
    pass


class DieFactory(typedfactory.Factory[Die]):
    eyes = typedfactory.Unique(fuzzy.FuzzyInteger(1, 6))


class LoadedDieFactory(DieFactory):
    colour = "blue"


class OtherModelFactory(DieFactory):
    class Meta:
        model = LoadedDie


def eyes_of(factory: Any, count: int) -> set[int]:
    return {die.eyes for die in factory.build_batch(count)}


@pytest.mark.parametrize("heir", [LoadedDieFactory, OtherModelFactory])
def test_fault_20_a_unique_value_is_not_repeated_by_a_factory_that_inherits_the_declaration(heir: Any) -> None:
    assert eyes_of(DieFactory, 3) | eyes_of(heir, 3) == {1, 2, 3, 4, 5, 6}
    with pytest.raises(UniqueExhaustedError):
        DieFactory()


def test_fault_20_nor_by_the_heirs_of_an_abstract_one() -> None:
    class Base(typedfactory.Factory[T], Generic[T]):
        eyes = typedfactory.Faker("random_element", elements=[1, 2, 3, 4], unique=True)

    class One(Base[Die]):
        pass

    class Other(Base[Die]):
        pass

    assert eyes_of(One, 2) | eyes_of(Other, 2) == {1, 2, 3, 4}


def test_fault_20_another_declaration_has_values_of_its_own() -> None:
    class AnewFactory(DieFactory):
        eyes = typedfactory.Unique(fuzzy.FuzzyInteger(1, 6))

    assert eyes_of(DieFactory, 6) == eyes_of(AnewFactory, 6)


def test_fault_20_what_is_filled_is_unique_in_the_field_of_the_model_whatever_factory_fills_it() -> None:
    class OneFactory(typedfactory.Factory[Die]):
        colour = typedfactory.Unique(typedfactory.AUTO)

    class OtherFactory(typedfactory.Factory[Die]):
        colour = typedfactory.Unique(typedfactory.AUTO)

    made = [OneFactory(), OtherFactory(), OneFactory()]
    assert {die.colour for die in made} == {"red", "green", "blue"}
    with pytest.raises(UniqueExhaustedError):
        OtherFactory()


@pytest.mark.parametrize("factory", [DieFactory, OtherModelFactory])
def test_fault_20_the_sequence_of_any_of_them_starts_anew(factory: Any) -> None:
    assert len(eyes_of(DieFactory, 3) | eyes_of(OtherModelFactory, 3)) == 6
    factory.reset_sequence(force=True)
    assert len(eyes_of(DieFactory, 3) | eyes_of(OtherModelFactory, 3)) == 6
    typedfactory.reset_sequences()
    assert len(eyes_of(LoadedDieFactory, 6)) == 6


def test_fault_20_a_declaration_of_ones_own_remembers_for_the_factories_that_share_a_sequence() -> None:
    class Counted(typedfactory.declarations.BaseDeclaration[int]):
        def evaluate(self, instance: Any, step: Any, extra: Any) -> int:
            seen = step.unique_scope("mine")
            seen.add(len(seen))
            return len(seen)

    class CountedFactory(typedfactory.Factory[Die]):
        eyes = Counted()

    class HeirFactory(CountedFactory):
        pass

    assert [CountedFactory().eyes, HeirFactory().eyes, CountedFactory().eyes] == [1, 2, 3]


def test_fault_20_what_nobody_uses_any_more_is_forgotten() -> None:

    def use_one() -> None:
        class BriefFactory(typedfactory.DictFactory):
            n = typedfactory.Unique(fuzzy.FuzzyInteger(1, 6))

        BriefFactory()

    gc.collect()
    before = len(sequences._homes)
    for _ in range(50):
        use_one()
    gc.collect()
    assert len(sequences._homes) <= before


FORKING = """
import dataclasses, json, os, sys
import typedfactory as factory

@dataclasses.dataclass
class User:
    name: str
    age: int

class RowFactory(factory.DictFactory):
    nick = factory.Faker("user_name", unique=True)
    code = factory.Unique(factory.fuzzy.FuzzyInteger(1, 10**9))
    number = factory.Sequence(lambda n: n)
    filled = factory.LazyFunction(lambda: factory.build(User).name)
    drawn = factory.fuzzy.FuzzyFloat(0, 1)

def in_child(work):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, json.dumps(work()).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    return json.loads(os.read(reading, 100_000))

def rows(count=2):
    return RowFactory.build_batch(count)
"""


def forked(code: str) -> Any:
    """Run code in a process that can fork, and return what it prints."""
    whole = f"{FORKING}\n{textwrap.dedent(code)}"
    ran = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr

    return json.loads(ran.stdout)


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


@needs_fork
@pytest.mark.parametrize("start", ["", "factory.random.reseed_random(7)", "rows()"])
def test_fault_21_forked_processes_draw_values_of_their_own(start: str) -> None:
    found = forked(
        f"{start}\nprint(json.dumps([in_child(rows), in_child(lambda: in_child(rows)), in_child(rows), rows()]))"
    )
    for name in ("nick", "code", "filled", "drawn"):
        assert len({row[name] for made in found for row in made}) == 8, name


@needs_fork
def test_fault_21_sequences_go_on_in_each_from_where_the_parent_was() -> None:
    found = forked("rows(); print(json.dumps([in_child(rows), in_child(rows), rows()]))")
    assert [[row["number"] for row in made] for made in found] == [[2, 3]] * 3


@needs_fork
def test_fault_21_where_the_parent_is_seeded_the_children_repeat_from_run_to_run_and_leave_it_alone() -> None:
    code = "factory.random.reseed_random(7); print(json.dumps([{}, rows()]))"
    one = forked(code.format("in_child(rows), in_child(rows)"))
    assert one == forked(code.format("in_child(rows), in_child(rows)"))
    assert one[-1] == forked(code.format("0"))[-1]


@needs_fork
def test_fault_21_a_seeded_block_repeats_in_a_forked_process_as_everywhere() -> None:
    found = forked(
        """
        def inside():
            with factory.random.seeded(3):
                return factory.random.randgen.random()

        with factory.random.seeded(3):
            here = in_child(lambda: factory.random.randgen.random())
        print(json.dumps([inside(), in_child(inside), here]))
        """
    )
    assert len(set(found)) == 1


@needs_fork
def test_fault_21_the_children_of_a_test_depend_on_its_seed_alone() -> None:
    found = forked(
        """
        def test(seed):
            factory.random.reseed_process(seed)
            factory.reset_sequences()
            return [in_child(rows), in_child(rows)]

        print(json.dumps([test("a"), test("b"), test("a")]))
        """
    )
    assert found[0] == found[2] != found[1]


@needs_fork
def test_fault_21_unseeded_processes_differ_in_each_run() -> None:
    assert forked("print(json.dumps(in_child(rows)))") != forked("print(json.dumps(in_child(rows)))")
