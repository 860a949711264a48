"""Mappings."""

from __future__ import annotations

import collections
import datetime

from tests.values.making import value_of


def test_a_default_dict_makes_more_of_the_same() -> None:
    assert value_of(collections.defaultdict[str, list[int]]).default_factory is list
    assert value_of(collections.defaultdict[str, datetime.date]).default_factory is None
