"""Where a failure comes from: the user's line, or the declaration that the error names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import typedfactory as factory
from typedfactory.checking.places import nested_in, place_of_failure
from typedfactory.errors import CheckFailedError

if TYPE_CHECKING:
    from typedfactory.declarations import Declaration

LINES = Path(__file__).read_text(encoding="utf-8").splitlines()


class CapFactory(factory.DictFactory):
    colour: Declaration[str] = factory.Faker("colour_nmae")


class BottleFactory(factory.DictFactory):
    cap = factory.SubFactory(CapFactory)
    lost = factory.SubFactory("nowhere.at_all.LostFactory")


class CrateFactory(factory.DictFactory):
    bottle = factory.SubFactory(BottleFactory, lost=None)


def line_of(text: str) -> int:
    """Return the line of this file that begins with a text."""
    return next(number for number, line in enumerate(LINES, 1) if line.strip().startswith(text))


def test_a_declaration_deep_inside_is_found_by_its_name() -> None:
    with pytest.raises(CheckFailedError) as caught:
        factory.check(CrateFactory)
    (failure,) = caught.value.report.failures
    assert failure.place.endswith(f"test_places.py:{line_of('colour: Declaration')}")


def test_factories_that_cannot_be_found_nest_nothing() -> None:
    assert nested_in(BottleFactory) == [CapFactory]


def test_what_names_nothing_comes_from_the_class() -> None:
    place = place_of_failure(CapFactory, ValueError("no idea"))
    assert place.endswith(f"test_places.py:{line_of('class CapFactory')}")


def test_a_class_without_source_has_no_place() -> None:
    made = factory.make_factory(dict)
    assert place_of_failure(made, ValueError("no idea")) == ""
