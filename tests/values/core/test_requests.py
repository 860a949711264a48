"""Who makes which type."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated, Any, Literal, Optional, TypeVar, Union

import pytest
import typing_extensions as te

from tests.values.annotations import Rules
from tests.values.making import Other, Thing, is_model, value_of
from typedfactory.errors import UnfillableError
from typedfactory.values import make_recipe, needs_models

Number = TypeVar("Number", bound=Thing)
Pair = te.TypeAliasType("Pair", tuple[Thing, int])


class Unknown:
    pass


@pytest.mark.parametrize(
    ("annotation", "shown"),
    [(Unknown, "Unknown"), (tuple[int, Unknown], "Unknown"), ("User", "User"), ([int], "[<class 'int'>]")],
)
def test_a_type_that_nobody_makes_is_an_error(annotation: Any, shown: str) -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(annotation)
    assert str(caught.value) == (
        f"F.x: values of type {shown} cannot be made. Declare the field, or give it a default."
    )


def test_metadata_that_is_no_constraint_is_ignored() -> None:
    assert type(value_of(Annotated[int, "a comment", Unknown])) is int


@pytest.mark.parametrize(
    ("annotation", "needed"),
    [
        (int, False),
        (Thing, True),
        (Optional[Thing], True),
        (dict[str, list[Thing]], True),
        (dict[str, list[int]], False),
        (Annotated[Thing, "x"], True),
        (Union[int, tuple[str, Other]], True),
        (Literal["a"], False),
        (Number, True),
        (Pair, True),
        (Any, False),
    ],
)
def test_it_is_known_whether_models_are_needed(annotation: Any, needed: bool) -> None:
    assert needs_models(annotation, is_model) is needed


def test_a_recipe_says_whether_it_is_possible() -> None:
    from tests.values.making import Builder

    assert make_recipe(int, where="F.x", is_model=is_model).possible is None
    possible = make_recipe(Thing, where="F.x", is_model=is_model).possible
    assert possible is not None
    assert possible(Builder())
    assert not possible(Builder([Thing]))


@pytest.mark.parametrize("annotation", [bool | None, Annotated[str, Rules(max_length=1)], Literal["a"]])
def test_different_values_are_numbered_from_zero(annotation: Any) -> None:
    domain = make_recipe(annotation, where="F.x", is_model=is_model).domain
    assert domain is not None
    assert len({domain.at(number) for number in range(domain.count)}) == domain.count
    with pytest.raises(IndexError):
        domain.at(domain.count)


PROGRAM = """
import datetime, enum, random, uuid
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, Optional
from typedfactory.values import make_recipe

class Right(enum.Flag):
    READ = 1
    WRITE = 2
    BOTH = 3

types = [int, float, complex, str, bool, bytes, Decimal, Fraction, datetime.date, datetime.datetime, datetime.time,
         datetime.timedelta, uuid.UUID, Literal["a", "b"], Optional[int], Any, list[int], dict[str, int], set[str]]
stream = random.Random(7)
for each in types:
    make = make_recipe(each, where="F.x", is_model=lambda _: False).make
    print(make(stream, None))
print(make_recipe(Right, where="F.x", is_model=lambda _: False).make(stream, None).name)
"""

VALUES = """\
695425564
947.8653606090633
(394.8234964231735+48.28642362681235j)
ndievavtdnod
True
b']\\x981\\x95u\\x04\\xd9\\x0e\\x94]\\xe2\\xe8'
5074.35
7499/20
1999-06-28
1974-10-01 23:58:47
02:10:37
12 days, 17:39:14
f28c105d-1fb1-4c23-90c1-92cfd3ac94af
a
1347402586
nvbevitokvdo
[132847736]
{'isvrtaloeoku': 851864842}
{'dosrburasvou'}
READ
"""


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_same_seed_gives_the_same_values_in_every_process_and_on_every_python(hash_seed: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout == VALUES
