"""Collections: as few elements as allowed, but one; empty where recursion must end."""

from __future__ import annotations

import collections
from collections import abc
from typing import Annotated, Any, Dict, List, Tuple

import pytest

from tests.values.annotations import Rules
from tests.values.making import Other, Thing, value_of, values_of
from typedfactory.errors import UnfillableError
from typedfactory.values import Settings


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        (list[int], list),
        (List[int], list),
        (list, list),
        (abc.Sequence[int], list),
        (abc.Iterable[int], list),
        (abc.Collection[int], list),
        (set[int], set),
        (abc.Set[int], set),
        (frozenset[int], frozenset),
        (tuple[int, ...], tuple),
        (Tuple[int, ...], tuple),
        (tuple, tuple),
        (dict[str, int], dict),
        (Dict[str, int], dict),
        (dict, dict),
        (abc.Mapping[str, int], dict),
        (abc.MutableMapping[str, int], dict),
        (collections.deque[int], collections.deque),
        (collections.OrderedDict[str, int], collections.OrderedDict),
        (collections.defaultdict[str, int], collections.defaultdict),
        (collections.Counter[str], collections.Counter),
    ],
)
def test_each_gets_one_element(annotation: Any, kind: Any) -> None:
    value = value_of(annotation)
    assert type(value) is kind
    assert len(value) == 1


@pytest.mark.parametrize("annotation", [list[int], set[int], frozenset[str], tuple[int, ...], dict[str, int]])
@pytest.mark.parametrize(
    ("rules", "length"),
    [
        (Rules(min_length=3), 3),
        (Rules(min_length=0), 1),
        (Rules(max_length=0), 0),
        (Rules(max_length=5), 1),
        (Rules(min_length=2, max_length=2), 2),
    ],
)
def test_lengths_are_kept(annotation: Any, rules: Rules, length: int) -> None:
    assert {len(value) for value in values_of(Annotated[annotation, rules], 10)} == {length}


@pytest.mark.parametrize("annotation", [list[int], set[int], tuple[int, ...], dict[str, int]])
def test_the_wanted_size_stays_within_the_constraints(annotation: Any) -> None:
    assert {len(value) for value in values_of(annotation, options=Settings(collection_size=4))} == {4}
    assert {len(value) for value in values_of(annotation, options=Settings(collection_size=(0, 2)))} == {0, 1, 2}
    rules = Rules(min_length=2, max_length=3)
    assert {
        len(value) for value in values_of(Annotated[annotation, rules], options=Settings(collection_size=(0, 9)))
    } == {2, 3}


def test_a_wanted_size_is_lowered_to_the_members_that_there_are() -> None:
    assert value_of(set[bool], options=Settings(collection_size=5)) == {True, False}


@pytest.mark.parametrize(
    ("annotation", "empty"),
    [
        (list[Thing], []),
        (set[Thing], set()),
        (frozenset[Thing], frozenset()),
        (tuple[Thing, ...], ()),
        (dict[str, Thing], {}),
        (dict[Thing, str], {}),
        (abc.Sequence[Thing], []),
        (collections.deque[Thing], collections.deque()),
        (collections.defaultdict[str, Thing], {}),
        (collections.Counter[Thing], {}),
        (list[tuple[Thing, int]], []),
        (list[list[Thing]], [[]]),
    ],
)
def test_collections_are_empty_where_their_elements_are_being_built_already(annotation: Any, empty: Any) -> None:
    assert value_of(annotation, busy=[Thing]) == empty
    assert len(value_of(annotation)) == 1


@pytest.mark.parametrize(
    "annotation",
    [
        Annotated[list[Thing], Rules(min_length=1)],
        Annotated[dict[str, Thing], Rules(min_length=1)],
        tuple[int, Thing],
    ],
)
def test_a_collection_that_may_not_be_empty_cannot_be_built_there(annotation: Any) -> None:
    assert value_of(annotation | None, busy=[Thing]) is None
    with pytest.raises(UnfillableError) as caught:
        value_of(annotation, busy=[Thing])
    assert str(caught.value) == (
        "F.x: filling it never ends: Thing → Thing → …. Declare the field, or let a type on the way be optional."
    )


def test_models_are_built_by_whoever_builds() -> None:
    assert type(value_of(Thing)) is Thing
    assert [type(each) for each in value_of(tuple[Thing, Other])] == [Thing, Other]
    assert len(value_of(Annotated[set[Thing], Rules(min_length=3)])) == 3
