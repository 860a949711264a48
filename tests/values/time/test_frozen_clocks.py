"""Fault 29: where a clock stands still, values are made as elsewhere, and what is learnt there is right afterwards."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

#: Each clock, as what stands it still; freezegun puts classes of its own in the place of those of ``datetime``.
CLOCKS = {
    "freezegun": "import freezegun; clock = freezegun.freeze_time",
    "time_machine": "import time_machine; clock = lambda day: time_machine.travel(day, tick=False)",
}
SUITE = """
import dataclasses, datetime, enum, typing
import pydantic, typedfactory as factory
from typing import Annotated, Optional

date, moment = datetime.date, datetime.datetime

@dataclasses.dataclass
class Outside:
    a: date
    b: moment
    c: Optional[date]
    d: list[moment]
    e: dict[date, moment]
    f: Annotated[moment, pydantic.Field(ge=moment(2001, 1, 1), lt=moment(2002, 1, 1))]
    g: pydantic.PastDatetime
    h: pydantic.FutureDate
    i: pydantic.FutureDatetime
    j: pydantic.PastDate
    k: pydantic.AwareDatetime
    l: pydantic.NaiveDatetime
    m: Annotated[pydantic.FutureDate, pydantic.Field(lt=date(2999, 1, 1))]
    created_at: moment
    birth_date: date

def inside():
    @dataclasses.dataclass
    class Inside:
        a: datetime.date
        b: datetime.datetime
        c: Optional[datetime.datetime]
        d: list[datetime.date]
        e: dict[datetime.date, datetime.datetime]
        f: Annotated[datetime.datetime, pydantic.Field(ge=datetime.datetime(2001, 1, 1))]
    return Inside

def leaks(value):
    if isinstance(value, dict):
        return [each for pair in value.items() for part in pair for each in leaks(part)]
    if isinstance(value, list):
        return [each for part in value for each in leaks(part)]
    return [] if type(value).__module__ == "datetime" else [type(value)]

def check(*factories):
    for each in factories:
        for made in (each(), *each.coverage()):
            found = {name: leaks(value) for name, value in vars(made).items() if leaks(value) and value is not None}
            assert not found, (each, found)
        list(each.build_invalid())

def made_for(model):
    class AnyFactory(factory.Factory[model]):
        pass
    class RealisticFactory(factory.Factory[model]):
        class Meta:
            realistic = True
    return AnyFactory, RealisticFactory
"""


def run(clock: str, code: str) -> None:
    """Run code that stands a clock still."""
    pytest.importorskip(clock)
    whole = f"{CLOCKS[clock]}\n{SUITE}\n{textwrap.dedent(code)}"
    ran = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("day", ["1965-05-05", "2026-02-03", "2150-02-02"])
@pytest.mark.parametrize("first", ["", "check(*made_for(Outside))"])
def test_values_are_those_of_the_standard_library_inside_and_afterwards(clock: str, day: str, first: str) -> None:
    run(
        clock,
        f"""
        {first}
        with clock("{day}"):
            known = [*made_for(Outside), *made_for(inside())]
            check(*known)
        check(*known, *made_for(Outside))
        """,
    )


@pytest.mark.parametrize("clock", CLOCKS)
def test_what_a_seed_gives_does_not_depend_on_the_clock(clock: str) -> None:
    run(
        clock,
        """
        class OutsideFactory(factory.Factory[Outside]):
            pass
        with factory.random.seeded(1):
            free = OutsideFactory()
        with clock("1999-09-09"), factory.random.seeded(1):
            frozen = OutsideFactory()
        with clock("1999-09-09"), factory.random.seeded(1):
            anew = made_for(Outside)[0]()
        assert free == frozen == anew
        """,
    )


def test_a_type_that_is_taught_while_the_clock_stands_is_known_afterwards() -> None:
    run(
        "freezegun",
        """
        day = date(2000, 2, 3)
        with clock("1999-09-09"):
            factory.register(datetime.date, lambda stream, constraints: day)
            Model = inside()
            assert factory.build(Model).a is day
        assert factory.build(Outside).a is day
        """,
    )


def test_the_classes_are_those_of_the_standard_library_also_where_they_are_first_asked_for_under_a_frozen_clock() -> (
    None
):
    run(
        "freezegun",
        """
        import sys
        for name in [name for name in sys.modules if name.startswith("typedfactory")]:
            del sys.modules[name]
        with clock("1999-09-09"):
            import typedfactory as factory
            from typedfactory.typeinfo.calendar import datetime as calendar
            known = [*made_for(Outside), *made_for(inside())]
            check(*known)
        assert (calendar.date, calendar.datetime) == (date, moment)
        check(*known)
        """,
    )
