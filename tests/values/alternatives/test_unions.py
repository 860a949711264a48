"""Unions, type variables and aliases."""

from __future__ import annotations

import re
import sys
from typing import Annotated, Any, ForwardRef, List, NewType, Optional, TypeVar, Union

import pytest
import typing_extensions as te

from tests.values.annotations import Rules
from tests.values.making import Other, Thing, value_of, values_of
from typedfactory import typeinfo
from typedfactory.errors import UnfillableError
from typedfactory.values import Settings

Number = TypeVar("Number", bound=int)
T = TypeVar("T")
UserId = NewType("UserId", int)
Row = te.TypeAliasType("Row", tuple[T, T], type_params=(T,))
Tree = Union[int, List["Tree"]]


class Holder:
    tree: Tree
    forest: List[Tree]


def test_a_union_gets_its_first_member_that_is_not_none() -> None:
    assert {type(value) for value in values_of(Union[None, int, str])} == {int}
    assert {type(value) for value in values_of(str | None | int)} == {str}
    assert {type(value) for value in values_of(Optional[Union[bool, int]])} == {bool}


def test_optional_members_follow_the_settings() -> None:
    assert set(values_of(Optional[int], options=Settings(optional="none"))) == {None}
    assert {type(value) for value in values_of(Optional[int], options=Settings(optional="random"))} == {int, type(None)}
    assert {type(value) for value in values_of(int | str, options=Settings(optional="none"))} == {int}


def test_members_that_are_being_built_already_are_skipped() -> None:
    assert type(value_of(Union[Thing, Other])) is Thing
    assert type(value_of(Union[Thing, Other], busy=[Thing])) is Other
    assert type(value_of(Union[Thing, Other, None], busy=[Thing])) is Other
    assert value_of(Optional[Union[Thing, Other]], busy=[Thing, Other]) is None
    assert type(value_of(Union[Thing, int], busy=[Thing])) is int
    assert value_of(list[Union[Thing, Other]], busy=[Thing, Other]) == []


def test_where_no_member_can_be_built_the_error_says_so() -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(Union[Thing, Other], busy=[Thing, Other])
    assert str(caught.value) == ("F.x: no member of Thing | Other can be built here without end. Declare the field.")


def test_constraints_reach_the_members_that_they_mean_something_to() -> None:
    assert all(0 < value < 5 for value in values_of(Annotated[int, Rules(gt=0, lt=5)] | None))
    assert all(0 < value < 5 for value in values_of(Annotated[int | None, Rules(gt=0, lt=5)]))
    assert {type(value) for value in values_of(Annotated[str | int, Rules(gt=0)])} == {int}


def test_constraints_that_contradict_each_other_are_refused_in_any_member() -> None:
    with pytest.raises(UnfillableError) as caught:
        value_of(Optional[Annotated[int, Rules(gt=5, lt=6)]])
    assert str(caught.value) == ("F.x: no int satisfies gt=5 and lt=6. Correct the constraints, or declare the field.")


def test_members_that_nobody_makes_are_left_out() -> None:
    assert {type(value) for value in values_of(Union[re.Match[str], int])} == {int}
    assert value_of(Optional[re.Match[str]]) is None
    with pytest.raises(UnfillableError) as caught:
        value_of(Union[re.Match[str], re.Match[bytes]])
    assert str(caught.value) == (
        "F.x: a re.Match is only made by matching a text. Declare the field with a LazyFunction that does."
    )


def test_sets_of_unions_use_all_members() -> None:
    members = value_of(Annotated[set[Union[bool, None]], Rules(min_length=3)])
    assert members == {True, False, None}


def test_type_variables_and_new_types_stand_for_others() -> None:
    assert type(value_of(Number)) is int
    assert type(value_of(T)) is str
    assert type(value_of(UserId)) is int
    assert all(value > 5 for value in values_of(Annotated[Number, Rules(gt=5)]))


def test_type_aliases_are_opened() -> None:
    assert [type(each) for each in value_of(Row[int])] == [int, int]
    assert [type(each) for each in value_of(Row[Row[int]])] == [tuple, tuple]


def test_references_back_to_the_enclosing_type_end() -> None:
    hints = typeinfo.resolve_hints(Holder)
    assert type(value_of(hints["tree"])) is int
    assert [type(each) for each in value_of(hints["forest"])] == [int]
    assert value_of(list[ForwardRef("Tree")]) == []  # type: ignore[misc]  # what is left after resolving
    with pytest.raises(UnfillableError) as caught:
        value_of(ForwardRef("Tree"))
    assert str(caught.value) == (f"F.x: {ForwardRef('Tree')!r} contains itself without end. Declare the field.")


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type statements are new in Python 3.12")
def test_recursive_aliases_end_at_the_first_empty_collection() -> None:
    namespace: dict[str, Any] = {}
    source = "type Nest = list[Nest]\ntype Json = dict[str, Json] | int\ntype Deep[T] = list[Deep[list[T]]]\n"
    source += "type Knot = tuple[Knot]\ntype Lost = list[Nowhere]\n"
    exec(source, namespace)  # noqa: S102 - syntax that older versions do not know
    assert value_of(namespace["Nest"]) == []
    assert value_of(namespace["Json"]) == {}
    assert type(value_of(namespace["Deep"][int])) is list
    with pytest.raises(UnfillableError) as caught:
        value_of(namespace["Knot"])
    assert str(caught.value) == "F.x: Knot contains itself without end. Declare the field."
    with pytest.raises(UnfillableError) as caught:
        value_of(namespace["Lost"])
    assert str(caught.value) == (
        'F.x: the name "Nowhere" in the type alias Lost does not exist at run time. Import Nowhere at run time '
        "(not only under TYPE_CHECKING), or declare the field."
    )
